"""What a reckoning takes and gives: terms, pauses, an extension, days, the due moment.

Plain values without a database and without a clock, so that a page, a command and a stored
deadline speak of the same things. The laws of counting stand in `engine`.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from laocai_ict.display import dates
from laocai_ict.display.numbers import format_number

from .units import Direction, Unit

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""the province's own time; every day, office hour and 15:00 below is meant in it"""

Span = tuple[datetime.datetime, datetime.datetime]
"""from, to: aware, local, half-open"""


HOUR_UNITS = frozenset({Unit.CLOCK_HOURS, Unit.OFFICE_HOURS})
"""units whose due moment lies within a day; the others end with a day"""


class Mark(models.TextChoices):
    """Why a day is counted or is not; one for each day of an explanation."""

    EVENT = "event", _("ngày xảy ra sự kiện, không tính")
    LATE_RECEIPT = "late_receipt", _("nhận muộn, tính như nhận vào ngày làm việc tiếp theo")
    COUNTED = "counted", _("được tính")
    WORKING_SATURDAY = "working_saturday", _("ngày làm bù, được tính")
    WEEKEND = "weekend", _("nghỉ cuối tuần")
    DAY_OFF = "day_off", _("ngày nghỉ")
    PAUSED = "paused", _("tạm dừng")
    ROLLED = "rolled", _("chuyển sang ngày làm việc này")


@dataclass(frozen=True)
class Term:
    """How long: `amount` units after the event, or at least so long before it.

    `next_day_after_15`: a receipt after 15:00, or on a day off, counts as one of the next
    working day; only where the rule's own row says so.
    """

    amount: int
    unit: Unit
    direction: Direction = Direction.AFTER
    next_day_after_15: bool = False


@dataclass(frozen=True)
class Pause:
    """A time during which the term stands still: half-open, aware; open while `end` is None."""

    start: datetime.datetime
    end: datetime.datetime | None
    ground: str


@dataclass(frozen=True)
class Extension:
    """More time, once, in the unit of the term; it goes on from the (rolled) end of the term."""

    amount: int
    ground: str


class Day(NamedTuple):
    """One day of an explanation. A NamedTuple: thousands are made for one list of deadlines."""

    date: datetime.date
    mark: Mark
    number: int | None = None
    """the how-many-eth unit ends with this day; None where none does, and for hours"""
    kind: str = ""
    """value of reference.CalendarDay.Kind where the calendar has a row for the day, else "" """
    name: str = ""
    """of that row: "Quốc khánh" """
    is_confirmed: bool = True
    """False where the count rests on a day off, or worked, that is not yet announced"""
    ground: str = ""
    """why the term stood still on this day, or on a part of it"""
    spans: tuple[Span, ...] = ()
    """for terms in hours: what was counted on this day"""


@dataclass(frozen=True)
class Reckoning:
    """The answer: when the term ends, and each day from the event to then (in order of time)."""

    start: datetime.datetime
    term: Term
    due_at: datetime.datetime | None
    """the last moment in time; None while a pause is open. Done at t is in time iff t <= due_at"""
    due_day: datetime.date | None
    """"hết ngày" of a term in days or months; for hours the day in which the last one ends"""
    days: tuple[Day, ...]
    pauses: tuple[Pause, ...] = ()
    extension: Extension | None = None
    unextended: datetime.datetime | None = None
    """due moment without the extension; None where there is none, or the term never got there"""
    unconfirmed: tuple[Day, ...] = field(init=False)
    """days used by the count that are not yet announced; every explanation says so"""

    def __post_init__(self):
        unsure = tuple(day for day in self.days if not day.is_confirmed)
        object.__setattr__(self, "unconfirmed", unsure)


class CannotReckon(Exception):
    """There is no honest answer; `str()` is a whole sentence in the active language.

    `code` names the reason for programs; `words` are the values in the sentence, dates and numbers
    among them written in the active language.
    """

    def __init__(self, code: str, sentence: str | Promise, **words):
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.words = words

    def __str__(self):
        words = {name: _written(value) for name, value in self.words.items()}
        return str(self.sentence) % words


def _written(value):
    if isinstance(value, datetime.date):
        return dates.day(value)
    return format_number(value) if isinstance(value, int) else value


Pauses = Sequence[Pause]
