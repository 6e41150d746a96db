"""Addresses, weeks, anchors: what never changes about a briefing."""

import datetime

import pytest
from django.utils import timezone

from press.models import Briefing, Topic

from .builders import at, make_briefing, make_topic, weekly_series

pytestmark = pytest.mark.django_db


def test_the_series_is_the_one_the_article_tells_of():
    series = weekly_series()
    assert series.since_year == 2017
    assert series.get_weekday_display() == "thứ Hai"
    assert (series.shortest_minutes, series.longest_minutes) == (30, 45)
    assert series.speaker_post == "Người phát ngôn của UBND tỉnh"
    assert "2018" in series.source.published


def test_the_address_is_year_and_week_and_a_number_from_the_second_on():
    assert make_briefing(2018, 35).get_absolute_url() == "/bao-chi/2018/35/"
    assert make_briefing(2018, 35, sequence=2).get_absolute_url() == "/bao-chi/2018/35/2/"


def test_the_last_day_of_2018_lies_in_the_first_week_of_2019():
    briefing = make_briefing(2019, 1)
    assert briefing.day == datetime.date(2018, 12, 31)
    assert briefing.get_absolute_url() == "/bao-chi/2019/1/"


def test_a_year_may_have_a_week_53():
    assert make_briefing(2020, 53).day == datetime.date(2020, 12, 28)


def test_a_briefing_may_be_on_a_tuesday():
    assert make_briefing(2021, 17, day=datetime.date(2021, 4, 27)).day.isoweekday() == 2


def test_length_and_clock_are_the_real_ones_where_known():
    briefing = make_briefing()
    assert (briefing.minutes, briefing.clock) == (38, "15:00–15:38")
    planned = make_briefing(2018, 36, state="planned")
    assert (planned.minutes, planned.clock) == (None, "15:00–15:45")


def test_neighbours_go_over_the_turn_of_the_year():
    before, here, second = (
        make_briefing(2018, 52),
        make_briefing(2019, 1),
        make_briefing(2019, 1, sequence=2, day=datetime.date(2019, 1, 3)),
    )
    assert Briefing.objects.before(here).first() == before
    assert Briefing.objects.after(here).first() == second


def test_a_plan_is_awaited_until_its_hour_has_passed():
    briefing = make_briefing(2018, 36, state="planned")
    assert briefing.is_awaited(at(datetime.date(2018, 9, 3), 9))
    assert not briefing.is_awaited(at(datetime.date(2018, 9, 3), 17))


def test_what_is_published_later_is_not_public_yet():
    minute = at(datetime.date(2018, 8, 27), 17)
    make_briefing(published_at=minute)
    assert not Briefing.objects.published(minute - datetime.timedelta(seconds=1)).exists()
    assert Briefing.objects.published(minute).exists()


def test_topics_get_anchors_in_order_of_their_making():
    briefing = make_briefing(published_at=None)
    assert [make_topic(briefing).anchor for _ in range(3)] == ["cd1", "cd2", "cd3"]
    assert [topic.order for topic in briefing.topics.all()] == [1, 2, 3]


def test_an_anchor_stays_when_heading_and_order_change():
    topic = make_topic(make_briefing(published_at=None))
    topic.heading, topic.order = "Tiêu đề khác hẳn", 9
    topic.save()
    topic.refresh_from_db()
    assert topic.anchor == "cd1"
    assert topic.get_absolute_url() == "/bao-chi/2018/35/#cd1"


def test_the_anchor_of_a_topic_taken_out_is_never_given_again():
    briefing = make_briefing(published_at=None)
    make_topic(briefing)
    make_topic(briefing).delete()
    assert make_topic(briefing).anchor == "cd3"


def test_topics_go_with_their_briefing():
    make_topic(make_briefing(published_at=None))
    Briefing.objects.all().delete()
    assert not Topic.objects.exists()


def test_texts_are_kept_in_one_form_of_unicode():
    briefing = make_briefing(title="Thông tin")
    briefing.refresh_from_db()
    assert briefing.title == "Thông tin"


def test_the_day_of_a_late_evening_is_that_of_vietnam():
    day = datetime.date(2018, 8, 27)
    briefing = make_briefing(real_start=at(day, 0, 30), real_end=at(day, 1))
    assert timezone.is_aware(briefing.start)
    assert briefing.day == day
