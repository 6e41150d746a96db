"""The cloth of a year: one stitch a week, each in its month and of its kind."""

import datetime

import pytest
from django.utils import translation

from press import cloth
from press.models import Briefing

from .builders import make_briefing, weekly_series

pytestmark = pytest.mark.django_db
AUTUMN = datetime.date(2018, 9, 26)


def sew(year=2018, today=AUTUMN, days_off=None):
    briefings = Briefing.objects.of_year(year).with_topic_count()
    return cloth.sew(weekly_series(), year, briefings, days_off or {}, today)


def kinds(stitches):
    return {stitch.iso_week: stitch.kind for stitch in stitches}


def test_a_year_has_a_stitch_for_each_of_its_weeks():
    assert len(sew(2018)) == 52
    assert len(sew(2020)) == 53


def test_each_week_shows_what_is_known_of_it():
    make_briefing(2018, 35)
    make_briefing(2018, 37, state="cancelled", state_reason="Mưa lũ.")
    make_briefing(2018, 40, state="planned")
    holiday = datetime.date(2018, 9, 3)
    shown = kinds(sew(days_off={holiday: "Quốc khánh (nghỉ bù)"}))
    assert shown[35] == "held"
    assert shown[36] == "off"
    assert shown[37] == "void"
    assert shown[38] == "none"
    assert shown[40] == "plan"
    assert shown[41] == "soon"


def test_a_holiday_says_its_name():
    holiday = datetime.date(2018, 9, 3)
    stitch = sew(days_off={holiday: "Quốc khánh (nghỉ bù)"})[35]
    assert stitch.label == "thứ Hai 03/09/2018: nghỉ: Quốc khánh (nghỉ bù)"


def test_a_briefing_held_on_a_day_off_is_shown_as_held():
    make_briefing(2018, 36)
    assert kinds(sew(days_off={datetime.date(2018, 9, 3): "Quốc khánh"}))[36] == "held"


def test_a_week_with_two_briefings_has_two_stitches():
    make_briefing(2018, 35)
    make_briefing(2018, 35, sequence=2, day=datetime.date(2018, 8, 30))
    assert len(sew()) == 53


def test_the_first_week_of_2019_is_sewn_under_january_with_its_own_date():
    first = cloth.by_month(sew(2019))[0]
    assert first.number == 1
    assert first.stitches[0].face == "31/12"


def test_a_briefing_in_the_new_year_stays_in_the_last_week_of_the_old_one():
    make_briefing(2020, 53, day=datetime.date(2021, 1, 1))
    last = cloth.by_month(sew(2020))[-1]
    assert (last.number, last.stitches[-1].face) == (12, "01/01")


def test_a_year_is_sewn_in_twelve_months():
    for year in (2018, 2019, 2020, 2026):
        assert [month.number for month in cloth.by_month(sew(year))] == list(range(1, 13))


def test_only_the_newest_briefing_that_was_held_is_the_last():
    make_briefing(2018, 34)
    make_briefing(2018, 35)
    make_briefing(2018, 40, state="planned")
    shown = kinds(cloth.mark_last(sew()))
    assert (shown[34], shown[35], shown[40]) == ("held", "last", "plan")


def test_the_day_of_the_series_moves_the_empty_stitches():
    series = weekly_series()
    series.weekday = 2
    stitches = cloth.sew(series, 2021, [], {}, AUTUMN)
    assert stitches[16].day == datetime.date(2021, 4, 27)


def test_labels_speak_the_language_of_the_page():
    make_briefing(2018, 35, topics=["Sóng ở thôn xa"])
    assert sew()[34].label == "thứ Hai 27/08/2018: 1 chủ đề"
    with translation.override("en"):
        assert "27 August 2018" in sew()[34].label
