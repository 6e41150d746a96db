"""What cannot be reckoned is refused, each time with a sentence of its own."""

import datetime
from dataclasses import replace

import pytest
from django.utils import translation

from laocai_ict.deadlines.bounds import MOST
from laocai_ict.deadlines.calendar import Calendar, CalendarEntry
from laocai_ict.deadlines.engine import CannotReckon, Direction, Extension, Term, Unit, reckon
from tests.deadlines.counting import at, count, paused, province


def refusal(*question, **more) -> CannotReckon:
    with pytest.raises(CannotReckon) as refused:
        count(*question, **more)
    return refused.value


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("amount", [0, -1, -1_000_000, 1_000_000, 10**4000])
def test_amount_out_of_bounds(unit, amount):
    refused = refusal("2018-04-27", amount, unit)
    assert refused.code == "amount"
    assert str(refused).startswith("Số lượng phải từ 1 đến ")


@pytest.mark.parametrize("unit", Unit)
def test_most_and_least_of_each_unit(unit):
    assert refusal("2018-04-27", MOST[unit] + 1, unit).code == "amount"
    assert count("2026-01-05", 1, unit).due_at


def test_refused_amount_names_its_bounds():
    assert str(refusal("2018-04-27", 4000, "calendar_days")) == "Số lượng phải từ 1 đến 3.650 ngày."
    with translation.override("en"):
        refused = str(refusal("2018-04-27", 4000, "calendar_days"))
    assert refused == "The amount must be from 1 to 3,650 days."


def test_extension_is_bound_like_the_term():
    assert refusal("2018-04-27", 5, "working_days", more=0).code == "amount"
    assert refusal("2018-04-27", 5, "working_days", more=1_000_000).code == "amount"


@pytest.mark.parametrize("day", ["1900-01-01", "1989-12-31", "2201-01-01", "9999-12-31 23:59"])
@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("direction", Direction)
def test_day_out_of_all_reason(day, unit, direction):
    refused = refusal(day, 5, unit, direction=direction)
    assert refused.code == "out_of_range"
    assert str(refused) == "Ngày phải nằm trong các năm từ 1990 đến 2200."


@pytest.mark.parametrize(
    ("start", "amount", "year"),
    [("2016-12-30", 1, "2016"), ("2027-12-31", 1, "2028"), ("2018-06-01", 2500, "2028")],
)
def test_year_without_entries(start, amount, year):
    unit = "office_hours" if year == "2016" else "working_days"
    refused = refusal(start, amount, unit)
    assert refused.code == "year"
    assert str(refused) == (
        f"Chưa tính được: lịch nghỉ năm {year} chưa được nhập, không thể coi như năm ấy không có "
        "ngày lễ."
    )


def test_one_entry_makes_a_year_held():
    held = Calendar([CalendarEntry(datetime.date(2030, 1, 1), "holiday", "Tết Dương lịch")])
    assert reckon(at("2030-01-01"), Term(1, Unit.WORKING_DAYS), held).due_day.day == 2
    with pytest.raises(CannotReckon, match="2031"):
        reckon(at("2030-12-31"), Term(1, Unit.WORKING_DAYS), held)


def test_year_through_which_days_only_run_need_not_be_held():
    """Days off are counted like all others; only where a term in days ends must be known."""
    assert count("2016-12-20", 20, "calendar_days").due_day == datetime.date(2017, 1, 9)
    assert refusal("2016-12-01", 20, "calendar_days").code == "year"
    assert count("2016-12-31 20:00", 24, "clock_hours").due_at == at("2017-01-01 20:00")


def test_day_without_office_hours():
    days = [CalendarEntry(datetime.date(2018, 1, 1), "holiday", "Tết Dương lịch")]
    with pytest.raises(CannotReckon) as refused:
        reckon(at("2018-01-02 08:00"), Term(1, Unit.OFFICE_HOURS), Calendar(days))
    assert refused.value.code == "hours"
    assert str(refused.value) == "Chưa có giờ làm việc cho ngày 02/01/2018."


