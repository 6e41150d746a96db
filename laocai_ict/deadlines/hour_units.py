"""Terms that end within a day: clock hours and office hours. Their laws: `engine`."""

import datetime

from .calendar import Calendar
from .day_units import ONE_DAY
from .terms import ZONE, Day, Extension, Mark, Pause, Pauses, Reckoning, Span, Term
from .units import Direction, Unit


def clock_hours(day: datetime.date, calendar: Calendar) -> tuple[Span, ...]:
    """Return the whole of a day: these hours run through nights and days off."""
    midnight = datetime.datetime.combine(day, datetime.time(), ZONE)
    return ((midnight, midnight + ONE_DAY),)


def office_hours(day: datetime.date, calendar: Calendar) -> tuple[Span, ...]:
    return calendar.office_hours(day)


OPENINGS = {Unit.CLOCK_HOURS: clock_hours, Unit.OFFICE_HOURS: office_hours}


class HourWalk:
    """One way through the hours that count, away from the event; keeps what it takes of each day.

    `day` is the last day looked at, `moment` the end of what is taken so far.
    """

    def __init__(self, start: datetime.datetime, term: Term, calendar: Calendar, pauses: Pauses):
        self.moment = start
        self.day = start.date()
        self.unit = term.unit
        self.openings = OPENINGS[term.unit]
        self.calendar = calendar
        self.pauses = pauses
        self.spans: dict[datetime.date, list[Span]] = {self.day: []}

    def forward(self, hours: int) -> bool:
        """Take so many hours after the moment reached; False where a pause is still open."""
        left = datetime.timedelta(hours=hours)
        while True:
            for begin, end in self._running():
                piece = min(end - begin, left)
                self.moment = begin + piece
                self.spans[self.day].append((begin, self.moment))
                left -= piece
                if not left:
                    return True
            if any(pause.end is None and pause.start.date() <= self.day for pause in self.pauses):
                return False
            self._turn(ONE_DAY)

    def backward(self, hours: int) -> None:
        """Take so many hours before the event."""
        left = datetime.timedelta(hours=hours)
        while True:
            for begin, end in reversed(self.openings(self.day, self.calendar)):
                end = min(end, self.moment)
                if begin >= end:
                    continue
                piece = min(end - begin, left)
                self.moment = end - piece
                self.spans[self.day].insert(0, (self.moment, end))
                left -= piece
                if not left:
                    return
            self._turn(-ONE_DAY)

    def _turn(self, step: datetime.timedelta) -> None:
        self.day += step
        self.spans[self.day] = []

    def _running(self) -> list[Span]:
        """Return what is left of the day: its openings after the moment, without the pauses."""
        spans = []
        for begin, end in self.openings(self.day, self.calendar):
            begin = max(begin, self.moment)
            for pause in self.pauses:
                if begin < pause.start < end:
                    spans.append((begin, pause.start))
                if pause.start < end and (pause.end is None or pause.end > begin):
                    begin = end if pause.end is None else pause.end
            if begin < end:
                spans.append((begin, end))
        return spans

    def days(self) -> tuple[Day, ...]:
        """Return the days in order of time, each with what was taken of it."""
        return tuple(self._day(day, tuple(spans)) for day, spans in sorted(self.spans.items()))

    def _day(self, day: datetime.date, spans: tuple[Span, ...]) -> Day:
        entry = self.calendar.entry(day)
        kind, name = (entry.kind, entry.name) if entry else ("", "")
        mark, is_confirmed = Mark.COUNTED, True
        if self.unit == Unit.OFFICE_HOURS:
            is_working, mark, _, _, is_confirmed = self.calendar.nature(day)
            if not is_working:
                return Day(day, mark, None, kind, name, is_confirmed)
        ground = self._grounds(day)
        if not spans:
            mark = Mark.PAUSED if ground else Mark.EVENT
        return Day(day, mark, None, kind, name, is_confirmed, ground, spans)

    def _grounds(self, day: datetime.date) -> str:
        """Return why the term stood still on a day or a part of it."""
        if not self.pauses:
            return ""
        midnight = datetime.datetime.combine(day, datetime.time(), ZONE)
        return "; ".join(
            pause.ground
            for pause in self.pauses
            if pause.start < midnight + ONE_DAY and (pause.end is None or midnight < pause.end)
        )


def count_hours(
    start: datetime.datetime,
    term: Term,
    calendar: Calendar,
    pauses: Pauses,
    extension: Extension | None,
) -> Reckoning:
    """Reckon a term in clock hours or office hours. Raises CannotReckon."""
    local = tuple(
        Pause(pause.start.astimezone(ZONE), pause.end and pause.end.astimezone(ZONE), pause.ground)
        for pause in pauses
    )
    walk = HourWalk(start.astimezone(ZONE), term, calendar, local)
    due_at = unextended = None
    if term.direction == Direction.BEFORE:
        walk.backward(term.amount)
        due_at = walk.moment
    elif walk.forward(term.amount):
        due_at = walk.moment
        if extension is not None:
            unextended = due_at
            due_at = walk.moment if walk.forward(extension.amount) else None
    due_day = walk.day if due_at else None
    return Reckoning(
        start, term, due_at, due_day, walk.days(), tuple(pauses), extension, unextended
    )
