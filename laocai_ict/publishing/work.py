"""The work that the workflow leaves on people's desks.

Each section shows only what its reader may act on, by the rules of the verbs. Alone a section is
one query; together they are one as well.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    DateTimeField,
    F,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Coalesce, RowNumber
from django.urls import reverse

from laocai_ict.display.dates import moment

from . import desk
from .models import Move, Version, Versioned, Writer

State = Version.State


@dataclass(frozen=True)
class Wanted:
    """What a section looks for: versions of `kinds` in an order, and what a line tells of each.

    `step` names a verb: the last such step is told as step_by, step_at, step_reason.
    """

    versions: Any
    kinds: set[str]
    line: Callable[[Any], dict[str, Any]]
    order: tuple[str, ...] = ("submitted_at", "pk")
    step: str = ""
    minute: Any = field(default_factory=lambda: Cast(Value(None), DateTimeField()))


def add_sections() -> None:
    """Put the sections of the workflow first on the desk."""
    for key, (order, title, empty, wanted) in SECTIONS.items():
        desk.add(desk.Section(key, order, title, empty, partial(_find, key, wanted), find_all))


def find_all(
    user: Any, at: datetime.datetime, start: int, stop: int
) -> dict[str, desk.Batch | None]:
    """Return what waits for `user` in each section of the workflow, in one query."""
    asked = {key: wanted(user, at) for key, (*_, wanted) in SECTIONS.items()}
    theirs = {key: one for key, one in asked.items() if one.kinds}
    found: dict[str, list[Any]] = {key: [] for key in theirs}
    if theirs:
        first, *others = (_rows(key, one)[start:stop] for key, one in theirs.items())
        for version in first.union(*others, all=True) if others else first:
            found[version.section].append(version)
    batches = {key: _batch(one, found[key]) for key, one in theirs.items()}
    return {key: batches.get(key) for key in asked}


# --- The sections -----------------------------------------------------------------------------


def to_approve(user: Any, at: datetime.datetime) -> Wanted:
    """Return what others submitted, the longest waiting first."""
    kinds = kinds_for(user, "publish")

    def line(version: Any) -> dict[str, Any]:
        return {
            "who": version.step_by or version.written_by_name,
            "told": "gửi duyệt",
            "since": version.submitted_at,
            "comment": version.step_reason or "",
        }

    return Wanted(_of_others(_of(kinds).submitted(), user), kinds, line, step="submit")


def returned(user: Any, at: datetime.datetime) -> Wanted:
    """Return what `user` wrote and an approver sent back, the longest lying first."""
    kinds = kinds_for(user, "change")
    mine = _written_by(_of(kinds).filter(state=State.RETURNED), user)

    def line(version: Any) -> dict[str, Any]:
        return {
            "who": version.step_by or "",
            "told": "trả lại",
            "since": version.step_at,
            "comment": version.step_reason or "",
        }

    return Wanted(mine, kinds, line, ("step_at", "pk"), step="return_")


def to_review(user: Any, at: datetime.datetime) -> Wanted:
    """Return forced publications that `user` is the second person for, oldest first."""
    kinds = kinds_for(user, "publish")
    forced = _of(kinds).unreviewed().filter(state=State.APPROVED)
    others = _of_others(forced.filter(~Q(approved_by=user) | Q(approved_by=None)), user)

    def line(version: Any) -> dict[str, Any]:
        return {
            "who": version.approved_by_name,
            "told": "đăng không qua người thứ hai",
            "since": version.approved_at,
            "comment": version.force_reason,
        }

    return Wanted(others, kinds, line, ("approved_at", "pk"))


def to_close(user: Any, at: datetime.datetime) -> Wanted:
    """Return old versions that somebody else asked to close, oldest request first."""
    kinds = kinds_for(user, "publish")
    asked = _of(kinds).filter(close_asked_at__isnull=False, closed_at=None)
    asked = asked.filter(~Q(close_asked_by=user) | Q(close_asked_by=None))

    def line(version: Any) -> dict[str, Any]:
        return {
            "who": version.close_asked_by_name,
            "told": "đề nghị đóng",
            "since": version.close_asked_at,
            "comment": version.close_ground,
        }

    return Wanted(asked, kinds, line, ("close_asked_at", "pk"))


def scheduled(user: Any, at: datetime.datetime) -> Wanted:
    """Return what has a minute still to come, to appear or to go, the nearest first.

    Whoever may change or publish can call off the first, whoever may publish the second.
    """
    deciding = kinds_for(user, "publish")
    kinds = kinds_for(user, "change") | deciding
    appears = Q(public_from__gt=at)
    goes = Q(public_from__lte=at, public_until__gt=at, item__kind__in=deciding) & ~Q(
        withdrawal_reason=""
    )

    def line(version: Any) -> dict[str, Any]:
        is_coming = version.public_from > at
        verb = "đăng" if is_coming else "gỡ"
        return {
            "who": version.approved_by_name if is_coming else "",
            "told": "duyệt" if is_coming else "",
            "since": version.approved_at if is_coming else None,
            "due": f"Hẹn {verb} {moment(version.minute)}",
            "comment": "" if is_coming else version.withdrawal_reason,
        }

    minute = Case(When(appears, then=F("public_from")), default="public_until")
    return Wanted(_of(kinds).filter(appears | goes), kinds, line, ("minute", "pk"), minute=minute)


def drafts(user: Any, at: datetime.datetime) -> Wanted:
    """Return drafts that `user` wrote in, the one touched last first."""
    kinds = kinds_for(user, "change")
    mine = _written_by(_of(kinds).filter(state=State.DRAFT), user)

    def line(version: Any) -> dict[str, Any]:
        return {"told": "sửa lần cuối", "since": version.changed_at}

    return Wanted(mine, kinds, line, ("-changed_at", "pk"))


SECTIONS: dict[str, tuple[int, str, str, Callable[[Any, datetime.datetime], Wanted]]] = {
    "cho-duyet": (10, "Chờ tôi duyệt", "Không có bản nào chờ bạn duyệt.", to_approve),
    "tra-lai": (20, "Trả lại cho tôi", "Không có bản nào bị trả lại.", returned),
    "xem-lai": (
        30,
        "Đăng không qua người thứ hai, chờ tôi xem lại",
        "Không có bản đăng ngay nào chờ bạn xem lại.",
        to_review,
    ),
    "dong-ban-cu": (
        40,
        "Đề nghị đóng bản cũ, chờ tôi quyết định",
        "Không có đề nghị đóng bản cũ nào.",
        to_close,
    ),
    "hen-gio": (50, "Đã hẹn giờ", "Không có bản nào đang hẹn giờ.", scheduled),
    "ban-thao": (60, "Bản thảo của tôi", "Bạn không có bản thảo nào viết dở.", drafts),
}
"""each with its place on the desk, its title, what is said when it is empty, what it looks for"""


# --- What they stand on -----------------------------------------------------------------------


def kinds_for(user: Any, action: str) -> set[str]:
    """Return the kinds of records that `user` may "change" or "publish", as items name them."""
    return {
        model._meta.label_lower
        for model in apps.get_models()
        if issubclass(model, Versioned)
        and user.has_perm(f"{model._meta.app_label}.{action}_{model._meta.model_name}")
    }


def _of(kinds: set[str]) -> Any:
    return Version.objects.filter(item__kind__in=kinds)


def _written_by(versions: Any, user: Any) -> Any:
    return versions.alias(wrote=_parts_of(user)).filter(wrote__gt=0)


def _of_others(versions: Any, user: Any) -> Any:
    return versions.alias(wrote=_parts_of(user)).filter(wrote=None)


def _parts_of(user: Any) -> Subquery:
    """Return how often `user` is among the writers of a version: once, or NULL.

    Counted, because PostgreSQL makes a join of EXISTS, and of a join with statistics that are out
    of date (after a load of many records) one that grows with the square of their number.
    """
    parts = Writer.objects.filter(version=OuterRef("pk"), user=user).order_by()
    return Subquery(parts.values("version").annotate(count=Count("pk")).values("count"))


def _find(
    key: str,
    wanted: Callable[[Any, datetime.datetime], Wanted],
    user: Any,
    at: datetime.datetime,
    start: int,
    stop: int,
) -> desk.Batch | None:
    """Return the lines of one section in one query."""
    one = wanted(user, at)
    return _batch(one, list(_rows(key, one)[start:stop])) if one.kinds else None


def _rows(key: str, wanted: Wanted) -> Any:
    """Return the versions with the whole count, and the key of each content row.

    The columns are the same for every section, in the same order, so that they can be put together.
    """
    keys = [
        Subquery(apps.get_model(kind)._default_manager.filter(version=OuterRef("pk")).values("pk"))
        for kind in sorted(wanted.kinds)
    ]
    nothing = Value(None, output_field=BigIntegerField())
    rows = wanted.versions.select_related("item").annotate(
        section=Value(key),
        whole_count=Window(Count("pk")),
        row=Coalesce(*keys, nothing, nothing),
        minute=wanted.minute,
        **_step(wanted.step),
    )
    order = [F(name[1:]).desc() if name.startswith("-") else F(name).asc() for name in wanted.order]
    return rows.annotate(place=Window(RowNumber(), order_by=order)).order_by(*wanted.order)


def _step(verb: str) -> dict[str, Any]:
    """Return annotations that tell of the last step of that name: by whom, when, why."""
    if not verb:
        columns: dict[str, Any] = {
            "by": CharField(),
            "at": DateTimeField(),
            "reason": TextField(),
        }
        return {f"step_{name}": Cast(Value(None), column) for name, column in columns.items()}
    steps = Move.objects.filter(version=OuterRef("pk"), verb=verb).order_by("-at", "-pk")
    return {
        "step_by": steps.values("by_name")[:1],
        "step_at": steps.values("at")[:1],
        "step_reason": steps.values("reason")[:1],
    }


def _batch(wanted: Wanted, found: list[Any]) -> desk.Batch:
    found = sorted(found, key=lambda version: version.place)
    lines = [
        desk.Line(
            kind=str(apps.get_model(version.item.kind)._meta.verbose_name),
            title=version.title or "chưa có tên",
            address=_address(version.item.kind, version.row),
            **wanted.line(version),
        )
        for version in found
    ]
    return desk.Batch(lines, found[0].whole_count if lines else 0)


def _address(kind: str, key: int) -> str:
    """Return where the version is worked on; "" where its kind has no page in the admin."""
    if not admin.site.is_registered(apps.get_model(kind)):
        return ""
    return reverse(f"admin:{kind.replace('.', '_')}_change", args=[key])
