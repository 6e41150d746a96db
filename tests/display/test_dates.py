"""Dates are day first, in and out."""

import datetime

import pytest
from django import forms
from django.utils import translation

from laocai_ict.display import dates

APRIL = datetime.date(2026, 4, 3)


@pytest.mark.parametrize("typed", ["03/04/2026", "3/4/2026", "03-04-2026", "3/4/26", "2026-04-03"])
def test_the_third_of_april_is_read_as_such(typed):
    with translation.override("vi"):
        assert forms.DateField().clean(typed) == APRIL


def test_christmas_is_a_day_too():
    with translation.override("vi"):
        assert forms.DateField().clean("25/12/2026") == datetime.date(2026, 12, 25)


def test_no_month_thirteen():
    with translation.override("vi"), pytest.raises(Exception, match="Nhập ngày như 30/06/2018"):
        forms.DateField().clean("12/25/2026")


@pytest.mark.parametrize("typed", ["15:30 30/06/2018", "30/06/2018 15:30"])
def test_an_hour_may_stand_before_or_after_the_day(typed):
    with translation.override("vi"):
        read = forms.DateTimeField().clean(typed)
    assert read.isoformat() == "2018-06-30T15:30:00+07:00"


def test_a_day_is_shown_as_each_language_writes_it():
    day = datetime.date(2018, 9, 24)
    with translation.override("vi"):
        assert dates.day(day) == "24/09/2018"
        assert dates.weekday_day(day) == "thứ Hai 24/09/2018"
    with translation.override("en"):
        assert dates.day(day) == "24 September 2018"
    assert dates.day(None) == dates.weekday_day(None) == ""


def test_a_moment_belongs_to_its_day_in_vietnam():
    late = datetime.datetime(2018, 6, 29, 20, tzinfo=datetime.UTC)
    assert dates.local_day(late) == datetime.date(2018, 6, 30)


@pytest.mark.parametrize(
    ("said", "english"),
    [
        ("tháng 8/2018", "August 2018"),
        ("8/2018", "August 2018"),
        ("năm 2024", "2024"),
        ("25/03/2009", "25 March 2009"),
        ("", ""),
        ("năm 2024, không rõ ngày", '<span lang="vi">năm 2024, không rõ ngày</span>'),
        ("31/02/2018", '<span lang="vi">31/02/2018</span>'),
        ("<b>", '<span lang="vi">&lt;b&gt;</span>'),
    ],
)
def test_the_date_of_a_source_is_english_on_an_english_page(said, english):
    with translation.override("en"):
        assert dates.said(said) == english


def test_the_date_of_a_source_stays_as_the_source_has_it():
    assert dates.said("tháng 8/2018") == "tháng 8/2018"
