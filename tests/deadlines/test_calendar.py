"""The calendar is read whole from the database, by one query, anew each time."""

import datetime

import pytest

from laocai_ict.deadlines.calendar import Calendar, CalendarEntry, OfficeDay
from laocai_ict.deadlines.day_units import ONE_DAY
from laocai_ict.deadlines.engine import Term, Unit, reckon
from laocai_ict.reference.models import CalendarDay
from tests.deadlines.counting import OFFICE, at, province
from tests.deadlines.rule_builders import make_hours


@pytest.mark.django_db
def test_days_and_office_hours_come_by_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):  # days that differ from the week, and office hours
        read = Calendar.read()
    assert read.years == set(range(2017, 2028))
    assert read._entries == province()._entries
    day = datetime.date(2018, 5, 2)
    assert read.office_hours(day) == province().office_hours(day)


@pytest.mark.django_db
def test_change_in_the_calendar_is_seen_by_the_next_reading():
    term = Term(5, Unit.WORKING_DAYS)
    before = reckon(at("2018-04-27"), term, Calendar.read())
    CalendarDay.objects.filter(date="2018-05-01").delete()
    assert before.due_day == datetime.date(2018, 5, 8)
    assert reckon(at("2018-04-27"), term, Calendar.read()).due_day == datetime.date(2018, 5, 7)


@pytest.mark.django_db
def test_office_hours_are_those_of_the_day():
    make_hours(valid_from=datetime.date(1900, 1, 2), valid_until=datetime.date(1900, 6, 1))
    days = [CalendarEntry(datetime.date(1900, 1, 1), "holiday", "Tết Dương lịch")]
    read = Calendar(days, Calendar.read()._hours)
    for day in (datetime.date(1900, 1, 2), datetime.date(1900, 5, 31)):  # first and last
        assert [f"{begin:%H:%M}-{end:%H:%M}" for begin, end in read.office_hours(day)] == [
            "07:00-11:00",
            "13:00-16:00",
        ]
    assert province().office_hours(datetime.date(2018, 6, 1))[0][0] == at("2018-06-01 07:30")


def test_office_hours_hold_from_their_first_day_to_before_their_last():
    first, until = datetime.date(2018, 1, 2), datetime.date(2018, 6, 1)
    hours = OfficeDay(first, until, OFFICE.spans)
    assert [hours.holds(day) for day in (first - ONE_DAY, first, until - ONE_DAY, until)] == [
        False,
        True,
        True,
        False,
    ]
    assert OFFICE.holds(datetime.date(1, 1, 1))


def test_holiday_on_a_weekend_keeps_its_name():
    nature = province().nature(datetime.date(2018, 9, 2))
    assert (nature.is_working, nature.name) == (False, "Quốc khánh")


def test_sunday_can_be_worked_too():
    sunday = CalendarEntry(datetime.date(2018, 5, 6), "working", "làm bù")
    calendar = Calendar([*province()._entries.values(), sunday], [OFFICE])
    assert calendar.is_working(sunday.date)
    answer = reckon(at("2018-05-04"), Term(1, Unit.WORKING_DAYS), calendar)
    assert answer.due_day == sunday.date
