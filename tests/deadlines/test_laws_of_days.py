"""The laws of terms that end with a day, as engine.py states them."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from laocai_ict.deadlines.engine import Direction, Mark, Term, Unit, reckon
from tests.deadlines.drawing_terms import (
    ONE_DAY,
    amounts,
    calendars,
    days_between,
    is_paused,
    law,
    local_day,
    moments,
    pauses,
)

working = amounts(Unit.WORKING_DAYS)


def working_days(start, amount, calendar, among=()):
    return reckon(start, Term(amount, Unit.WORKING_DAYS), calendar, pauses=among)


@given(data=st.data(), start=moments(), amount=working, calendar=calendars())
@law
def test_working_days_end_on_the_last_of_so_many_working_days(data, start, amount, calendar):
    among = data.draw(pauses(start))
    answer = working_days(start, amount, calendar, among)
    counted = [
        day
        for day in days_between(local_day(start), answer.due_day)
        if calendar.is_working(day) and not is_paused(day, among)
    ]
    assert counted[-1] == answer.due_day
    assert len(counted) == amount
    numbered = {day.number: day.date for day in answer.days if day.number}
    assert numbered == dict(enumerate(counted, start=1))


@given(data=st.data(), start=moments(), amount=working, calendar=calendars())
@law
def test_pause_adds_exactly_the_paused_working_days(data, start, amount, calendar):
    among = data.draw(pauses(start, least=1))
    alone = working_days(start, amount, calendar).due_day
    end = working_days(start, amount, calendar, among).due_day
    added = [day for day in days_between(alone, end) if calendar.is_working(day)]
    paused = [
        day
        for day in days_between(local_day(start), end)
        if calendar.is_working(day) and is_paused(day, among)
    ]
    assert len(added) == len(paused)


@given(data=st.data(), start=moments(), calendar=calendars())
@law
def test_so_many_working_days_and_then_more_are_their_sum(data, start, calendar):
    first, second = data.draw(working), data.draw(working)
    middle = working_days(start, first, calendar)
    rest = working_days(middle.due_at - ONE_DAY, second, calendar)
    assert rest.due_at == working_days(start, first + second, calendar).due_at


@given(start=moments(), amount=working, calendar=calendars())
@law
def test_working_days_back_from_the_end_lead_to_the_event(start, amount, calendar):
    end = working_days(start, amount, calendar).due_at - ONE_DAY
    back = reckon(end, Term(amount, Unit.WORKING_DAYS, Direction.BEFORE), calendar)
    if calendar.is_working(local_day(start)):
        assert back.due_day == local_day(start)
    else:
        assert not any(map(calendar.is_working, days_between(back.due_day, local_day(start))))


def last_counted(answer) -> datetime.date:
    """Return the end before it rolled."""
    counted = [day.date for day in answer.days if day.mark == Mark.COUNTED]
    return counted[-1] if answer.term.direction == Direction.AFTER else counted[0]


def rolls_over_days_off_alone(answer, calendar, among) -> bool:
    """The end is the first working day, outside every pause, from the last counted one on."""
    passed = days_between(last_counted(answer) - ONE_DAY, answer.due_day)[:-1]
    return (
        calendar.is_working(answer.due_day)
        and not is_paused(answer.due_day, among)
        and all(not calendar.is_working(day) or is_paused(day, among) for day in passed)
    )


@given(data=st.data(), start=moments(), amount=amounts(Unit.CALENDAR_DAYS), calendar=calendars())
@law
def test_calendar_days_end_so_many_days_later_and_roll(data, start, amount, calendar):
    among = data.draw(pauses(start))
    answer = reckon(start, Term(amount, Unit.CALENDAR_DAYS), calendar, pauses=among)
    end = last_counted(answer)
    paused = sum(is_paused(day, among) for day in days_between(local_day(start), end))
    assert (end - local_day(start)).days == amount + paused
    assert rolls_over_days_off_alone(answer, calendar, among)


@given(data=st.data(), start=moments(), amount=amounts(Unit.MONTHS), calendar=calendars())
@law
def test_months_end_on_the_same_day_and_roll(data, start, amount, calendar):
    event = local_day(start)
    answer = reckon(start, Term(amount, Unit.MONTHS), calendar)
    end = last_counted(answer)
    assert (end.year - event.year) * 12 + end.month - event.month == amount
    is_last_of_month = (end + ONE_DAY).day == 1
    assert end.day == event.day or (is_last_of_month and end.day < event.day)
    assert rolls_over_days_off_alone(answer, calendar, [])
    among = data.draw(pauses(start))
    later = last_counted(reckon(start, Term(amount, Unit.MONTHS), calendar, pauses=among))
    paused = sum(is_paused(day, among) for day in days_between(event, later))
    assert (later - end).days == paused


@given(start=moments(), calendar=calendars())
@law
def test_twelve_months_are_a_year(start, calendar):
    event = local_day(start)
    end = last_counted(reckon(start, Term(12, Unit.MONTHS), calendar))
    if (event.month, event.day) == (2, 29):
        assert end == datetime.date(event.year + 1, 2, 28)
    else:
        assert end == event.replace(year=event.year + 1)


@given(start=moments(), amount=amounts(Unit.CALENDAR_DAYS), calendar=calendars())
@law
def test_days_before_an_event_roll_away_from_it(start, amount, calendar):
    answer = reckon(start, Term(amount, Unit.CALENDAR_DAYS, Direction.BEFORE), calendar)
    end = local_day(start) - amount * ONE_DAY
    assert last_counted(answer) == end
    assert answer.due_day <= end
    assert calendar.is_working(answer.due_day)
    assert not any(map(calendar.is_working, days_between(answer.due_day, end)))
