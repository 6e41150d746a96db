"""How the press office writes briefings in the admin site."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from press.models import Briefing, Topic
from tests.accounts.builders import make_user
from tests.admin.forms import as_sent, send

from .builders import at, make_briefing, make_topic, make_weeks, weekly_series

pytestmark = pytest.mark.django_db
ADD = reverse("admin:press_briefing_add")
LIST = reverse("admin:press_briefing_changelist")


@pytest.fixture
def office(client):
    """A client logged in as the press office."""
    client.force_login(make_user(group="Báo chí: quản trị"))
    return client


def change(briefing):
    return reverse("admin:press_briefing_change", args=[briefing.pk])


def form(*, day="27/08/2018", topics=(), **fields):
    """What a person types into the form of a briefing, with new topics."""
    typed = {
        "series": weekly_series().pk,
        "title": "Thêm trạm ở thôn xa",
        "planned_start_0": day,
        "planned_start_1": "15:00",
        "planned_end_0": day,
        "planned_end_1": "15:45",
        "state": "planned",
        "speaker_post": "Người phát ngôn của UBND tỉnh",
        "topics-TOTAL_FORMS": len(topics),
        "topics-INITIAL_FORMS": 0,
    }
    for number, topic in enumerate(topics):
        typed |= {f"topics-{number}-{name}": value for name, value in topic.items()}
    return typed | fields


def errors(response):
    assert response.status_code == 200, "the form was accepted"
    return " ".join(str(error) for error in response.context["errors"])


def test_a_new_briefing_takes_week_and_anchors_by_itself(office):
    topics = [{"heading": "Sóng ở thôn xa"}, {"heading": "Nộp phí trực tuyến"}]
    assert send(office, ADD, form(topics=topics)).status_code == 302
    briefing = Briefing.objects.get()
    assert briefing.get_absolute_url() == "/bao-chi/2018/35/"
    assert briefing.planned_start == at(datetime.date(2018, 8, 27))
    assert [topic.anchor for topic in briefing.topics.all()] == ["cd1", "cd2"]


def test_a_second_briefing_of_the_week_takes_the_next_number(office):
    make_briefing()
    send(office, ADD, form(day="30/08/2018"))
    assert Briefing.objects.latest("pk").get_absolute_url() == "/bao-chi/2018/35/2/"


def test_dates_are_read_day_first(office):
    send(office, ADD, form(day="03/04/2018"))
    assert Briefing.objects.get().day == datetime.date(2018, 4, 3)


def test_moving_a_briefing_to_another_week_is_refused_with_the_way_to_do_it(office):
    briefing = make_briefing(state="planned", published_at=None)
    said = errors(send(office, change(briefing), form(day="03/09/2018")))
    assert "ghi buổi này là hoãn" in said
    briefing.refresh_from_db()
    assert briefing.day == datetime.date(2018, 8, 27)


def test_moving_a_briefing_within_its_week_keeps_its_address(office):
    briefing = make_briefing(state="planned", published_at=None)
    assert send(office, change(briefing), form(day="28/08/2018")).status_code == 302
    briefing.refresh_from_db()
    assert briefing.day == datetime.date(2018, 8, 28)
    assert briefing.get_absolute_url() == "/bao-chi/2018/35/"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": "postponed"}, "phải ghi lý do"),
        ({"planned_end_1": "14:00"}, "Giờ dự kiến kết thúc phải sau giờ bắt đầu."),
        ({"is_sample": "on", "speaker_name": "Nguyễn Văn A"}, "Bản ghi mẫu không ghi tên người."),
        (
            {"state": "held", "real_start_0": "27/08/2018", "real_start_1": "15:00"},
            "Ghi cả giờ bắt đầu và kết thúc thực tế",
        ),
        (
            {
                "state": "held",
                "real_start_0": "05/09/2018",
                "real_start_1": "15:00",
                "real_end_0": "05/09/2018",
                "real_end_1": "16:00",
            },
            "Ngày thực tế không nằm trong tuần",
        ),
        (
            {
                "state": "held",
                "real_start_0": "27/08/2108",
                "real_start_1": "15:00",
                "real_end_0": "27/08/2108",
                "real_end_1": "16:00",
            },
            "Giờ thực tế không thể ở sau lúc này.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(office, fields, sentence):
    assert sentence in errors(send(office, ADD, form(**fields)))
    assert not Briefing.objects.exists()


def test_changing_a_heading_keeps_the_anchor(office):
    briefing = make_briefing(state="planned", published_at=None)
    topic = make_topic(briefing)
    typed = form(
        topics=[{"id": topic.pk, "briefing": briefing.pk, "heading": "Tiêu đề mới", "order": "1"}]
    )
    typed["topics-INITIAL_FORMS"] = 1
    assert send(office, change(briefing), typed).status_code == 302
    topic.refresh_from_db()
    assert (topic.heading, topic.anchor) == ("Tiêu đề mới", "cd1")


@time_machine.travel(at(datetime.date(2018, 8, 29), 10))
def test_the_form_proposes_the_next_free_usual_day(office):
    make_briefing(2018, 37, state="planned")
    initial = office.get(ADD).context["adminform"].form.initial
    assert initial["planned_start"] == at(datetime.date(2018, 9, 17))  # 3/9 is a day off
    assert initial["speaker_post"] == "Người phát ngôn của UBND tỉnh"


def test_the_list_is_searched_through_topics_and_filtered(office):
    topics = ["Cáp treo thấp", "Cáp treo cao"]
    make_briefing(2018, 34, title="Buổi một", is_sample=True, topics=topics)
    make_briefing(2019, 35, title="Buổi hai", published_at=None)

    def listed(**query):
        return [b.title for b in office.get(LIST, query).context["cl"].result_list]

    assert listed(q="cáp treo") == ["Buổi một"]
    assert listed(is_sample__exact=1) == ["Buổi một"]
    assert listed(iso_year=2019) == ["Buổi hai"]
    assert listed(state__exact="held") == ["Buổi hai", "Buổi một"]
    assert listed(**{"trang-thai": "soan"}) == ["Buổi hai"]
    assert listed(**{"trang-thai": "dang"}) == ["Buổi một"]
    assert '<span class="mau">mẫu</span>' in office.get(LIST).content.decode()


def test_the_series_is_changed_but_neither_made_nor_deleted(office):
    series = weekly_series()
    assert office.get(reverse("admin:press_briefingseries_add")).status_code == 403
    delete = reverse("admin:press_briefingseries_delete", args=[series.pk])
    assert office.get(delete).status_code == 403
    address = reverse("admin:press_briefingseries_change", args=[series.pk])
    assert office.get(address).status_code == 200


def test_deleting_a_draft_takes_its_topics_along(office):
    briefing = make_briefing(topics=["Sóng ở thôn xa"], published_at=None)
    step = reverse("admin:press_briefing_step", args=[briefing.pk, "bo-ban-nhap"])
    office.post(step, as_sent(office.get(step)) | {"reason": "Ghi nhầm tuần."})
    assert not Topic.objects.exists()


def test_a_published_briefing_is_shown_and_changed_in_a_version_beside_it(office):
    briefing = make_briefing(topics=["Sóng ở thôn xa"])
    shown = office.get(change(briefing)).content.decode()
    assert 'name="title"' not in shown
    assert "Sóng ở thôn xa" in shown
    step = reverse("admin:press_briefing_step", args=[briefing.pk, "soan-ban-moi"])
    office.post(step, as_sent(office.get(step)))
    draft = Briefing.objects.newest().get()
    typed = as_sent(office.get(change(draft))) | {"title": "Thêm trạm ở thôn xa"}
    assert office.post(change(draft), typed).status_code == 302
    draft.refresh_from_db()
    briefing.refresh_from_db()
    assert (draft.title, briefing.title) == ("Thêm trạm ở thôn xa", "Việc của tuần 35")
    assert [topic.anchor for topic in draft.topics.all()] == ["cd1"]
    assert [row.pk for row in office.get(LIST).context["cl"].result_list] == [draft.pk]


def test_the_list_costs_the_same_however_many_briefings(office, django_assert_max_num_queries):
    make_weeks(2018, range(1, 41))
    with django_assert_max_num_queries(12):
        office.get(LIST)


def test_a_new_briefing_says_when_its_address_comes(admin_client):
    page = admin_client.get("/quan-tri/press/briefing/add/").content.decode()
    assert "có sau khi lưu" in page
    assert ">None<" not in page


def test_topics_lead_to_the_public_page_only_from_the_version_that_stands_there(office):
    draft = make_briefing(published_at=None, topics=["Sóng ở thôn xa"])
    public = make_briefing(week=36, topics=["Sóng ở thôn xa"])
    assert "Xem trang công khai" not in office.get(change(draft)).content.decode()
    assert office.get(change(public)).content.decode().count("Xem trang công khai") == 2
