"""The database itself refuses what a briefing cannot be."""

import datetime

import pytest
from django.db import IntegrityError

from press.models import Briefing, BriefingSeries, Topic

from .builders import at, draft_of, make_briefing, make_topic, weekly_series

pytestmark = pytest.mark.django_db
MONDAY = datetime.date(2018, 8, 27)


def refused(constraint):
    return pytest.raises(IntegrityError, match=constraint)


def test_two_briefings_at_one_address_are_refused():
    make_briefing()
    with refused("press_briefing_once_at_its_address"):
        make_briefing()


def test_a_version_at_another_address_than_its_briefing_is_refused():
    draft = draft_of(make_briefing())
    with refused("press_briefing_keeps_its_address"):
        Briefing.objects.filter(pk=draft.pk).update(sequence=2)


def test_a_sequence_of_zero_is_refused():
    with refused("press_briefing_sequence_from_one"):
        make_briefing(sequence=0)


def test_a_planned_day_outside_its_week_is_refused():
    with refused("press_briefing_planned_in_its_week"):
        make_briefing(2018, 34, day=MONDAY)


def test_the_week_is_that_of_the_clock_in_vietnam():
    late_on_sunday_in_london = datetime.datetime(2018, 8, 26, 18, tzinfo=datetime.UTC)
    make_briefing(
        planned_start=late_on_sunday_in_london,
        planned_end=late_on_sunday_in_london + datetime.timedelta(minutes=45),
    )
    with refused("press_briefing_planned_in_its_week"):
        make_briefing(
            2018,
            34,
            planned_start=late_on_sunday_in_london,
            planned_end=late_on_sunday_in_london + datetime.timedelta(minutes=45),
        )


def test_a_planned_end_at_its_start_is_refused():
    with refused("press_briefing_planned_end_after_start"):
        make_briefing(planned_end=at(MONDAY))


@pytest.mark.parametrize("missing", ["real_start", "real_end"])
def test_one_real_time_without_the_other_is_refused(missing):
    with refused("press_briefing_real_times_both_or_none"):
        make_briefing(**{missing: None})


def test_a_real_end_before_its_start_is_refused():
    with refused("press_briefing_real_end_after_start"):
        make_briefing(real_end=at(MONDAY, 14))


def test_a_real_day_in_another_week_is_refused():
    tuesday_after = MONDAY + datetime.timedelta(days=8)
    with refused("press_briefing_real_in_its_week"):
        make_briefing(real_start=at(tuesday_after), real_end=at(tuesday_after, 16))


@pytest.mark.parametrize("state", ["planned", "postponed", "cancelled"])
def test_real_times_of_a_briefing_that_was_not_held_are_refused(state):
    reason = "" if state == "planned" else "Mưa lũ."
    with refused("press_briefing_real_times_only_when_held"):
        make_briefing(
            state=state,
            state_reason=reason,
            real_start=at(MONDAY),
            real_end=at(MONDAY, 16),
        )


def test_an_unknown_state_is_refused():
    with refused("press_briefing_known_state"):
        make_briefing(state="xong", state_reason="Không rõ.")


@pytest.mark.parametrize("state", ["postponed", "cancelled"])
def test_a_briefing_put_off_without_a_reason_is_refused(state):
    with refused("press_briefing_reason_with_its_state"):
        make_briefing(state=state)


def test_a_reason_on_a_briefing_that_was_held_is_refused():
    with refused("press_briefing_reason_with_its_state"):
        make_briefing(state_reason="Mưa lũ.")


def test_a_briefing_without_the_post_of_who_speaks_is_refused():
    with refused("press_briefing_has_speaker_post"):
        make_briefing(speaker_post="")


def test_a_sample_that_names_a_person_is_refused():
    with refused("press_briefing_sample_names_nobody"):
        make_briefing(is_sample=True, speaker_name="Nguyễn Văn A")


def test_a_weekday_that_does_not_exist_is_refused():
    with refused("press_briefingseries_weekday_is_iso"):
        BriefingSeries.objects.filter(pk=weekly_series().pk).update(weekday=8)


def test_a_longest_length_below_the_shortest_is_refused():
    with refused("press_briefingseries_length_in_order"):
        BriefingSeries.objects.filter(pk=weekly_series().pk).update(longest_minutes=29)


def test_a_series_without_the_post_of_who_speaks_is_refused():
    with refused("press_briefingseries_has_speaker_post"):
        BriefingSeries.objects.filter(pk=weekly_series().pk).update(speaker_post="")


def test_an_anchor_twice_in_one_briefing_is_refused():
    briefing = make_briefing(published_at=None)
    make_topic(briefing, anchor="cd1", order=1)
    with refused("press_topic_anchor_once_in_its_briefing"):
        make_topic(briefing, anchor="cd1", order=2)


def test_a_topic_without_anchor_is_refused():
    topic = make_topic(make_briefing(published_at=None))
    with refused("press_topic_has_anchor"):
        Topic.objects.filter(pk=topic.pk).update(anchor="")


def test_a_topic_without_heading_is_refused():
    with refused("press_topic_has_heading"):
        make_topic(make_briefing(published_at=None), heading="")
