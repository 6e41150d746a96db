"""The work that the workflow leaves on people's desks.

Each section shows only what its reader may act on, by the rules of the verbs.
"""

import datetime
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce
from django.urls import reverse

from laocai_ict.display.dates import moment

from . import desk
from .models import Move, Version, Versioned, Writer

State = Version.State


def add_sections() -> None:
    """Put the sections of the workflow first on the desk."""
    for section in (
        desk.Section(
            "cho-duyet", 10, "Chờ tôi duyệt", "Không có bản nào chờ bạn duyệt.", to_approve
        ),
        desk.Section("tra-lai", 20, "Trả lại cho tôi", "Không có bản nào bị trả lại.", returned),
        desk.Section(
            "xem-lai",
            30,
            "Đăng không qua người thứ hai, chờ tôi xem lại",
            "Không có bản đăng ngay nào chờ bạn xem lại.",
            to_review,
        ),
        desk.Section(
            "dong-ban-cu",
            40,
            "Đề nghị đóng bản cũ, chờ tôi quyết định",
            "Không có đề nghị đóng bản cũ nào.",
            to_close,
        ),
        desk.Section("hen-gio", 50, "Đã hẹn giờ", "Không có bản nào đang hẹn giờ.", scheduled),
        desk.Section(
            "ban-thao", 60, "Bản thảo của tôi", "Bạn không có bản thảo nào viết dở.", drafts
        ),
    ):
        desk.add(section)


# --- The sections -----------------------------------------------------------------------------


def to_approve(user: Any, at: datetime.datetime, start: int, stop: int) -> desk.Batch | None:
    """Return what others submitted, the longest waiting first."""
    kinds = kinds_for(user, "publish")
    waiting = _of_others(_of(kinds).submitted(), user).annotate(**_step("submit"))

    def line(version: Any) -> dict[str, Any]:
        return {
            "who": version.step_by or version.written_by_name,
            "told": "gửi duyệt",
            "since": version.submitted_at,
            "comment": version.step_reason or "",
        }

    return _batch(waiting, kinds, line, start, stop)


def returned(user: Any, at: datetime.datetime, start: int, stop: int) -> desk.Batch | None:
    """Return what `user` wrote and an approver sent back, the longest lying first."""
    kinds = kinds_for(user, "change")
    mine = _written_by(_of(kinds).filter(state=State.RETURNED), user).annotate(**_step("return_"))

    def line(version: Any) -> dict[str, Any]:
        return {
            "who": version.step_by or "",
            "told": "trả lại",
            "since": version.step_at,
            "comment": version.step_reason or "",
        }

    return _batch(mine.order_by("step_at", "pk"), kinds, line, start, stop)


def to_review(user: Any, at: datetime.datetime, start: int, stop: int) -> desk.Batch | None:
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

    return _batch(others, kinds, line, start, stop)


def to_close(user: Any, at: datetime.datetime, start: int, stop: int) -> desk.Batch | None:
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

    return _batch(asked.order_by("close_asked_at", "pk"), kinds, line, start, stop)


def scheduled(user: Any, at: datetime.datetime, start: int, stop: int) -> desk.Batch | None:
    """Return what has a minute still to come, to appear or to go, the nearest first.

    Whoever may change or publish can call off the first, whoever may publish the second.
    """
    deciding = kinds_for(user, "publish")
    kinds = kinds_for(user, "change") | deciding
    appears = Q(public_from__gt=at)
    goes = Q(public_from__lte=at, public_until__gt=at, item__kind__in=deciding) & ~Q(
        withdrawal_reason=""
    )
    timed = _of(kinds).filter(appears | goes)
    timed = timed.annotate(
        minute=Case(When(appears, then=F("public_from")), default="public_until")
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

    return _batch(timed.order_by("minute", "pk"), kinds, line, start, stop)


def drafts(user: Any, at: datetime.datetime, start: int, stop: int) -> desk.Batch | None:
    """Return drafts that `user` wrote in, the one touched last first."""
    kinds = kinds_for(user, "change")
    mine = _written_by(_of(kinds).filter(state=State.DRAFT), user)

    def line(version: Any) -> dict[str, Any]:
        return {"told": "sửa lần cuối", "since": version.changed_at}

    return _batch(mine.order_by("-changed_at", "pk"), kinds, line, start, stop)


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


def _step(verb: str) -> dict[str, Any]:
    """Return annotations that tell of the last step of that name: by whom, when, why."""
    steps = Move.objects.filter(version=OuterRef("pk"), verb=verb).order_by("-at", "-pk")
    return {
        "step_by": steps.values("by_name")[:1],
        "step_at": steps.values("at")[:1],
        "step_reason": steps.values("reason")[:1],
    }


def _batch(
    versions: QuerySet,
    kinds: set[str],
    line: Callable[[Any], dict[str, Any]],
    start: int,
    stop: int,
) -> desk.Batch | None:
    """Return the lines in one query, with the whole count and the key of each content row."""
    if not kinds:
        return None
    keys = [
        Subquery(apps.get_model(kind)._default_manager.filter(version=OuterRef("pk")).values("pk"))
        for kind in sorted(kinds)
    ]
    nothing = Value(None, output_field=BigIntegerField())
    found = versions.select_related("item").annotate(
        whole_count=Window(Count("pk")), row=Coalesce(*keys, nothing, nothing)
    )[start:stop]
    lines = [
        desk.Line(
            kind=str(apps.get_model(version.item.kind)._meta.verbose_name),
            title=version.title or "chưa có tên",
            address=_address(version.item.kind, version.row),
            **line(version),
        )
        for version in found
    ]
    return desk.Batch(lines, found[0].whole_count if lines else 0)


def _address(kind: str, key: int) -> str:
    """Return where the version is worked on; "" where its kind has no page in the admin."""
    if not admin.site.is_registered(apps.get_model(kind)):
        return ""
    return reverse(f"admin:{kind.replace('.', '_')}_change", args=[key])
