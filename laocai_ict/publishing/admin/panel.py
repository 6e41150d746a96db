"""What stands above the form of a version: its state, its story, what may be done with it."""

from dataclasses import dataclass
from typing import Any

from laocai_ict.publishing.models import Version
from laocai_ict.publishing.states import Mark, mark_of

from .addresses import address
from .steps import STEPS, Situation

State = Version.State

WORDS_OF_STATE: dict[str, tuple[str, str]] = {
    State.RETURNED: ("return_", "Góp ý khi trả lại"),
    State.SUBMITTED: ("submit", "Nhắn người duyệt"),
}
"""which step's words count in which state, and what they are called"""


@dataclass(frozen=True)
class Button:
    words: str
    address: str
    is_direct: bool = False
    """whether it acts at once, by a form of its own, because nothing is to be asked"""


@dataclass(frozen=True)
class Line:
    """One version of the item in the list of all."""

    version: Version
    mark: Mark
    address: str
    compare: str
    """address of the page that compares it with the one shown; "" for that one itself"""


def panel_of(record: Any, user: Any) -> dict[str, Any]:
    """Return the context of `admin/publishing/panel.html`."""
    situation = Situation(record.version, user)
    offered = [step for step in STEPS if step.is_offered(situation)]
    return {
        "version": record.version,
        "mark": mark_of(record.version, situation.at),
        "writers": [writer.user_name for writer in situation.writers],
        "said": last_word(record.version),
        "moves": _moves(record.version),
        "lines": _lines(record, situation),
        "buttons": [button(record, step) for step in offered if not step.is_dangerous],
        "dangerous": [button(record, step) for step in offered if step.is_dangerous],
        "hints": list(hints(situation)),
        "links": links_address(record, situation),
    }


def last_word(version: Version) -> dict[str, Any] | None:
    """Return what was said with the step that led to the present state; None where nothing was."""
    verb, label = WORDS_OF_STATE.get(State(version.state), ("", ""))
    move = version.moves.filter(verb=verb).last() if verb else None
    return {"label": label, "move": move} if move is not None and move.reason else None


def links_address(record: Any, situation: Situation) -> str:
    """Return where preview links are made; "" where none makes sense or the account may not."""
    version = situation.version
    if version.is_public(situation.at) or version.is_over(situation.at):
        return ""
    return address(record, "links", record.pk) if situation.may("either") else ""


def button(record: Any, step: Any) -> Button:
    return Button(
        step.words, address(record, "step", record.pk, step.slug), step.verb == "open_version"
    )


def _moves(version: Version) -> list[dict[str, Any]]:
    return [
        {"move": move, "words": move.get_verb_display()}
        for move in version.moves.order_by("at", "pk")
    ]


def _lines(record: Any, situation: Situation) -> list[Line]:
    keys = dict(type(record)._default_manager.of(record).values_list("version_id", "pk"))
    return [
        Line(
            version=version,
            mark=mark_of(version, situation.at),
            address=address(record, "change", keys[version.pk]),
            compare=""
            if version.pk == record.version_id
            else address(record, "compare", record.pk, version.number),
        )
        for version in situation.versions
        if version.pk in keys
    ]


def hints(situation: Situation):
    """Yield, in sentences, why a step one might look for is not offered."""
    version = situation.version
    if situation.in_state(State.SUBMITTED) and situation.wrote and situation.may("publish"):
        yield "Bạn đã soạn hoặc sửa bản này nên không tự duyệt được: người khác phải duyệt."
    if version.needs_review and situation.may("publish") and not situation.is_second_person:
        yield "Bản này chờ một người khác bạn xem lại."
    if situation.in_state(State.APPROVED) and situation.may("change"):
        yield from _other_first(situation)
    if version.close_asked_at and not version.closed_at:
        yield (
            f"{version.close_asked_by_name} đề nghị đóng bản cũ này, căn cứ: {version.close_ground}"
        )
    if version.closed_at:
        yield f"Bản cũ này đã đóng với người đọc, căn cứ: {version.close_ground}"


def _other_first(situation: Situation):
    for one in situation.versions:
        if one.is_working:
            yield f"Phiên bản {one.number} đang được soạn: sửa tiếp ở bản ấy."
        elif one.is_scheduled(situation.at) and one.pk != situation.version.pk:
            yield f"Phiên bản {one.number} đã hẹn đăng: bỏ hẹn rồi sửa ở bản ấy."
