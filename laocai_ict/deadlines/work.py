"""What deadlines leave on people's desks: moved, overdue or due soon, deviating.

One query for what is one's own, and for those who may decide two more.
"""

import datetime
from typing import Any

from django.db.models import Count, Window
from django.urls import reverse

from laocai_ict.publishing import desk

from .deviations import deviating
from .models import Deadline, Notice
from .services import RIGHT
from .words import due_words, end_words

SOON = datetime.timedelta(days=3)


def add_sections() -> None:
    for section in (
        desk.Section(
            "thoi-han-da-doi", 5, "Thời hạn của bạn đã dời", "Không có thời hạn nào vừa dời.", moved
        ),
        desk.Section(
            "thoi-han",
            6,
            "Thời hạn của tôi quá hạn hoặc sắp hết",
            "Không có thời hạn nào của bạn sắp hết.",
            due,
        ),
        desk.Section(
            "thoi-han-lech",
            70,
            "Thời hạn lệch với lịch, chờ quyết định",
            "Không có thời hạn nào lệch với lịch.",
            to_decide,
        ),
    ):
        desk.add(section)


def moved(user: Any, at: datetime.datetime, start: int, stop: int) -> desk.Batch | None:
    """Return the shifts that `user` was told of and has not said to know, the newest first."""
    told = Notice.objects.unseen().filter(user=user)
    told = told.select_related("shift__decision", "shift__deadline__rule")
    found = told.annotate(whole_count=Window(Count("pk")))[start:stop]
    lines = [
        desk.Line(
            kind="thời hạn",
            title=notice.shift.deadline.title,
            address=reverse("admin:deadlines_notices"),
            who=notice.shift.decision.by_name,
            told="dời",
            since=notice.shift.decision.at,
            due=_from_to(notice.shift),
            comment=notice.shift.decision.reason,
        )
        for notice in found
    ]
    return desk.Batch(lines, found[0].whole_count) if lines else None


def due(user: Any, at: datetime.datetime, start: int, stop: int) -> desk.Batch | None:
    """Return open deadlines of `user` that are overdue or end soon, the first due first."""
    mine = Deadline.objects.open().of(user).filter(due_at__lt=at + SOON).select_related("rule")
    found = mine.annotate(whole_count=Window(Count("pk"))).order_by("due_at", "pk")[start:stop]
    lines = [
        desk.Line(
            kind="thời hạn",
            title=one.title,
            address=one.work_address or reverse("admin:deadlines_deadline_change", args=[one.pk]),
            told="bắt đầu",
            since=one.started_at,
            due=f"Quá hạn từ {due_words(one)}" if one.is_overdue(at) else _upper(due_words(one)),
        )
        for one in found
    ]
    return desk.Batch(lines, found[0].whole_count) if lines else None


def to_decide(user: Any, at: datetime.datetime, start: int, stop: int) -> desk.Batch | None:
    """Return open deadlines that deviate from the calendar, for those who may decide."""
    if not user.has_perm(RIGHT):
        return None
    found = deviating()
    lines = [
        desk.Line(
            kind="thời hạn",
            title=one.deadline.title,
            address=reverse("admin:deadlines_deviating"),
            due=one.told,
        )
        for one in found[start:stop]
    ]
    return desk.Batch(lines, len(found))


def _from_to(shift: Any) -> str:
    unit = shift.deadline.rule.unit
    old = end_words(unit, shift.old_due_at, shift.old_due_day)
    return f"{_upper(old)} → {end_words(unit, shift.new_due_at, shift.new_due_day)}"


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
