"""Terms that end within a day: clock hours and office hours."""

import datetime

from .calendar import Calendar
from .day_units import ONE_DAY
from .terms import ZONE, Day, Extension, Mark, Pause, Pauses, Reckoning, Span, Term
from .units import Direction, Unit

NOTHING = datetime.timedelta()


def clock_hours(day: datetime.date, calendar: Calendar) -> tuple[Span, ...]:
    """Return the whole of a day: these hours run through nights and days off."""
    midnight = datetime.datetime.combine(day, datetime.time(), ZONE)
    return ((midnight, midnight + ONE_DAY),)


def office_hours(day: datetime.date, calendar: Calendar) -> tuple[Span, ...]:
    return calendar.office_hours(day)


OPENINGS = {Unit.CLOCK_HOURS: clock_hours, Unit.OFFICE_HOURS: office_hours}


class HourWalk:
    """One way through the hours that count, from the event on; keeps what it takes of each day."""

    def __init__(self, start: datetime.datetime, unit: Unit, calendar: Calendar, pauses: Pauses):
        self.moment = start
        self.calendar = calendar
        self.unit = unit
        self.pauses = pauses
        self.spans: dict[datetime.date, list[Span]] = {}
        self.last = start.date()

    def forward(self, hours: int) -> bool:
        """Take so many hours after the moment reached; False where a pause is still open."""
        left = datetime.timedelta(hours=hours)
        day = self.moment.date()
        while left:
            taken = self.spans.setdefault(day, [])
            for begin, end in self._running(day):
                piece = min(end - begin, left)
                taken.append((begin, begin + piece))
                left -= piece
                self.moment, self.last = begin + piece, day
                if not left:
                    return True
            if any(pause.end is None and pause.start.date() <= day for pause in self.pauses):
                return False
            day += ONE_DAY
        return True

    def backward(self, hours: int) -> None:
        """Take so many hours before the event."""
        left = datetime.timedelta(hours=hours)
        day, latest = self.moment.date(), self.moment
        while left:
            taken = self.spans.setdefault(day, [])
            for begin, end in reversed(OPENINGS[self.unit](day, self.calendar)):
                piece = min(min(end, latest) - begin, left)
                if piece <= NOTHING:
                    continue
                self.moment, self.last = min(end, latest) - piece, day
                taken.insert(0, (self.moment, min(end, latest)))
                left -= piece
            day -= ONE_DAY

    def _running(self, day: datetime.date) -> list[Span]:
        """Return what is left of a day: its openings after the moment, without the pauses."""
        spans = []
        for begin, end in OPENINGS[self.unit](day, self.calendar):
            begin = max(begin, self.moment)
            for pause in self.pauses:
                if begin < pause.start < end:
                    spans.append((begin, pause.start))
                if pause.start < end and (pause.end is None or pause.end > begin):
                    begin = end if pause.end is None else max(begin, pause.end)
            if begin < end:
                spans.append((begin, end))
        return spans

    def days(self) -> tuple[Day, ...]:
        return tuple(self._day(day, tuple(spans)) for day, spans in sorted(self.spans.items()))

    def _day(self, day: datetime.date, spans: tuple[Span, ...]) -> Day:
        entry = self.calendar.entry(day)
        mark, kind, name = Mark.COUNTED, entry.kind if entry else "", entry.name if entry else ""
        is_confirmed = True
        if self.unit == Unit.OFFICE_HOURS:
            nature = self.calendar.nature(day)
            mark, is_confirmed = nature.mark, nature.is_confirmed
        ground = "; ".join(
            pause.ground
            for pause in self.pauses
            if pause.start.date() <= day and (pause.end is None or day <= pause.end.date())
        )
        if not spans and mark in (Mark.COUNTED, Mark.WORKING_SATURDAY):
            mark = Mark.PAUSED if ground else Mark.EVENT
        return Day(day, mark, None, kind, name, is_confirmed, ground, spans)


def count_hours(
    start: datetime.datetime,
    term: Term,
    calendar: Calendar,
    pauses: Pauses,
    extension: Extension | None,
) -> Reckoning:
    """Reckon a term in clock hours or office hours. Raises CannotReckon."""
    local = tuple(
        Pause(p.start.astimezone(ZONE), p.end and p.end.astimezone(ZONE), p.ground) for p in pauses
    )
    walk = HourWalk(start.astimezone(ZONE), term.unit, calendar, local)
    due_at = unextended = None
    if term.direction == Direction.BEFORE:
        walk.backward(term.amount)
        due_at = walk.moment
    elif walk.forward(term.amount):
        due_at = walk.moment
        if extension is not None:
            unextended = due_at
            due_at = walk.moment if walk.forward(extension.amount) else None
    due_day = walk.last if due_at else None
    return Reckoning(
        start, term, due_at, due_day, walk.days(), tuple(pauses), extension, unextended
    )
