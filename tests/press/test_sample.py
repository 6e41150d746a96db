"""Sample sessions: repeatable, growing with time, marked, and taken out without a trace."""

import datetime
import io

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from laocai_ict.publishing import samples
from laocai_ict.publishing.models import Item
from laocai_ict.reference.models import CalendarDay, LoadedRow
from press import sample
from press.models import Briefing, Topic
from press.sample_topics import texts, topics_of_week
from tests.publishing.builders import withdrawn

from .builders import VIETNAM, approved, at, draft_of, make_briefing, make_topic

pytestmark = pytest.mark.django_db
WEDNESDAY = at(datetime.date(2026, 10, 7), 10)


@pytest.fixture
def loaded():
    return sample.load(WEDNESDAY)


def in_week(year, week):
    """The newest version of the session of a week."""
    return Briefing.objects.newest().with_version().get(iso_year=year, iso_week=week)


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
    count = Briefing.objects.newest().count()
    sample.load(at(datetime.date(2026, 10, 20), 10))
    newest = Briefing.objects.newest()
    assert newest.count() == count + 2  # 19/10, and 26/10 as the next one
    assert [b.day.day for b in newest.filter(state="planned")] == [26]


def test_how_an_announced_session_went_is_told_in_a_new_version_with_the_same_topics(loaded):
    announced = in_week(2026, 42)
    sample.load(at(datetime.date(2026, 10, 20), 10))
    told = in_week(2026, 42)
    assert (announced.state, told.state) == ("planned", "held")
    assert (told.item, told.version.number) == (announced.item, 2)
    assert told.version.moves.get().by_name == "load_sample"
    before, after = announced.topics, told.topics
    assert list(after.values_list("anchor", "text")) == list(before.values_list("anchor", "text"))
    assert Briefing.objects.published().get(item=announced.item) == told


def test_nothing_stands_in_the_way_of_publishing_a_sample(loaded):
    for session in Briefing.objects.with_version():
        assert session.publication_blockers(session.published_at) == []


def test_the_same_day_gives_the_same_samples(loaded):
    before = snapshot()
    sample.remove()
    sample.load(WEDNESDAY)
    assert snapshot() == before


def test_a_session_is_planned_until_an_hour_after_its_end():
    monday = datetime.date(2026, 10, 5)
    sample.load(at(monday, 16))
    assert in_week(2026, 41).state == "planned"
    sample.load(at(monday, 17))
    assert in_week(2026, 41).state == "held"


def test_what_staff_changed_on_a_sample_stays(loaded):
    draft = draft_of(in_week(2018, 34), title="Tiêu đề sửa tay", state="cancelled",
                     state_reason="Mưa lũ.", real_start=None, real_end=None)  # fmt: skip
    draft.topics.all().delete()
    approved(draft)
    withdrawn(in_week(2018, 33))
    report = sample.load(at(datetime.date(2026, 12, 1)))
    changed = in_week(2018, 34)
    assert changed.title == "Tiêu đề sửa tay"
    assert not changed.topics.exists()
    public = Briefing.objects.published()
    assert not public.filter(iso_year=2018, iso_week=33).exists()
    assert report.kept == []


def test_a_coming_session_that_staff_took_out_is_not_published_again(loaded):
    withdrawn(in_week(2026, 42))
    report = sample.load(at(datetime.date(2026, 10, 20)))
    [kept] = report.kept
    assert "không tự đăng lại" in kept
    assert not Briefing.objects.published().filter(iso_year=2026, iso_week=42).exists()


def test_a_coming_session_that_staff_are_writing_at_is_left_and_said(loaded):
    draft = draft_of(in_week(2026, 42), title="Tiêu đề sửa tay")
    report = sample.load(at(datetime.date(2026, 10, 20)))
    [kept] = report.kept
    assert f"đang có bản soạn của {draft.version.written_by_name}" in kept
    assert in_week(2026, 42) == draft


def test_a_coming_session_that_staff_put_off_is_left_and_said(loaded):
    with time_machine.travel(WEDNESDAY):
        approved(draft_of(in_week(2026, 42), state="postponed", state_reason="Mưa lũ."))
    report = sample.load(at(datetime.date(2026, 10, 20)))
    assert all(kept.startswith("Tuần 42/2026") for kept in report.kept)
    assert "giờ thực tế" in report.kept[-1]
    assert in_week(2026, 42).state == "postponed"
    assert not Briefing.objects.filter(version__state="draft").exists()


def test_a_week_with_a_real_session_gets_no_sample():
    real = make_briefing(2026, 40, title="Buổi thật")
    sample.load(WEDNESDAY)
    assert Briefing.objects.get(iso_year=2026, iso_week=40) == real


def test_removal_takes_out_what_was_made_and_nothing_else(loaded):
    real = make_briefing(2020, 10, title="Buổi thật", topics=["Sóng ở thôn xa"])
    staffs_own_sample = make_briefing(2020, 11, is_sample=True)
    report = sample.remove()
    assert report.removed == loaded.created
    assert list(Briefing.objects.in_order()) == [real, staffs_own_sample]
    assert real.topics.exists()
    kinds = Item.objects.filter(kind="press.briefing")
    assert {item.pk for item in kinds} == {real.item_id, staffs_own_sample.item_id}
    assert not LoadedRow.objects.filter(loader=sample.LEDGER).exists()


def test_what_is_no_sample_is_never_removed():
    real = make_briefing(2020, 10, topics=["Sóng ở thôn xa"])
    with pytest.raises(IntegrityError, match="stands still"), transaction.atomic():
        samples.remove(Briefing.objects.filter(pk=real.pk))
    assert real.topics.exists()


def test_a_version_that_has_its_text_is_not_removed_even_while_samples_are(loaded):
    real = make_briefing(2020, 10)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL publishing.removing_samples = 'on'")
        with pytest.raises(IntegrityError, match="was approved and stays"):
            cursor.execute(
                "DELETE FROM publishing_move WHERE version_id = %s;"
                "DELETE FROM publishing_version WHERE id = %s",
                [real.version_id, real.version_id],
            )


def test_a_published_sample_is_removed_by_the_command_alone(loaded):
    with pytest.raises(IntegrityError, match="stands still"), transaction.atomic():
        in_week(2018, 34).delete()
    with pytest.raises(IntegrityError, match="stands still"), transaction.atomic():
        in_week(2018, 34).topics.all().delete()


def test_removal_takes_out_every_version(loaded):
    sample.load(at(datetime.date(2026, 10, 20), 10))
    sample.remove()
    assert not Briefing.objects.exists()
    assert not Topic.objects.exists()


def test_a_sample_that_staff_made_real_outlives_removal(loaded):
    approved(draft_of(in_week(2018, 34), is_sample=False))
    sample.remove()
    assert {kept.iso_week for kept in Briefing.objects.all()} == {34}
    assert in_week(2018, 34).topics.exists()
    sample.load(WEDNESDAY)
    assert Briefing.objects.newest().filter(iso_year=2018, iso_week=34).count() == 1


def test_a_sample_that_staff_wrote_at_outlives_removal_and_is_known_again(loaded):
    draft = draft_of(in_week(2018, 34))
    make_topic(draft, "Chủ đề thêm tay")
    report = sample.remove()
    assert len(report.kept) == 1
    assert in_week(2018, 34) == draft
    sample.load(WEDNESDAY)
    assert Briefing.objects.newest().filter(iso_year=2018, iso_week=34).count() == 1
    draft.delete()
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
