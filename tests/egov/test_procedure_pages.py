"""The list of procedures and its filter, and the page of one procedure."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from egov.models import Procedure
from laocai_ict.publishing import services
from tests.egov import builders as make
from tests.publishing.builders import published

pytestmark = pytest.mark.django_db
LIST = "/thu-tuc/"


def names(response):
    return [procedure.name for procedure in response.context["procedures"]]


def test_the_list_shows_all_and_says_how_many(client):
    response = client.get(LIST)
    assert response.status_code == 200
    assert len(names(response)) == 42
    assert "42 thủ tục" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"linh-vuc": "bao-chi"}, 8),
        ({"linh-vuc": "in"}, 11),
        ({"linh-vuc": "buu-chinh"}, 7),
        ({"cap": "huyen"}, 5),
        ({"cap": "tinh"}, 37),
        ({"linh-vuc": "in", "cap": "huyen"}, 1),
        ({"linh-vuc": "", "cap": ""}, 42),
    ],
)
def test_a_filter_is_an_address(client, query, count):
    response = client.get(LIST, query)
    assert response.status_code == 200
    assert len(names(response)) == count
    for procedure in response.context["procedures"]:
        assert query.get("linh-vuc", "") in ("", procedure.field.slug)
    checked = response.content.decode().count(" checked>")
    assert checked == 2  # one choice of each filter is marked


def test_each_choice_says_how_many_it_would_find(client):
    chosen = client.get(LIST, {"cap": "huyen"}).context["filter"]
    assert {choice.value: choice.count for choice in chosen.fields()} == {
        "": 5, "bao-chi": 0, "xuat-ban": 0, "in": 1, "phat-hanh": 0, "buu-chinh": 0,
        "phat-thanh-truyen-hinh": 4,
    }  # fmt: skip
    assert [choice.count for choice in chosen.levels()] == [42, 37, 5]


def test_an_empty_result_offers_what_would_not_be_empty(client):
    response = client.get(LIST, {"linh-vuc": "buu-chinh", "cap": "huyen"})
    text = response.content.decode()
    assert response.status_code == 200
    assert "Không có thủ tục nào" in text
    assert f'href="{LIST}?linh-vuc=buu-chinh"' in text
    assert f'href="{LIST}?cap=huyen"' in text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"linh-vuc": "khac"}, "Không có lĩnh vực “khac”."),
        ({"cap": "xa"}, "Không có cấp giải quyết “xa”."),
        ({"linh-vuc": "khac", "cap": "<b>"}, "Không có cấp giải quyết “&lt;b&gt;”."),
    ],
)
def test_an_unknown_value_is_answered_with_400_and_a_sentence(client, query, sentence):
    response = client.get(LIST, query)
    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert names(response) == []
    assert "<title>Lỗi: Thủ tục hành chính" in response.content.decode()
    assert response.context["filter"].fields()[0].count > 0  # and how to go on


def test_the_list_costs_three_queries_however_long(client, django_assert_num_queries):
    for prepare in (lambda: None, multiply):
        prepare()
        with django_assert_num_queries(3):  # counts by field and level; the page; the publisher
            assert client.get(LIST).status_code == 200


def multiply():
    """Make ten times as many procedures, each with as many terms as any has."""
    source, field = make.make_source(), make.make_field()
    for number in range(1000, 1380):
        procedure = make.draft_procedure(number, source=source, field=field)
        for order in range(3):
            make.make_time(procedure, source=source, order=order)
            make.make_fee(procedure, source=source, case=str(order))
        published(procedure)


def test_a_long_list_is_cut_into_pages_that_keep_the_filter(client):
    multiply()
    first = client.get(LIST, {"linh-vuc": "linh-vuc-thu", "cap": "tinh"})
    assert len(names(first)) == 50
    assert "linh-vuc=linh-vuc-thu&amp;cap=tinh&amp;trang=2" in first.content.decode()
    last = client.get(LIST, {"linh-vuc": "linh-vuc-thu", "cap": "tinh", "trang": 8})
    assert len(names(last)) == 30
    assert client.get(LIST, {"trang": 99}).status_code == 404


@pytest.mark.parametrize("number", [1, 9, 24])
def test_a_procedure_costs_eight_queries_whatever_is_known(
    client, django_assert_num_queries, number
):
    procedure = Procedure.objects.get(number=number)
    for rows in (0, 30):
        fresh = services.open_for_source(procedure)
        for order in range(rows):
            source = make.make_source(f"nguon-{order}")
            make.make_time(fresh, order=order + 5, source=source)
            make.make_fee(fresh, case=str(order), source=source)
            make.make_legal_basis(fresh, article=str(order), source=source)
        published(fresh, timezone.now())
        # procedure; times; fees; service levels; legal bases; competence; filing; the publisher
        with django_assert_num_queries(8):
            assert client.get(procedure.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("unit", "kind", "link"),
    [
        ("working_day", "within", "so=7&amp;don-vi=ngay-lam-viec"),
        ("day", "within", "so=7&amp;don-vi=ngay"),
        ("hour", "notice", "so=7&amp;don-vi=gio&amp;huong=truoc"),
        ("unclear_day", "within", ""),  # counted either way it might be wrong
    ],
)
def test_a_term_leads_to_where_its_due_date_is_counted(client, unit, kind, link):
    procedure = make.draft_procedure(960)
    make.make_time(procedure, amount=7, unit=unit, kind=kind)
    published(procedure)
    page = client.get(procedure.get_absolute_url()).content.decode()
    assert page.count("/tinh-han/?so=7") == bool(link)
    if link:
        address = f"/tinh-han/?{link}"
        assert f'href="{address}"' in page
        form = client.get(address.replace("&amp;", "&"))
        assert form.status_code == 200
        assert 'value="7"' in form.content.decode()


def test_a_draft_is_on_no_page(client):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    for number, moment in ((950, None), (951, tomorrow)):
        draft = make.make_procedure(number, published_at=moment)
        assert client.get(draft.get_absolute_url()).status_code == 404
    response = client.get(LIST)
    assert "Thủ tục thử" not in response.content.decode()
    assert response.context["filter"].total == 42
    assert "linh-vuc-thu" not in response.content.decode()


def test_the_page_follows_the_law_of_the_day_it_is_read(client):
    url = Procedure.objects.get(number=3).get_absolute_url()
    with time_machine.travel("2018-09-01T10:00:00+07:00"):
        then = client.get(url).content.decode()
    assert "Nghị định 61/2018/NĐ-CP, Điều 16" in then
    assert then.index("Luật Báo chí số 103/2016/QH13, Điều 41") < then.index("Sẽ áp dụng")
    with time_machine.travel("2026-11-25T10:00:00+07:00"):
        now = client.get(url).content.decode()
    assert "Sẽ áp dụng" not in now
    assert now.index("Trước đây") < now.index("Luật Báo chí số 103/2016/QH13, Điều 41")
    assert 'href="https://dichvucong.gov.vn"' in now


def test_a_page_says_what_is_missing_and_where_to_ask(client):
    text = client.get(Procedure.objects.get(number=13).get_absolute_url()).content.decode()
    assert "Mã thủ tục: chưa xác minh" in text
    assert "Chưa xác minh nghĩa là gì" in text
    assert "mã thủ tục, thời hạn, phí, mức dịch vụ công trực tuyến, căn cứ pháp lý" in text


def test_a_page_names_its_field_in_the_trail(client):
    page = client.get(Procedure.objects.get(number=24).get_absolute_url()).context["page"]
    assert page.crumbs == (("Thủ tục", LIST), ("Bưu chính", f"{LIST}?linh-vuc=buu-chinh"))
    assert (page.lang, page.date) == ("vi", datetime.date(2026, 11, 23))


def test_the_english_page_marks_vietnamese_data(client):
    procedure = Procedure.objects.get(number=24)
    text = client.get(f"/en{procedure.get_absolute_url()}").content.decode()
    assert '<h1 lang="vi">' in text
    assert "10,750,000" in text


def test_every_procedure_answers(client):
    for procedure in Procedure.objects.all():
        assert client.get(procedure.get_absolute_url()).status_code == 200


def test_the_site_map_holds_every_public_procedure():
    from egov.sitemaps import ProcedureSitemap, procedure_branch

    make.make_procedure(950, published_at=None)
    assert len(procedure_branch().children) == 42
    assert len(ProcedureSitemap().items()) == 43  # and the list
    assert procedure_branch().url == reverse("egov:procedure-list")