def test_moment_without_zone():
    naive = datetime.datetime(2018, 4, 27, 23, 59, 59)
    with pytest.raises(CannotReckon) as refused:
        reckon(naive, Term(5, Unit.WORKING_DAYS), province())
    assert refused.value.code == "naive"


def test_pause_without_zone():
    whole = paused("2018-05-03", "2018-05-04")
    for part in ("start", "end"):
        naive = replace(whole, **{part: getattr(whole, part).replace(tzinfo=None)})
        pauses = [paused("2018-05-07", "2018-05-08"), naive]
        assert refusal("2018-04-27", 5, "working_days", pauses=pauses).code == "naive"


@pytest.mark.parametrize(
    ("pauses", "code"),
    [
        ([("2018-05-04", "2018-05-03")], "pause_reversed"),
        ([("2018-05-04", "2018-05-04")], "pause_reversed"),
        ([("2018-04-26", "2018-05-03")], "pause_before_start"),
        ([("2018-05-03", "2018-05-07"), ("2018-05-04", "2018-05-08")], "pauses_overlap"),
        ([("2018-05-04", "2018-05-08"), ("2018-05-03", "2018-05-07")], "pauses_overlap"),
        ([("2018-05-03", None), ("2018-05-07", "2018-05-08")], "pauses_overlap"),
        ([("2018-05-03", None), ("2018-05-07", None)], "two_open_pauses"),
        ([("2018-05-03", "2028-05-03")], "pauses_too_long"),
        ([("2018-05-03", "9999-05-03")], "out_of_range"),
    ],
)
def test_pauses_that_cannot_be(pauses, code):
    refused = refusal("2018-04-27", 5, "working_days", pauses=[paused(*p) for p in pauses])
    assert refused.code == code
    with translation.override("en"):
        english = str(refused)
    assert english != str(refused)


def test_pause_may_begin_where_another_ended():
    touching = [paused("2018-05-03", "2018-05-04"), paused("2018-05-04", "2018-05-07")]
    one = [paused("2018-05-03", "2018-05-07")]
    ends = {count("2018-04-27", 5, "working_days", pauses=p).due_day for p in (touching, one)}
    assert ends == {datetime.date(2018, 5, 10)}


def test_term_before_an_event_stands_still_for_nobody():
    before = {"direction": Direction.BEFORE}
    pause = [paused("2018-05-03", "2018-05-04")]
    code = "before_stands_still"
    assert refusal("2018-04-27", 5, "working_days", pauses=pause, **before).code == code
    assert refusal("2018-04-27", 5, "working_days", more=2, **before).code == code


@pytest.mark.parametrize(
    ("unit", "direction"),
    [
        ("clock_hours", Direction.AFTER),
        ("office_hours", Direction.AFTER),
        ("working_days", Direction.BEFORE),
    ],
)
def test_late_receipt_changes_only_terms_in_days_after_an_event(unit, direction):
    refused = refusal("2018-04-27", 5, unit, direction=direction, next_day_after_15=True)
    assert refused.code == "late_receipt"


def test_ten_years_of_each_unit_are_reckoned_in_no_time():
    """The longest of all explanations is made, day for day, where the years are held."""
    answer = count("2017-06-01", 3650, "calendar_days")
    assert (answer.due_day, len(answer.days)) == (datetime.date(2027, 5, 31), 3652)
    pause = [paused("2018-01-01", "2027-01-01")]
    assert count("2017-06-01", 87_600, "clock_hours", pauses=pause).due_at == at("2036-05-29")


def test_extension_needs_no_ground_to_be_counted():
    answer = reckon(
        at("2018-04-27"), Term(5, Unit.WORKING_DAYS), province(), extension=Extension(1, "")
    )
    assert answer.due_day == datetime.date(2018, 5, 9)
