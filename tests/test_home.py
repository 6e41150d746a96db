"""The home page: one part of each app, at a fixed price."""

import datetime

import pytest

from press.models import Briefing
from telecom.models import HeadlineFigure
from tests.press.builders import make_briefing, make_weeks
from tests.publishing.builders import withdrawn

pytestmark = pytest.mark.django_db


def test_home_costs_four_queries_however_much_there_is(client, django_assert_num_queries):
    make_weeks(2018, range(1, 40))
    # the newest and the next briefing; headline figures; systems by level; the legal block
    with django_assert_num_queries(4):
        client.get("/")


def test_home_says_the_four_figures_in_the_words_of_the_article(client):
    page = client.get("/").content.decode()
    figures = page[page.index('id="mang-luoi"') :]
    for words, number in (
        ("trên", "1.764"),
        ("đạt trên", "710.000"),
        ("đạt trên", "215.561"),
        ("đạt", "464,6"),
    ):
        assert f'<span class="q">{words}</span>' in figures
        assert number in figures


def test_home_has_a_line_for_each_part_that_has_nothing_yet(client):
    Briefing.objects.all().delete()
    for headline in HeadlineFigure.objects.all():
        withdrawn(headline)
    page = client.get("/").content.decode()
    assert "Chưa có buổi nào được đăng." in page
    assert "Chưa có số liệu nào được công bố." in page


def test_a_draft_briefing_is_not_on_the_home_page(client):
    make_briefing(title="Bản nháp chưa đăng", published_at=None)
    assert "Bản nháp chưa đăng" not in client.get("/").content.decode()


def test_every_service_is_within_three_clicks(client):
    # Circular 32/2017, Article 11
    assert 'href="/thu-tuc/"' in client.get("/").content.decode()
    assert 'href="/thu-tuc/' in client.get("/thu-tuc/").content.decode()


def test_day_of_the_page_is_that_of_the_newest_briefing(client):
    day = make_briefing(state="held").day
    assert isinstance(day, datetime.date)
    assert f'<meta name="DC.date" content="{day}">' in client.get("/").content.decode()
