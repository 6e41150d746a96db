"""The public pages of the press: archive by year, one briefing, and what they never show."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from press.models import BriefingSeries
from press.sitemaps import PressSitemap, branch

from .builders import at, make_briefing, make_weeks, weekly_series

pytestmark = pytest.mark.django_db
AUTUMN = at(datetime.date(2018, 9, 26), 10)


def text_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


# --- Archive ----------------------------------------------------------------------------------


@time_machine.travel(AUTUMN)
def test_the_archive_opens_on_this_year(client):
    make_briefing(2017, 40, title="Việc năm trước")
    make_briefing(2018, 38, title="Việc tuần này")
    page = client.get("/bao-chi/")
    assert page.context["year"] == 2018
    assert page.context["years"] == [2018, 2017]
    assert "Việc tuần này" in page.content.decode()


@time_machine.travel(at(datetime.date(2022, 3, 1)))
def test_without_briefings_this_year_the_archive_opens_on_the_newest_one(client):
    make_briefing(2018, 38)
    assert client.get("/bao-chi/").context["year"] == 2018


def test_an_archive_without_briefings_says_so_and_claims_none(client):
    page = text_of(client, "/bao-chi/")
    assert "Chưa có buổi nào được đăng." in page
    assert 'class="cloth"' not in page


def test_only_years_with_briefings_have_a_page(client):
    make_briefing(2018, 38)
    text_of(client, "/bao-chi/2018/")
    text_of(client, "/bao-chi/2017/", status=404)


@time_machine.travel(AUTUMN)
def test_the_year_is_told_as_cloth_and_as_table_with_holidays_by_name(client):
    make_weeks(2018, [35, 38])
    page = text_of(client, "/bao-chi/2018/")
    assert page.count('scope="row"') == 52
    assert page.count("03/09/2018: nghỉ: Quốc khánh (nghỉ bù)") == 1
    assert "Không có buổi, nghỉ: Quốc khánh (nghỉ bù)" in page
    assert 'class="last" aria-current="date"' in page


def test_the_heading_follows_the_day_and_hour_of_the_series(client):
    assert "Mỗi chiều thứ Hai một buổi" in text_of(client, "/bao-chi/").replace("\xa0", " ")
    BriefingSeries.objects.update(weekday=2, start_time=datetime.time(9))
    assert "Mỗi sáng thứ Ba một buổi" in text_of(client, "/bao-chi/").replace("\xa0", " ")


def test_the_archive_is_as_of_its_newest_briefing(client):
    make_briefing(2018, 34)
    make_briefing(2018, 35)
    assert 'name="DC.date" content="2018-08-27"' in text_of(client, "/bao-chi/2018/")


def test_a_year_of_samples_says_that_no_real_one_is_known(client):
    make_briefing(2018, 35, is_sample=True)
    page = text_of(client, "/bao-chi/2018/")
    assert "Chưa có bản ghi của buổi thật nào" in page
    assert "các buổi đều là mẫu" in page
    make_briefing(2018, 34)
    page = text_of(client, "/bao-chi/2018/")
    assert "Chưa có bản ghi của buổi thật nào" not in page
    assert "một số buổi là mẫu" in page


# --- One briefing -----------------------------------------------------------------------------


def test_a_briefing_tells_time_speaker_and_topics(client):
    signal = {"heading": "Sóng ở thôn xa", "text": "Đi từng thôn.\n\nRồi công bố theo xã."}
    fees = {"heading": "Nộp phí trực tuyến", "speaker_post": "Đại diện Văn phòng UBND tỉnh"}
    briefing = make_briefing(place="Trụ sở UBND tỉnh", topics=[signal, fees])
    page = text_of(client, briefing.get_absolute_url())
    assert "15:00–15:38 (38 phút)" in page
    assert "Người phát ngôn của UBND tỉnh thông tin về hai việc trong tuần." in page
    assert "Người phát ngôn của UBND tỉnh; Đại diện Văn phòng UBND tỉnh" in page
    assert 'href="#cd2"' in page
    assert 'id="cd2"' in page
    assert "<p>Rồi công bố theo xã.</p>" in page
    assert 'name="DC.date" content="2018-08-27"' in page


def test_an_announced_briefing_says_that_it_is_planned(client):
    briefing = make_briefing(2018, 36, state="planned", topics=["Sóng ở thôn xa"])
    with time_machine.travel(AUTUMN.replace(day=1)):
        page = text_of(client, briefing.get_absolute_url())
        assert "sẽ thông tin về một việc" in page
        assert "Thời gian dự kiến" in page
        assert "03/09/2018, dự kiến" in page
    with time_machine.travel(AUTUMN):
        assert "03/09/2018, chưa ghi kết quả" in text_of(client, briefing.get_absolute_url())


@pytest.mark.parametrize(
    ("state", "sentence"),
    [("postponed", "Buổi này hoãn."), ("cancelled", "Buổi này không diễn ra.")],
)
def test_a_briefing_put_off_says_why(client, state, sentence):
    briefing = make_briefing(state=state, state_reason="Mưa lũ.")
    page = text_of(client, briefing.get_absolute_url())
    assert f"{sentence} Lý do: Mưa lũ." in page
    assert "Mưa lũ." in text_of(client, "/bao-chi/2018/")


def test_a_briefing_without_title_and_topics_still_has_a_page(client):
    page = text_of(client, make_briefing(title="").get_absolute_url()).replace("\xa0", " ")
    assert "Thông tin cho báo chí tuần 35/2018" in page
    assert "Chưa có chủ đề nào được đăng." in page


def test_a_sample_says_so_and_asks_not_to_be_indexed_or_quoted(client):
    page = text_of(client, make_briefing(is_sample=True).get_absolute_url())
    assert "Không trích dẫn." in page
    assert page.count('<span class="mau">mẫu</span>') >= 1
    assert '<meta name="robots" content="noindex">' in page
    assert 'name="description" content="Nội dung mẫu' in page


def test_a_real_briefing_may_be_indexed_and_carries_no_mark(client, settings):
    settings.TRIAL = False
    page = text_of(client, make_briefing().get_absolute_url())
    assert "noindex" not in page
    assert "mẫu" not in page


def test_text_of_a_topic_is_never_taken_for_html(client):
    topic = {"heading": "<i>nghiêng</i>", "text": "<script>alert(1)</script>"}
    briefing = make_briefing(title="<b>đậm</b>", topics=[topic])
    page = text_of(client, briefing.get_absolute_url())
    assert "<script>alert" not in page
    assert "<i>nghiêng" not in page
    assert "<b>đậm" not in page


@pytest.mark.parametrize(
    ("year", "week", "day"), [(2019, 1, "31/12/2018"), (2020, 53, "28/12/2020")]
)
def test_weeks_at_the_turn_of_the_year_have_their_page(client, year, week, day):
    make_briefing(year, week)
    assert day in text_of(client, f"/bao-chi/{year}/{week}/")
    assert f'href="/bao-chi/{year}/{week}/"' in text_of(client, f"/bao-chi/{year}/")


def test_a_tuesday_briefing_is_shown_with_its_day(client):
    make_briefing(2021, 17, day=datetime.date(2021, 4, 27))
    assert "thứ Ba 27/04/2021" in text_of(client, "/bao-chi/2021/17/").replace("\xa0", " ")
    assert "thứ Ba 27/04/2021: " in text_of(client, "/bao-chi/2021/")


def test_the_second_briefing_of_a_week_stands_beside_the_first(client):
    make_briefing(title="Buổi đầu")
    make_briefing(title="Buổi sau", sequence=2, day=datetime.date(2018, 8, 30))
    first, second = text_of(client, "/bao-chi/2018/35/"), text_of(client, "/bao-chi/2018/35/2/")
    assert "Buổi đầu" in first
    assert 'href="/bao-chi/2018/35/2/" rel="next"' in first
    assert "Tuần 35, buổi 2" in second
    assert 'href="/bao-chi/2018/35/" rel="prev"' in second
    year = text_of(client, "/bao-chi/2018/")
    assert "Buổi đầu" in year
    assert "Buổi sau" in year


@pytest.mark.parametrize(
    "address",
    [
        "/bao-chi/2018/36/",
        "/bao-chi/2018/54/",
        "/bao-chi/2018/0/",
        "/bao-chi/2018/035/",
        "/bao-chi/2018/35/1/",
        "/bao-chi/2018/35/2/",
        "/bao-chi/2018/35/99999999999/",
        "/bao-chi/0000/",
        "/bao-chi/9999/53/",
        "/bao-chi/20188/",
        "/bao-chi/abc/",
        "/bao-chi/2018/-1/",
        "/bao-chi/2018/3٥/",
    ],
)
def test_unknown_and_malformed_addresses_are_not_found(client, address):
    make_briefing()
    text_of(client, address, status=404)


def test_titles_stay_vietnamese_on_the_english_page_and_are_marked(client):
    make_briefing(title="Sóng ở thôn xa", topics=["Sóng ở thôn xa"])
    page = text_of(client, "/en/bao-chi/2018/35/")
    assert '<h1 lang="vi">' in page
    assert "27 August 2018" in page


# --- Drafts -----------------------------------------------------------------------------------


@pytest.mark.parametrize("hidden", ["draft", "later"])
@time_machine.travel(AUTUMN)
def test_what_is_not_published_shows_nowhere(client, hidden):
    published_at = None if hidden == "draft" else timezone.now() + datetime.timedelta(minutes=1)
    secret = {"title": "Chuyện kín", "published_at": published_at}
    make_briefing(2018, 35, title="Buổi trước")
    make_briefing(2018, 36, topics=["Chuyện kín trong buổi"], **secret)
    make_briefing(2018, 37, title="Buổi sau")
    make_briefing(2018, 40, state="planned", **secret)
    make_briefing(2019, 2, state="planned", **secret)

    text_of(client, "/bao-chi/2018/36/", status=404)
    text_of(client, "/bao-chi/2019/", status=404)
    before = text_of(client, "/bao-chi/2018/35/")
    assert 'href="/bao-chi/2018/37/" rel="next"' in before
    assert 'rel="next"' not in text_of(client, "/bao-chi/2018/37/")
    archive = client.get("/bao-chi/")
    assert archive.context["years"] == [2018]
    shown = [s for s in archive.context["stitches"] if s.briefing]
    assert [stitch.iso_week for stitch in shown] == [35, 37]
    for page in (before, archive.content.decode(), text_of(client, "/bao-chi/2018/")):
        assert "Chuyện kín" not in page
        assert "/2018/36/" not in page
        assert "2019" not in page
    addresses = [PressSitemap().location(item) for item in PressSitemap().items()]
    assert addresses == ["/bao-chi/", "/bao-chi/2018/", "/bao-chi/2018/37/", "/bao-chi/2018/35/"]
    assert [child.url for child in branch().children] == ["/bao-chi/2018/"]


def test_samples_stay_out_of_the_xml_site_map():
    make_briefing(2018, 35, is_sample=True)
    make_briefing(2018, 34)
    addresses = [PressSitemap().location(item) for item in PressSitemap().items()]
    assert addresses == ["/bao-chi/", "/bao-chi/2018/", "/bao-chi/2018/34/"]


def test_a_briefing_of_another_series_has_no_weekly_address(client):
    series = weekly_series()
    series.pk, series.slug = None, "hang-thang"
    series.save()
    make_briefing(series=series)
    text_of(client, "/bao-chi/2018/35/", status=404)
    assert client.get("/bao-chi/").context["years"] == []


# --- Cost -------------------------------------------------------------------------------------


@pytest.mark.parametrize("weeks", [3, 30])
def test_the_archive_costs_three_queries_however_many_weeks(
    client, django_assert_num_queries, weeks
):
    make_weeks(2018, range(1, weeks + 1))
    with django_assert_num_queries(3):  # series with years and days off, briefings, legal block
        client.get(reverse("press:briefing-list"))
    with django_assert_num_queries(3):  # the same
        client.get(reverse("press:briefing-year", args=[2018]))


@pytest.mark.parametrize("topics", [2, 20])
def test_a_briefing_costs_five_queries_however_many_topics(
    client, django_assert_num_queries, topics
):
    make_weeks(2018, range(30, 40))
    briefing = make_briefing(2018, 29, topics=[f"Việc {number}" for number in range(topics)])
    with django_assert_num_queries(5):  # briefing, topics, previous, next, legal block
        client.get(briefing.get_absolute_url())


@time_machine.travel(AUTUMN)
def test_holidays_keep_their_name_on_the_english_page_and_are_marked(client):
    make_weeks(2018, [35])
    page = text_of(client, "/en/bao-chi/2018/")
    assert page.count('<span lang="vi">Quốc khánh (nghỉ bù)</span>') == 3  # cloth, table, list
