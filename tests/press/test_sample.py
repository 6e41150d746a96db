"""Sample sessions: repeatable, growing with time, marked, and taken out without a trace."""

import datetime
import io

import pytest
from django.core.management import CommandError, call_command

from laocai_ict.reference.models import CalendarDay, LoadedRow
from press import sample
from press.models import Briefing, Topic
from press.sample_topics import texts, topics_of_week

from .builders import VIETNAM, at, make_briefing, make_topic

pytestmark = pytest.mark.django_db
WEDNESDAY = at(datetime.date(2026, 10, 7), 10)


@pytest.fixture
def loaded():
    return sample.load(WEDNESDAY)


def snapshot():
    sessions = Briefing.objects.in_order().values_list("iso_year", "iso_week", "title", "state")
    topics = Topic.objects.order_by("briefing__planned_start", "order")
    return list(sessions), list(topics.values_list("heading", "text", "anchor"))


def test_samples_cover_2018_up_to_the_article_and_the_last_twelve_months(loaded):
    held = Briefing.objects.exclude(state="planned")
    in_2018 = held.filter(planned_start__year=2018).in_order()
    assert in_2018.first().day == datetime.date(2018, 1, 8)  # 1/1/2018 was a day off
    assert in_2018.last().day == datetime.date(2018, 8, 27)
    recent = held.filter(planned_start__year__gte=2019).in_order()
    assert recent.first().day == datetime.date(2025, 10, 13)
    assert recent.last().day == datetime.date(2026, 10, 5)
    coming = Briefing.objects.get(state="planned")
    assert coming.day == datetime.date(2026, 10, 12)


def test_samples_keep_the_habit_of_the_series(loaded):
    days_off = set(CalendarDay.objects.days_off().values_list("date", flat=True))
    for session in Briefing.objects.all():
        assert session.day.isoweekday() == 1
        assert session.day not in days_off
        assert session.planned_start.astimezone(VIETNAM).time() == datetime.time(15)
        if session.state == "held":
            assert 30 <= session.minutes <= 45


def test_every_sample_is_marked_and_names_nobody(loaded):
    assert not Briefing.objects.filter(is_sample=False).exists()
    assert not Briefing.objects.exclude(speaker_name="").exists()


def test_sessions_have_two_to_four_topics_that_differ(loaded):
    for session in Briefing.objects.filter(state="held").prefetch_related("topics"):
        headings = [topic.heading for topic in session.topics.all()]
        assert 2 <= len(headings) <= 4
        assert len(set(headings)) == len(headings)
        assert all(topic.agency for topic in session.topics.all())


def test_neighbouring_weeks_tell_of_different_things():
    monday = datetime.date(2025, 7, 7)
    for _ in range(150):
        following = monday + datetime.timedelta(weeks=1)
        assert not set(topics_of_week(monday)) & set(topics_of_week(following))
        monday = following


def test_topics_keep_to_their_season():
    week_of_the_article = {topic.key for topic in topics_of_week(datetime.date(2018, 8, 27))}
    assert "ngay-nganh" in week_of_the_article
    monday = datetime.date(2018, 1, 1)
    while monday < datetime.date(2028, 1, 1):
        assert all(topic.is_in_season(monday) for topic in topics_of_week(monday))
        monday += datetime.timedelta(weeks=1)


def test_sample_texts_state_no_figure_and_call_nothing_a_press_conference():
    for topic in texts():
        written = f"{topic.short} {topic.heading} {topic.text}".lower()
        assert "họp báo" not in written
        assert 1 <= topic.text.count(".") - topic.text.count(".vn") <= 3
        assert "%" not in written


def test_a_second_run_changes_nothing(loaded):
    before = snapshot()
    again = sample.load(WEDNESDAY)
    assert (again.created, again.updated, again.kept) == (0, 0, [])
    assert snapshot() == before


def test_a_later_run_adds_weeks_and_tells_how_the_coming_session_went(loaded):
    count = Briefing.objects.count()
    sample.load(at(datetime.date(2026, 10, 20), 10))
    assert Briefing.objects.count() == count + 2  # 19/10, and 26/10 as the next one
    assert Briefing.objects.get(iso_year=2026, iso_week=42).state == "held"
    assert [b.day.day for b in Briefing.objects.filter(state="planned")] == [26]


