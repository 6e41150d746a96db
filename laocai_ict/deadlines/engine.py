"""Counts legal terms, and explains the count day by day.

No database and no clock: the same start, term and calendar always give the same answer. All days
and hours are those of the province (Asia/Ho_Chi_Minh).
"""

import datetime
from collections.abc import Sequence

from .bounds import check
from .calendar import Calendar
from .day_units import count_days
from .hour_units import count_hours
from .terms import (
    HOUR_UNITS,
    CannotReckon,
    Day,
    Extension,
    Mark,
    Pause,
    Reckoning,
    Term,
)
from .units import Direction, Unit

__all__ = [
    "CannotReckon",
    "Day",
    "Direction",
    "Extension",
    "Mark",
    "Pause",
    "Reckoning",
    "Term",
    "Unit",
    "reckon",
]


def reckon(
    start: datetime.datetime,
    term: Term,
    calendar: Calendar,
    *,
    pauses: Sequence[Pause] = (),
    extension: Extension | None = None,
) -> Reckoning:
    """Return when a term ends that an event at `start` set going, with every day of the count.

    Raises CannotReckon, a sentence for the person who asked, where there is no honest answer.
    """
    pauses = check(start, term, pauses, extension)
    count = count_hours if term.unit in HOUR_UNITS else count_days
    return count(start, term, calendar, pauses, extension)
