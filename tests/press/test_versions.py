"""What the public sees of a briefing while it goes through its versions."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError
from django.urls import reverse

from laocai_ict.publishing import services
from laocai_ict.publishing.models import showing
from laocai_ict.publishing.registry import kind_of
from press import home
from press.models import Briefing
from press.services import give_sequence, proposed_briefing
from press.sitemaps import PressSitemap, branch
from tests.publishing.builders import account, revised, withdrawn

from .builders import approved, at, draft_of, make_briefing, make_topic, weekly_series

pytestmark = pytest.mark.django_db
AUTUMN = at(datetime.date(2018, 9, 26), 10)
MINUTE = at(datetime.date(2018, 9, 26), 16)
SECOND = datetime.timedelta(seconds=1)
OWN = "/bao-chi/2018/39/"
SHOWING = [OWN, "/bao-chi/", "/bao-chi/2018/", "/", "/en/bao-chi/2018/39/", "/en/bao-chi/", "/en/"]
"""every page that prints the title of the newest briefing that was held"""


def pages(client, addresses=SHOWING):
    return {address: client.get(address).content.decode() for address in addresses}


def with_words(client, words):
    return [address for address, page in pages(client).items() if words in page]


# --- Replacements -----------------------------------------------------------------------------


def test_a_scheduled_replacement_changes_every_page_at_its_minute(client):
    with time_machine.travel(AUTUMN, tick=False):
        briefing = make_briefing(2018, 39, title="Tiêu đề cũ", topics=["Việc một"])
        draft = draft_of(briefing, title="Tiêu đề mới")
        draft.topics.update(text="Nội dung.")
        make_topic(draft, "Việc hai", text="Nội dung.")
        approved(draft, MINUTE)
    with time_machine.travel(MINUTE - SECOND, tick=False):
        assert with_words(client, "Tiêu đề cũ") == SHOWING
        assert with_words(client, "Tiêu đề mới") == []
        assert "Việc hai" not in client.get(OWN).content.decode()
        assert home.latest().latest.topic_count == 1
    with time_machine.travel(MINUTE, tick=False):
        assert with_words(client, "Tiêu đề mới") == SHOWING
        assert with_words(client, "Tiêu đề cũ") == []
        assert "Việc hai" in client.get(OWN).content.decode()
        assert home.latest().latest.topic_count == 2


@time_machine.travel(AUTUMN)
def test_a_draft_beside_a_public_version_shows_nowhere(client):
    briefing = make_briefing(2018, 39, title="Tiêu đề cũ", topics=["Việc một"])
    before = pages(client)
    draft = draft_of(briefing, title="Chuyện kín")
    make_topic(draft, "Chuyện kín trong buổi")
    version = services.submit(draft.version, by=draft.version.written_by)
    assert pages(client) == before
    services.return_(version, by=account("press.publish_briefing"), reason="Thiếu số liệu.")
    assert pages(client) == before


@time_machine.travel(AUTUMN)
def test_two_versions_count_as_one_briefing(client):
    make_briefing(2018, 38)
    briefing = make_briefing(2018, 39, topics=[{"heading": "Việc một", "text": "Nội dung."}])
    make_briefing(2018, 40, state="planned")
    revised(briefing, title="Tiêu đề mới")
    shown = [s for s in client.get("/bao-chi/").context["stitches"] if s.briefing]
    assert [(stitch.iso_week, stitch.kind) for stitch in shown] == [
        (38, "held"), (39, "last"), (40, "plan"),
    ]  # fmt: skip
    assert [item.iso_week for item in PressSitemap().items()[2:]] == [40, 39, 38]
    assert client.get("/bao-chi/2018/38/").context["following"][0].title == "Tiêu đề mới"


@time_machine.travel(AUTUMN)
def test_a_version_may_move_the_day_within_the_week(client):
    planned = make_briefing(2018, 40, state="planned")
    tuesday = datetime.date(2018, 10, 2)
    revised(planned, planned_start=at(tuesday, 9), planned_end=at(tuesday, 10))
    page = client.get("/bao-chi/2018/40/").content.decode().replace("\xa0", " ")
    assert "thứ Ba 02/10/2018" in page
    assert home.latest().coming.day == tuesday


def test_the_place_in_the_week_counts_briefings_not_versions():
    topic = {"heading": "Việc một", "text": "Nội dung."}
    revised(revised(make_briefing(topics=[topic]), title="Bản hai"), title="Bản ba")
    another = Briefing(series=weekly_series(), iso_year=2018, iso_week=35)
    give_sequence(another)
    assert another.sequence == 2


@time_machine.travel(AUTUMN)
def test_the_week_of_a_withdrawn_briefing_is_not_free_again():
    withdrawn(make_briefing(2018, 40, state="planned"))
    assert proposed_briefing()["planned_start"] == at(datetime.date(2018, 10, 8))


# --- Withdrawal -------------------------------------------------------------------------------


def test_a_withdrawn_briefing_leaves_lists_neighbours_counts_and_site_map_at_its_minute(client):
    with time_machine.travel(AUTUMN, tick=False):
        make_briefing(2018, 37, title="Buổi trước")
        gone = make_briefing(2018, 38, title="Chuyện kín", topics=["Chuyện kín trong buổi"])
        make_briefing(2018, 39, title="Buổi sau")
        alone = make_briefing(2017, 40, title="Chuyện kín")
        withdrawn(gone, MINUTE, reason="Đăng nhầm buổi.")
        withdrawn(alone, MINUTE)
    with time_machine.travel(MINUTE - SECOND, tick=False):
        assert client.get("/bao-chi/").context["years"] == [2018, 2017]
        assert "Chuyện kín" in client.get("/bao-chi/2018/38/").content.decode()
    with time_machine.travel(MINUTE, tick=False):
        archive = client.get("/bao-chi/")
        assert archive.context["years"] == [2018]
        assert [s.iso_week for s in archive.context["stitches"] if s.briefing] == [37, 39]
        assert client.get("/bao-chi/2017/").status_code == 404
        assert client.get("/bao-chi/2018/37/").context["following"][0].iso_week == 39
        assert client.get("/bao-chi/2018/39/").context["previous"][0].iso_week == 37
        assert [item.iso_week for item in PressSitemap().items()[2:]] == [39, 37]
        assert [child.url for child in branch().children] == ["/bao-chi/2018/"]
        assert "Chuyện kín" not in archive.content.decode()


@time_machine.travel(AUTUMN)
def test_a_withdrawn_briefing_says_at_its_address_when_and_why_and_nothing_else(client):
    briefing = make_briefing(2018, 39, title="Chuyện kín", topics=["Chuyện kín trong buổi"])
    withdrawn(briefing, reason="Đăng nhầm buổi.")
    notice = client.get(OWN)
    assert notice.status_code == 410
    page = notice.content.decode()
    assert "Đăng nhầm buổi." in page
    assert "Chuyện kín" not in page
    assert home.latest().latest is None


# --- Anchors ----------------------------------------------------------------------------------


def test_a_topic_keeps_its_anchor_through_the_versions():
    briefing = make_briefing(topics=["Việc một", "Việc hai"])
    draft = draft_of(briefing)
    assert [(topic.anchor, topic.heading) for topic in draft.topics.all()] == [
        ("cd1", "Việc một"), ("cd2", "Việc hai"),
    ]  # fmt: skip


def test_the_anchor_of_a_topic_taken_out_in_one_version_is_given_in_no_later_one():
    second = draft_of(make_briefing(topics=["Việc một", "Việc hai"]))
    second.topics.update(text="Nội dung.")
    second.topics.get(anchor="cd2").delete()
    third = draft_of(approved(second))
    assert make_topic(third, "Việc ba").anchor == "cd3"


def test_a_version_begun_from_an_older_one_gives_none_of_the_anchors_given_since():
    first = make_briefing(topics=[{"heading": "Việc một", "text": "Nội dung."}])
    second = draft_of(first)
    make_topic(second, "Việc hai", text="Nội dung.")
    approved(second)
    assert make_topic(draft_of(first), "Việc ba").anchor == "cd3"


def test_topics_of_a_published_briefing_stand_still():
    briefing = make_briefing(topics=["Việc một"])
    with pytest.raises(IntegrityError, match="approved and stands still"):
        make_topic(briefing, "Việc hai")


# --- What stands in the way -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": "planned"}, ["đã qua mà trạng thái còn là dự kiến"]),
        ({"state": "postponed", "state_reason": "Mưa lũ."}, []),
        ({}, ["chưa có chủ đề nào"]),
        ({"real_start": None, "real_end": None}, ["chưa có chủ đề nào"]),
        ({"topics": [{"heading": "Việc một", "text": "Nội dung."}]}, []),
        (
            {"topics": ["Việc một", "Việc hai"]},
            ["“Việc một” của buổi đã diễn ra chưa có", "“Việc hai” của buổi đã diễn ra chưa có"],
        ),
    ],
)
def test_what_a_page_of_a_past_session_would_leave_out_stands_in_the_way(fields, said):
    briefing = make_briefing(published_at=None, **fields)
    found = briefing.publication_blockers(at(datetime.date(2018, 8, 27), 17))
    assert len(found) == len(said)
    assert all(part in sentence for part, sentence in zip(said, found, strict=True))


def test_a_plan_may_be_announced_until_its_hour_has_passed():
    plan = make_briefing(state="planned", published_at=None)
    assert plan.publication_blockers(at(datetime.date(2018, 8, 27), 15)) == []


def test_nothing_is_told_as_held_before_its_hour():
    topic = {"heading": "Việc một", "text": "Nội dung."}
    briefing = make_briefing(published_at=None, topics=[topic])
    [said] = briefing.publication_blockers(at(datetime.date(2018, 8, 27), 14))
    assert "chưa tới giờ" in said


# --- Preview ----------------------------------------------------------------------------------


@time_machine.travel(AUTUMN)
def test_every_side_view_shows_the_version_that_is_previewed(client):
    make_briefing(2018, 38)
    briefing = make_briefing(2018, 39, title="Tiêu đề cũ")
    make_briefing(2018, 40, state="planned")
    draft = draft_of(briefing, title="Tiêu đề mới")
    with showing(draft.version):
        views = dict(kind_of(draft).side_views(draft))
        shown = pages(client, views.values())
    assert list(views) == [
        "Trang đầu", "Thông tin cho báo chí hằng tuần", "Năm 2018", "Tuần 38", "Tuần 40",
    ]  # fmt: skip
    listing = {reverse("home"), "/bao-chi/", "/bao-chi/2018/"}
    assert {address for address, page in shown.items() if "Tiêu đề mới" in page} == listing
    assert [address for address, page in shown.items() if f'href="{OWN}"' not in page] == []
    assert [address for address, page in shown.items() if "Tiêu đề cũ" in page] == []


def test_the_first_version_of_a_briefing_is_previewed_in_a_year_of_its_own(client):
    draft = make_briefing(2019, 10, published_at=None)
    assert client.get("/bao-chi/2019/").status_code == 404
    with showing(draft.version):
        assert client.get("/bao-chi/2019/").status_code == 200
    assert draft in Briefing.objects.newest()
