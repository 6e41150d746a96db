"""Terms that end with a day: working days, calendar days, months. Their laws: `engine`."""

import datetime
from collections.abc import Callable
from typing import NamedTuple

from .calendar import Calendar
from .terms import ZONE, Day, Extension, Mark, Pauses, Reckoning, Term
from .units import Direction, Unit

ONE_DAY = datetime.timedelta(days=1)
LATEST_RECEIPT = datetime.time(15)


class PausedDays(NamedTuple):
    """The days that a pause takes: half-open; `until` is None while it is open."""

    first: datetime.date
    until: datetime.date | None
    ground: str


class StillPaused(Exception):
    """The count came to a pause that is still open."""


class Walk:
    """One way through the calendar, day by day away from the event; keeps what it sees."""

    def __init__(self, first: datetime.date, term: Term, calendar: Calendar, pauses: Pauses):
        self.day = first
        self.days: list[Day] = []
        self.number = 0
        self.calendar = calendar
        self.step = ONE_DAY if term.direction == Direction.AFTER else -ONE_DAY
        self.pauses = [
            PausedDays(local_day(pause.start), pause.end and local_day(pause.end), pause.ground)
            for pause in pauses
        ]

    def pause_on(self, day: datetime.date) -> PausedDays | None:
        for pause in self.pauses:
            if pause.first <= day and (pause.until is None or day < pause.until):
                return pause
        return None

    def keep(self, mark: Mark, number: int | None = None, ground: str = "") -> None:
        """Keep the present day as the calendar names it, though nothing rests upon its row."""
        entry = self.calendar.entry(self.day)
        kind, name = (entry.kind, entry.name) if entry else ("", "")
        self.days.append(Day(self.day, mark, number, kind, name, True, ground))

    def keep_because(self, mark: Mark, number: int | None = None) -> None:
        """Keep the present day with what the calendar says of it: the count rests upon that."""
        _, _, kind, name, is_confirmed = self.calendar.nature(self.day)
        self.days.append(Day(self.day, mark, number, kind, name, is_confirmed))

    def stand_still(self, pause: PausedDays) -> None:
        """Keep a day of a pause. Raises StillPaused where the pause has no end."""
        self.keep(Mark.PAUSED, ground=pause.ground)
        if pause.until is None:
            raise StillPaused

    def begin(self, start: datetime.datetime, term: Term) -> None:
        """Keep the day of the event; a late receipt is one of the next working day."""
        if not term.next_day_after_15:
            self.keep(Mark.EVENT)
            return
        in_time = start.astimezone(ZONE).time() <= LATEST_RECEIPT
        if not in_time or not self.calendar.is_working(self.day):
            self.keep_because(Mark.LATE_RECEIPT)
            self.day += self.step
            while not self.calendar.is_working(self.day):
                self.keep_because(self.calendar.nature(self.day).mark)
                self.day += self.step
        self.keep_because(Mark.EVENT)

    def roll(self) -> None:
        """Go on to a working day outside every pause, if the last day is none."""
        nature = self.calendar.nature(self.day)
        self.days[-1] = self.days[-1]._replace(is_confirmed=nature.is_confirmed)
        if nature.is_working:
            return
        while True:
            self.day += self.step
            nature = self.calendar.nature(self.day)
            if not nature.is_working:
                self.keep_because(nature.mark)
            elif pause := self.pause_on(self.day):
                self.stand_still(pause)
            else:
                self.keep_because(Mark.ROLLED)
                return


def working_days(walk: Walk, amount: int) -> None:
    """Count days on which offices work; the last is one, so that nothing rolls."""
    last = walk.number + amount
    while walk.number < last:
        walk.day += walk.step
        nature = walk.calendar.nature(walk.day)
        if not nature.is_working:
            walk.keep_because(nature.mark)
        elif pause := walk.pause_on(walk.day):
            walk.stand_still(pause)
        else:
            walk.number += 1
            walk.keep_because(nature.mark, walk.number)


def calendar_days(walk: Walk, amount: int) -> None:
    """Count days of every kind; the end rolls."""
    before = walk.number
    _any_days(walk, amount, lambda counted: before + counted)
    walk.number += amount
    walk.roll()


def months(walk: Walk, amount: int) -> None:
    """Count to the same day of the last month; the months' ends carry the numbers."""
    first, before = walk.day, walk.number
    forward = 1 if walk.step > datetime.timedelta() else -1
    ends = {
        abs((add_months(first, forward * month) - first).days): before + month
        for month in range(1, amount + 1)
    }
    _any_days(walk, max(ends), ends.get)
    walk.number += amount
    walk.roll()


def _any_days(walk: Walk, amount: int, number_of: Callable[[int], int | None]) -> None:
    """Count so many days, the paused ones aside; `number_of(n)` is what the n-th is called."""
    counted = 0
    while counted < amount:
        walk.day += walk.step
        if pause := walk.pause_on(walk.day):
            walk.stand_still(pause)
        else:
            counted += 1
            walk.keep(Mark.COUNTED, number_of(counted))


STRATEGIES = {
    Unit.WORKING_DAYS: working_days,
    Unit.CALENDAR_DAYS: calendar_days,
    Unit.MONTHS: months,
}


def local_day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(ZONE).date()


def add_months(day: datetime.date, months: int) -> datetime.date:
    """Return the same day of a later (or earlier) month, else the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = first_of_next - ONE_DAY
    return last.replace(day=min(day.day, last.day))


def end_of(day: datetime.date) -> datetime.datetime:
    """Return 24:00 of a day (Civil Code 2015, Art. 148.6)."""
    return datetime.datetime.combine(day + ONE_DAY, datetime.time(), ZONE)


def count_days(
    start: datetime.datetime,
    term: Term,
    calendar: Calendar,
    pauses: Pauses,
    extension: Extension | None,
) -> Reckoning:
    """Reckon a term in working days, days or months. Raises CannotReckon."""
    count = STRATEGIES[term.unit]
    walk = Walk(local_day(start), term, calendar, pauses)
    walk.begin(start, term)
    due_day = unextended = None
    try:
        count(walk, term.amount)
        if extension is not None:
            unextended = end_of(walk.day)
            count(walk, extension.amount)
        due_day = walk.day
    except StillPaused:
        pass  # the days up to here are the explanation
    in_order = walk.days if term.direction == Direction.AFTER else reversed(walk.days)
    due_at = end_of(due_day) if due_day else None
    return Reckoning(
        start, term, due_at, due_day, tuple(in_order), tuple(pauses), extension, unextended
    )
