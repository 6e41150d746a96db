"""The laws of terms that end within a day, as engine.py states them."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from laocai_ict.deadlines.calendar import Calendar
from laocai_ict.deadlines.engine import Direction, Term, Unit, reckon
from tests.deadlines.drawing_terms import (
    ONE_DAY,
    amounts,
    calendars,
    days_between,
    law,
    local_day,
    moments,
    pauses,
)

NOTHING = datetime.timedelta()
clock, office = amounts(Unit.CLOCK_HOURS), amounts(Unit.OFFICE_HOURS)


def hours(number: int) -> datetime.timedelta:
    return datetime.timedelta(hours=number)


def common(first, second) -> datetime.timedelta:
    """Return how long two spans overlap."""
    return max(min(first[1], second[1]) - max(first[0], second[0]), NOTHING)


@given(data=st.data(), start=moments(), amount=clock, calendar=calendars())
@law
def test_clock_hours_end_exactly_so_much_later_and_the_time_paused(data, start, amount, calendar):
    among = data.draw(pauses(start))
    due_at = reckon(start, Term(amount, Unit.CLOCK_HOURS), calendar, pauses=among).due_at
    paused = sum((common((pause.start, pause.end), (start, due_at)) for pause in among), NOTHING)
    assert due_at - start == hours(amount) + paused


@given(data=st.data(), start=moments(), amount=clock)
@law
def test_calendar_has_no_part_in_clock_hours(data, start, amount):
    among, term = data.draw(pauses(start)), Term(amount, Unit.CLOCK_HOURS)
    full = reckon(start, term, data.draw(calendars()), pauses=among)
    empty = reckon(start, term, Calendar([]), pauses=among)
    assert full.due_at == empty.due_at
    assert not full.unconfirmed


@given(data=st.data(), start=moments(), amount=clock)
@law
def test_clock_hours_before_an_event_are_taken_straight_back(data, start, amount):
    term = Term(amount, Unit.CLOCK_HOURS, Direction.BEFORE)
    answer = reckon(start, term, data.draw(calendars()))
    assert start - answer.due_at == hours(amount)


@given(data=st.data(), start=moments(), amount=office, calendar=calendars())
@law
def test_office_hours_count_office_time_outside_pauses(data, start, amount, calendar):
    among = data.draw(pauses(start))
    answer = reckon(start, Term(amount, Unit.OFFICE_HOURS), calendar, pauses=among)
    counted = [span for day in answer.days for span in day.spans]
    assert sum((end - begin for begin, end in counted), NOTHING) == hours(amount)
    assert counted[-1][1] == answer.due_at
    for begin, end in counted:
        opening = calendar.office_hours(begin.date())
        assert any(first <= begin < end <= last for first, last in opening)
        assert all(common((begin, end), (pause.start, pause.end)) == NOTHING for pause in among)


@given(data=st.data(), start=moments(), amount=office, calendar=calendars())
@law
def test_no_office_time_before_the_end_is_left_out(data, start, amount, calendar):
    """Of the office time from the event to the end, only what was paused is not counted."""
    among = data.draw(pauses(start))
    due_at = reckon(start, Term(amount, Unit.OFFICE_HOURS), calendar, pauses=among).due_at
    days = days_between(local_day(start) - ONE_DAY, local_day(due_at))
    openings = [
        (max(begin, start), min(end, due_at))
        for day in days
        for begin, end in calendar.office_hours(day)
    ]
    open_time = sum((max(end - begin, NOTHING) for begin, end in openings), NOTHING)
    paused = sum(
        (common(span, (pause.start, pause.end)) for span in openings for pause in among), NOTHING
    )
    assert open_time == hours(amount) + paused


@given(data=st.data(), start=moments(), calendar=calendars())
@law
def test_so_many_office_hours_and_then_more_are_their_sum(data, start, calendar):
    first, second = data.draw(office), data.draw(office)
    middle = reckon(start, Term(first, Unit.OFFICE_HOURS), calendar).due_at
    rest = reckon(middle, Term(second, Unit.OFFICE_HOURS), calendar)
    whole = reckon(start, Term(first + second, Unit.OFFICE_HOURS), calendar)
    assert rest.due_at == whole.due_at


@given(start=moments(), amount=office, calendar=calendars())
@law
def test_office_hours_back_from_the_end_lead_to_the_first_counted(start, amount, calendar):
    there = reckon(start, Term(amount, Unit.OFFICE_HOURS), calendar)
    back = reckon(there.due_at, Term(amount, Unit.OFFICE_HOURS, Direction.BEFORE), calendar)
    first = next(begin for day in there.days for begin, _ in day.spans)
    assert back.due_at == first
