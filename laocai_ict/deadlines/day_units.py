"""Terms that end with a day: working days, calendar days, months."""

import datetime

from .calendar import Calendar
from .terms import ZONE, Day, Extension, Mark, Pause, Pauses, Reckoning, Term
from .units import Direction, Unit

ONE_DAY = datetime.timedelta(days=1)
LATEST_RECEIPT = datetime.time(15)


class StillPaused(Exception):
    """The count came to a pause that is still open."""


class Walk:
    """One way through the calendar, day by day away from the event; keeps what it sees."""

    def __init__(self, first: datetime.date, calendar: Calendar, direction: Direction):
        self.day = first
        self.days: list[Day] = []
        self.number = 0
        self.calendar = calendar
        self.step = ONE_DAY if direction == Direction.AFTER else -ONE_DAY
        self.pauses: list[tuple[datetime.date, datetime.date | None, str]] = []

    def keep_pauses(self, pauses: Pauses) -> None:
        """A pause takes the local days from its first up to, not with, the day it ends on."""
        self.pauses = [
            (
                pause.start.astimezone(ZONE).date(),
                pause.end and pause.end.astimezone(ZONE).date(),
                pause.ground,
            )
            for pause in pauses
        ]

    def pause_on(self, day: datetime.date) -> Pause | tuple | None:
        for pause in self.pauses:
            if pause[0] <= day and (pause[1] is None or day < pause[1]):
                return pause
        return None

    def named(self, mark: Mark, number: int | None = None) -> Day:
        """Return the present day, named as the calendar names it; nothing rests upon its row."""
        entry = self.calendar.entry(self.day)
        if entry is None:
            return Day(self.day, mark, number)
        return Day(self.day, mark, number, entry.kind, entry.name)

    def off(self) -> Day | None:
        """Return the present day if no office works on it; the count then rests upon that."""
        nature = self.calendar.nature(self.day)
        return None if nature.is_working else Day(self.day, nature.mark, None, *nature[2:])

    def stand_still(self, pause: tuple) -> None:
        """Keep a day of a pause. Raises StillPaused where the pause has no end."""
        self.days.append(self.named(Mark.PAUSED)._replace(ground=pause[2]))
        if pause[1] is None:
            raise StillPaused

    def begin(self, start: datetime.datetime, term: Term) -> None:
        """Keep the day of the event; a late receipt is one of the next working day."""
        late = start.astimezone(ZONE).time() > LATEST_RECEIPT
        if term.next_day_after_15 and (late or self.off()):
            rests_on = self.off()
            first = self.named(Mark.LATE_RECEIPT)
            self.days.append(
                first._replace(is_confirmed=rests_on.is_confirmed) if rests_on else first
            )
            self.day += self.step
            while off := self.off():
                self.days.append(off)
                self.day += self.step
        self.days.append(self.named(Mark.EVENT))

    def roll(self) -> None:
        """Go on to a working day outside any pause, if the last day is none."""
        off = self.off()
        if off is None:
            return
        self.days[-1] = self.days[-1]._replace(is_confirmed=off.is_confirmed)
        while True:
            self.day += self.step
            if off := self.off():
                self.days.append(off)
            elif pause := self.pause_on(self.day):
                self.stand_still(pause)
            else:
                break
        nature = self.calendar.nature(self.day)
        self.days.append(Day(self.day, Mark.ROLLED, None, *nature[2:]))


def working_days(walk: Walk, amount: int) -> None:
    """Count days on which offices work; the last is one, so that nothing rolls."""
    last = walk.number + amount
    while walk.number < last:
        walk.day += walk.step
        nature = walk.calendar.nature(walk.day)
        if not nature.is_working:
            walk.days.append(Day(walk.day, nature.mark, None, *nature[2:]))
        elif walk.pauses and (pause := walk.pause_on(walk.day)):
            walk.stand_still(pause)
        else:
            walk.number += 1
            walk.days.append(Day(walk.day, nature.mark, walk.number, *nature[2:]))


def _any_days(walk: Walk, amount: int, number) -> None:
    """Count days of every kind but the paused; `number(n)` is what the n-th of them is called."""
    counted = 0
    while counted < amount:
        walk.day += walk.step
        if walk.pauses and (pause := walk.pause_on(walk.day)):
            walk.stand_still(pause)
        else:
            counted += 1
            walk.days.append(walk.named(Mark.COUNTED, number(counted)))


def calendar_days(walk: Walk, amount: int) -> None:
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


def add_months(day: datetime.date, months: int) -> datetime.date:
    """Return the same day of a later (or earlier) month, else the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    next_first = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = next_first - ONE_DAY
    return last.replace(day=min(day.day, last.day))


STRATEGIES = {
    Unit.WORKING_DAYS: working_days,
    Unit.CALENDAR_DAYS: calendar_days,
    Unit.MONTHS: months,
}


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
    strategy = STRATEGIES[term.unit]
    walk = Walk(start.astimezone(ZONE).date(), calendar, term.direction)
    walk.keep_pauses(pauses)
    walk.begin(start, term)
    due_day = unextended = None
    try:
        strategy(walk, term.amount)
        if extension is not None:
            unextended = end_of(walk.day)
            strategy(walk, extension.amount)
        due_day = walk.day
    except StillPaused:
        pass
    days = walk.days if term.direction == Direction.AFTER else walk.days[::-1]
    due_at = end_of(due_day) if due_day else None
    return Reckoning(
        start, term, due_at, due_day, tuple(days), tuple(pauses), extension, unextended
    )
