"""A followed deadline in the words of staff."""

import datetime

from django.utils import timezone

from laocai_ict.display.dates import day, local_day, moment
from laocai_ict.publishing.states import Mark

from .models import Deadline
from .terms import HOUR_UNITS


def mark_of(deadline: Deadline, at: datetime.datetime | None = None) -> Mark:
    """Return how lists and pages mark the state of a deadline at the moment `at`."""
    at = at or timezone.now()
    if deadline.closed_at is not None:
        late = deadline.was_in_time is False
        return Mark("xong trễ hạn" if late else "xong đúng hạn", "late" if late else "ok")
    if deadline.due_at is None:
        return Mark("tạm dừng", "hold")
    if deadline.due_at < at:
        return Mark("quá hạn", "late")
    days = (deadline.due_day - local_day(at)).days if deadline.due_day else 0
    if days == 0:
        return Mark("hết hạn hôm nay", "wait")
    return Mark(f"còn {days} ngày", "todo")


def due_words(deadline: Deadline) -> str:
    """Return "hết ngày 30/11/2026", or the very moment of a term in hours; "" in a pause."""
    return end_words(deadline.rule.unit, deadline.due_at, deadline.due_day)


def end_words(unit: str, due_at: datetime.datetime | None, due_day: datetime.date | None) -> str:
    if due_at is None:
        return ""
    return moment(due_at) if unit in HOUR_UNITS else f"hết ngày {day(due_day)}"