def test_the_same_day_gives_the_same_samples(loaded):
    before = snapshot()
    sample.remove()
    sample.load(WEDNESDAY)
    assert snapshot() == before


def test_a_session_is_planned_until_an_hour_after_its_end():
    monday = datetime.date(2026, 10, 5)
    sample.load(at(monday, 16))
    assert Briefing.objects.get(iso_year=2026, iso_week=41).state == "planned"
    sample.load(at(monday, 17))
    assert Briefing.objects.get(iso_year=2026, iso_week=41).state == "held"


def test_what_staff_changed_on_a_sample_stays(loaded):
    Briefing.objects.filter(iso_year=2018, iso_week=34).update(title="Tiêu đề sửa tay")
    Topic.objects.filter(briefing__iso_year=2018, briefing__iso_week=34).delete()
    Briefing.objects.filter(iso_year=2018, iso_week=33).delete()
    sample.load(at(datetime.date(2026, 12, 1)))
    changed = Briefing.objects.get(iso_year=2018, iso_week=34)
    assert changed.title == "Tiêu đề sửa tay"
    assert not changed.topics.exists()
    assert not Briefing.objects.filter(iso_year=2018, iso_week=33).exists()


def test_a_coming_session_that_staff_put_off_is_left_and_said(loaded):
    Briefing.objects.filter(state="planned").update(state="postponed", state_reason="Mưa lũ.")
    report = sample.load(at(datetime.date(2026, 10, 20)))
    [kept] = report.kept
    assert kept.startswith("Tuần 42/2026")
    assert "giờ thực tế" in kept
    assert Briefing.objects.get(iso_year=2026, iso_week=42).state == "postponed"


def test_a_week_with_a_real_session_gets_no_sample():
    real = make_briefing(2026, 40, title="Buổi thật")
    sample.load(WEDNESDAY)
    assert Briefing.objects.get(iso_year=2026, iso_week=40) == real


def test_removal_takes_out_what_was_made_and_nothing_else(loaded):
    real = make_briefing(2020, 10, title="Buổi thật")
    make_topic(real)
    staffs_own_sample = make_briefing(2020, 11, is_sample=True)
    report = sample.remove()
    assert report.removed == loaded.created
    assert list(Briefing.objects.in_order()) == [real, staffs_own_sample]
    assert not LoadedRow.objects.filter(loader=sample.LEDGER).exists()


def test_a_sample_that_staff_made_real_outlives_removal(loaded):
    Briefing.objects.filter(iso_year=2018, iso_week=34).update(is_sample=False)
    sample.remove()
    kept = Briefing.objects.get()
    assert kept.topics.exists()
    sample.load(WEDNESDAY)
    assert Briefing.objects.filter(iso_year=2018, iso_week=34).count() == 1


def test_a_topic_that_staff_added_outlives_removal(loaded):
    session = Briefing.objects.get(iso_year=2018, iso_week=34)
    own = make_topic(session, "Chủ đề thêm tay")
    report = sample.remove()
    assert list(session.topics.all()) == [own]
    assert len(report.kept) == 1
    own.delete()
    sample.remove()
    assert not Briefing.objects.exists()


def test_nothing_is_kept_of_a_run_that_fails(monkeypatch):
    def break_down(self):
        raise RuntimeError("hỏng giữa chừng")

    monkeypatch.setattr("laocai_ict.reference.loading.Loader.finish", break_down)
    with pytest.raises(RuntimeError):
        sample.load(WEDNESDAY)
    assert not Briefing.objects.exists()


def test_a_production_portal_refuses_samples_but_lets_them_be_removed(settings):
    settings.TRIAL = False
    with pytest.raises(CommandError, match="không nhận nội dung mẫu"):
        call_command("load_sample")
    call_command("load_sample", remove=True, stdout=io.StringIO())


def test_the_command_says_what_it_did():
    out = io.StringIO()
    call_command("load_sample", stdout=out)
    assert out.getvalue().startswith("Mẫu: thêm ")
