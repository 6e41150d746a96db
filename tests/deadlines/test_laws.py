"""The laws of counting that hold in every unit, as engine.py states them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laocai_ict.deadlines.calendar import Calendar, CalendarEntry
from laocai_ict.deadlines.engine import Direction, Extension, Mark, Pause, Term, Unit, reckon
from laocai_ict.deadlines.terms import HOUR_UNITS, ZONE
from tests.deadlines.counting import OFFICE, province
from tests.deadlines.drawing_terms import (
    DAY_UNITS,
    ONE_DAY,
    amounts,
    calendars,
    days_between,
    law,
    local_day,
    minutes,
    moments,
    pauses,
    terms,
)

each_unit = pytest.mark.parametrize("unit", Unit)
each_direction = pytest.mark.parametrize("direction", Direction)


@each_unit
@given(data=st.data(), start=moments(), calendar=calendars())
@law
def test_days_follow_one_another_from_the_event_to_the_end(unit, data, start, calendar):
    term = data.draw(terms(unit))
    among = [] if term.direction == Direction.BEFORE else data.draw(pauses(start))
    answer = reckon(start, term, calendar, pauses=among)
    ends = sorted((local_day(start), answer.due_day))
    assert [day.date for day in answer.days] == [ends[0], *days_between(*ends)]


@each_unit
@each_direction
@given(data=st.data(), start=moments(), wait=st.integers(0, 30_000), calendar=calendars())
@law
def test_earlier_start_never_ends_later(unit, direction, data, start, wait, calendar):
    term = data.draw(terms(unit, direction))
    later = start + minutes(wait)
    among = [] if direction == Direction.BEFORE else data.draw(pauses(later + ONE_DAY))
    first = reckon(start, term, calendar, pauses=among)
    assert first.due_at <= reckon(later, term, calendar, pauses=among).due_at


@each_unit
@given(data=st.data(), start=moments(), calendar=calendars())
@law
def test_extension_is_a_second_term_from_the_end_of_the_first(unit, data, start, calendar):
    term = data.draw(terms(unit, Direction.AFTER))
    more, among = data.draw(amounts(unit)), data.draw(pauses(start))
    whole = reckon(start, term, calendar, pauses=among, extension=Extension(more, "thử"))
    first = reckon(start, term, calendar, pauses=among)
    end = first.due_at if unit in HOUR_UNITS else first.due_at - ONE_DAY
    rest = [pause for pause in among if pause.start >= end]
    second = reckon(end, Term(more, unit), calendar, pauses=rest)
    assert whole.unextended == first.due_at
    assert whole.due_at == second.due_at > first.due_at


@pytest.mark.parametrize("unit", DAY_UNITS)
@given(data=st.data(), start=moments(), calendar=calendars())
@law
def test_open_pause_within_a_term_in_days_leaves_no_end(unit, data, start, calendar):
    term = data.draw(terms(unit, Direction.AFTER))
    ended = reckon(start, term, calendar)
    event = next(day.date for day in ended.days if day.mark == Mark.EVENT)
    day = data.draw(st.sampled_from(days_between(event, ended.due_day)))
    moment = datetime.datetime.combine(day, data.draw(st.times()), ZONE)
    answer = reckon(start, term, calendar, pauses=[Pause(moment, None, "chờ")])
    assert answer.due_at is answer.due_day is None
    assert (answer.days[-1].mark, answer.days[-1].ground) == (Mark.PAUSED, "chờ")
    assert [d for d in answer.days if d.date < day] == [d for d in ended.days if d.date < day]


@pytest.mark.parametrize("unit", sorted(HOUR_UNITS))
@given(data=st.data(), start=moments(), calendar=calendars())
@law
def test_open_pause_within_a_term_in_hours_leaves_no_end(unit, data, start, calendar):
    term = data.draw(terms(unit, Direction.AFTER))
    due_at = reckon(start, term, calendar).due_at
    minute = data.draw(st.integers(0, (due_at - start) // minutes(1) - 1))
    answer = reckon(start, term, calendar, pauses=[Pause(start + minutes(minute), None, "chờ")])
    assert answer.due_at is answer.due_day is None


@each_unit
@given(data=st.data(), start=moments(), calendar=calendars(), is_open=st.booleans())
@law
def test_pause_after_the_end_changes_nothing(unit, data, start, calendar, is_open):
    term = data.draw(terms(unit, Direction.AFTER))
    alone = reckon(start, term, calendar)
    begin = data.draw(moments(alone.due_at, 10_000))
    pause = Pause(begin, None if is_open else begin + ONE_DAY, "thử")
    answer = reckon(start, term, calendar, pauses=[pause])
    assert answer.due_at == alone.due_at
    assert [d._replace(ground="") for d in answer.days] == list(alone.days)


@each_unit
@given(data=st.data(), start=moments(), day=st.integers(-30, 90))
@law
def test_one_more_day_off_never_brings_the_end_forward(unit, data, start, day):
    term, among = data.draw(terms(unit, Direction.AFTER)), data.draw(pauses(start))
    off = CalendarEntry(local_day(start) + day * ONE_DAY, "holiday", "nghỉ thêm")
    more = Calendar([*province()._entries.values(), off], [OFFICE])
    before = reckon(start, term, province(), pauses=among)
    assert before.due_at <= reckon(start, term, more, pauses=among).due_at


@each_unit
@given(data=st.data(), start=moments(), hours=st.integers(-12, 14))
@law
def test_zone_in_which_the_moment_was_written_does_not_matter(unit, data, start, hours):
    term = data.draw(terms(unit))
    elsewhere = start.astimezone(datetime.timezone(datetime.timedelta(hours=hours)))
    here, there = (reckon(moment, term, province()) for moment in (start, elsewhere))
    assert (here.due_at, here.due_day, here.days) == (there.due_at, there.due_day, there.days)


@each_unit
@given(data=st.data(), start=moments(), calendar=calendars())
@law
def test_duty_before_an_event_leaves_at_least_so_long(unit, data, start, calendar):
    term = data.draw(terms(unit, Direction.BEFORE))
    answer = reckon(start, term, calendar)
    assert answer.due_at <= start
    if unit not in HOUR_UNITS:
        assert calendar.is_working(answer.due_day)
        assert answer.due_day < local_day(start)
