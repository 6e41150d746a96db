"""What Hypothesis draws for the laws of counting: calendars, moments, terms, pauses."""

import datetime

from hypothesis import settings
from hypothesis import strategies as st

from laocai_ict.deadlines.calendar import Calendar, CalendarEntry
from laocai_ict.deadlines.engine import Direction, Pause, Term, Unit
from laocai_ict.deadlines.terms import HOUR_UNITS, ZONE
from tests.deadlines.counting import OFFICE, province

law = settings(max_examples=60, derandomize=True, deadline=None)
"""the same examples in each run: a suite that fails today did not pass by luck yesterday"""

ONE_DAY = datetime.timedelta(days=1)
FIRST = datetime.datetime(2019, 1, 1, tzinfo=ZONE)
MINUTES = 60 * 24 * 365 * 3
MOST = {
    Unit.CLOCK_HOURS: 200,
    Unit.OFFICE_HOURS: 40,
    Unit.WORKING_DAYS: 30,
    Unit.CALENDAR_DAYS: 60,
    Unit.MONTHS: 14,
}
DAY_UNITS = [unit for unit in Unit if unit not in HOUR_UNITS]


def minutes(number: int) -> datetime.timedelta:
    return datetime.timedelta(minutes=number)


@st.composite
def calendars(draw) -> Calendar:
    """Draw the province's calendar with up to forty days made off or worked, at random."""
    days = st.integers(0, 365 * 5).map(lambda number: FIRST.date() + number * ONE_DAY)
    drawn = draw(st.lists(days, max_size=40, unique=True))
    entries = {entry.date: entry for entry in province()._entries.values()}
    for day in drawn:
        kind = "working" if day.weekday() > 4 else "holiday"
        entries[day] = CalendarEntry(day, kind, "ngày thử")
    return Calendar(entries.values(), [OFFICE])


def moments(after: datetime.datetime = FIRST, within: int = MINUTES):
    """Draw a moment, to the minute."""
    return st.integers(0, within).map(lambda number: after + minutes(number))


@st.composite
def terms(draw, unit: Unit, direction: Direction | None = None) -> Term:
    direction = direction or draw(st.sampled_from(Direction))
    late = unit not in HOUR_UNITS and direction == Direction.AFTER and draw(st.booleans())
    return Term(draw(amounts(unit)), unit, direction, late)


def amounts(unit: Unit):
    return st.integers(1, MOST[unit])


@st.composite
def pauses(draw, after: datetime.datetime, least: int = 0) -> list[Pause]:
    """Draw up to three pauses that follow one another, none of them open."""
    drawn = []
    steps = st.tuples(st.integers(0, 20_000), st.integers(1, 20_000))
    for gap, long in draw(st.lists(steps, min_size=least, max_size=3)):
        begin = after + minutes(gap)
        after = begin + minutes(long)
        drawn.append(Pause(begin, after, "thử"))
    return drawn


def local_day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(ZONE).date()


def is_paused(day: datetime.date, among: list[Pause]) -> bool:
    return any(local_day(pause.start) <= day < local_day(pause.end) for pause in among)


def days_between(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """Return the days after `first` up to `last`."""
    return [first + number * ONE_DAY for number in range(1, (last - first).days + 1)]
