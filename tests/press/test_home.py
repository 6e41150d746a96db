"""The press part of the home page."""

import datetime

import pytest
from django.template.loader import render_to_string

from press import home

from .builders import at, make_briefing, make_weeks

pytestmark = pytest.mark.django_db
WEDNESDAY = at(datetime.date(2018, 9, 26), 10)


def drawn(moment=WEDNESDAY):
    front = home.latest(moment)
    return render_to_string("press/_home.html", {"latest": front}).replace("\xa0", " ")


def test_it_tells_the_newest_briefing_held_and_the_next_one_announced():
    make_briefing(2018, 38)
    newest, coming = make_briefing(2018, 39), make_briefing(2018, 40, state="planned")
    make_briefing(2018, 41, state="planned")
    front = home.latest(WEDNESDAY)
    assert (front.latest, front.coming) == (newest, coming)
    page = drawn()
    assert 'href="/bao-chi/2018/39/"' in page
    assert "Thứ Hai 01/10/2018, 15:00–15:45" in page


def test_the_week_shows_today_and_the_day_of_the_briefing():
    make_briefing(2018, 39)
    front = home.latest(WEDNESDAY)
    assert front.iso_week == 39
    assert [day.date.day for day in front.week] == [24, 25, 26, 27, 28, 29, 30]
    assert [day.is_today for day in front.week].index(True) == 2
    assert [day.has_briefing for day in front.week].index(True) == 0
    assert "Tuần 39, từ 24/09/2018 đến 30/09/2018" in drawn()


def test_a_plan_whose_hour_has_passed_is_no_coming_briefing():
    make_briefing(2018, 39, state="planned")
    assert home.latest(WEDNESDAY).coming is None


def test_drafts_and_briefings_put_off_are_not_told():
    make_briefing(2018, 39, published_at=None, title="Chuyện kín", topics=["Chuyện kín"])
    make_briefing(2018, 40, state="planned", published_at=None, title="Chuyện kín")
    make_briefing(2018, 38, state="cancelled", state_reason="Mưa lũ.")
    front = home.latest(WEDNESDAY)
    assert (front.latest, front.coming) == (None, None)
    assert "Chưa có buổi nào được đăng." in drawn()


def test_samples_are_marked():
    make_briefing(2018, 39, is_sample=True)
    assert '<span class="mau">mẫu</span>' in drawn()


def test_it_costs_one_query_however_many_briefings(django_assert_num_queries):
    make_weeks(2018, range(1, 40))
    make_briefing(2018, 40, state="planned")
    with django_assert_num_queries(1):  # the newest and the next briefing, counted with topics
        drawn()
