"""What every verb stands on: one transaction, locks, rights read afresh, refusals, the log."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Max

from laocai_ict.display.dates import moment
from laocai_ict.publishing.models import Item, Move, Version
from laocai_ict.publishing.models.versions import name_of
from laocai_ict.publishing.refusal import Refused, Stale

State = Version.State


VERBS: dict[str, Callable[..., Any]] = {}
"""every verb by name, for the tests that break and race each of them"""


def verb(step: Callable[..., Any]) -> Callable[..., Any]:
    """Make a step of the workflow one transaction, and list it among the verbs."""
    whole = transaction.atomic(step)
    VERBS[step.__name__] = whole
    return whole


def hold(version: Version) -> None:
    """Lock the item: whoever locks rows of a version otherwise than by a verb calls this first."""
    Item.objects.select_for_update().filter(pk=version.item_id).first()


def locked(version: Version) -> Version:
    """Lock the item, then read the version afresh; refuse where it is gone."""
    hold(version)
    fresh = (
        Version.objects.select_for_update(of=("self",))
        .select_related("item")
        .filter(pk=version.pk)
        .first()
    )
    if fresh is None:
        raise Refused("Bản này vừa bị bỏ: hãy tải lại danh sách.")
    return fresh


def may(user: Any, action: str, version: Version) -> bool:
    """Say whether `user` holds the right to "change" or to "publish" records of that kind."""
    app, _, model = version.item.kind.partition(".")
    return user.is_active and user.has_perm(f"{app}.{action}_{model}")


def afresh(by: Any) -> Any:
    """Read the account again: its rights may have been taken while the page was open."""
    found = get_user_model().objects.filter(pk=by.pk).first()
    if found is None:
        raise Refused("Tài khoản của bạn không còn: hãy đăng nhập lại.")
    return found


def require(by: Any, action: str, version: Version) -> None:
    if not may(afresh(by), action, version):
        what = {"change": "sửa", "publish": "duyệt đăng"}[action]
        raise Refused(f"Tài khoản của bạn không có quyền {what} loại bản ghi này.")


def require_either(by: Any, version: Version) -> None:
    account = afresh(by)
    if not (may(account, "change", version) or may(account, "publish", version)):
        raise Refused("Tài khoản của bạn không có quyền với loại bản ghi này.")


def require_state(version: Version, *states: str) -> None:
    if version.state not in states:
        told = State(version.state).label
        raise Refused(
            f"Bản này đang ở trạng thái “{told}”, không làm việc này được. Tải lại trang."
        )


def require_text(text: str, sentence: str) -> None:
    if not text.strip():
        raise Refused(sentence)


def refuse_stale(version: Version, seen: int | None) -> None:
    if seen is not None and version.edits != seen:
        raise Stale


def refuse_blocked(found: list[str]) -> None:
    if found:
        raise Refused(*found)


def refuse_second(version: Version) -> None:
    other = version.item.versions.working().first()
    if other is not None:
        who = f" ({other.written_by_name})" if other.written_by_name else ""
        raise Refused(f"Đã có phiên bản {other.number} đang soạn{who}: hãy sửa tiếp bản ấy.")
    scheduled = version.item.versions.scheduled().first()
    if scheduled is not None:
        raise Refused(
            f"Phiên bản {scheduled.number} đã hẹn đăng {moment(scheduled.public_from)}: "
            "bỏ hẹn rồi sửa bản ấy."
        )


def next_version(item: Item, change: str) -> Version:
    last = item.versions.aggregate(last=Max("number"))["last"] or 0
    return Version(item=item, number=last + 1, change=change)


def log_step(version: Version, step: str, by: Any, reason: str = "", minute=None) -> Version:
    Move.objects.create(
        version=version, verb=step, by=by, by_name=name_of(by), reason=reason, minute=minute
    )
    return version
