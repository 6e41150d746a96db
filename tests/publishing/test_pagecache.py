"""Readers are answered from memory only while the database would give the same page."""

import datetime
import gzip

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from laocai_ict.display.scheme import COOKIE
from laocai_ict.launch.refusal import Refusal
from laocai_ict.publishing.pagecache import KeptPage, PageCacheMiddleware, PageStore
from telecom.models import Indicator
from tests.publishing.builders import revised, withdrawn
from tests.telecom.builders import make_indicator, make_observation

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/vien-thong/"


@pytest.fixture
def reader():
    return Client()


@pytest.fixture
def calm(monkeypatch):
    """A database whose state does not change: its own housekeeping would count as a change."""
    monkeypatch.setattr(PageCacheMiddleware, "_token", lambda self, request: "calm")


def text(response):
    return response.content.decode()


def test_second_reader_costs_one_statement_and_gets_the_same_page(reader):
    for _ in range(20):  # PostgreSQL's own housekeeping also counts as a change of state
        first = reader.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            second = reader.get(PAGE)
        if len(asked) == 1:
            break
    assert ["pg_current_snapshot" in query["sql"] for query in asked] == [True]
    assert second.content == first.content
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "limit"),
    [
        ("/", 6),
        ("/bao-chi/", 4),
        ("/vien-thong/", 4),
        ("/vien-thong/tram-thong-tin-di-dong/", 8),
        ("/thu-tuc/", 4),
        ("/thu-tuc/cap-giay-phep-buu-chinh/", 8),
        ("/chinh-quyen-dien-tu/", 4),
        ("/dia-phuong/", 4),
        ("/dia-phuong/ban-khoang-03004/", 8),
        ("/tinh-han/", 8),
        ("/tinh-han/?tu=2018-04-27&so=5&don-vi=ngay-lam-viec", 8),
        ("/ngay-nghi/", 4),
    ],
)
def test_first_reader_after_a_change_stays_within_the_limits_all_told(reader, address, limit):
    revised(Indicator.objects.published().first(), name="Tên vừa đổi")
    with CaptureQueriesContext(connection) as asked:
        assert reader.get(address).status_code == 200
    assert "pg_current_snapshot" in asked[0]["sql"]
    assert len(asked) <= limit, [query["sql"][:120] for query in asked]


def test_a_change_is_seen_by_the_very_next_reader(reader):
    indicator = Indicator.objects.published().first()
    assert indicator.name in text(reader.get(PAGE))
    revised(indicator, name="Tên vừa đính chính")
    assert "Tên vừa đính chính" in text(reader.get(PAGE))


def test_a_withdrawn_record_is_gone_for_the_very_next_reader(reader):
    indicator = Indicator.objects.published().first()
    assert indicator.name in text(reader.get(PAGE))
    withdrawn(indicator)
    assert indicator.name not in text(reader.get(PAGE))
    assert indicator.name not in text(reader.get(indicator.get_absolute_url()))


def test_a_scheduled_record_appears_at_its_minute(reader, time_machine):
    minute = datetime.datetime(2026, 11, 30, 16, 0, tzinfo=datetime.UTC)
    indicator = make_indicator("sap-dang", name="Chỉ tiêu hẹn giờ", at=minute)
    make_observation(indicator)
    time_machine.move_to(minute - datetime.timedelta(seconds=1), tick=False)
    assert reader.get(indicator.get_absolute_url()).status_code == 404
    assert indicator.name not in text(reader.get(PAGE))
    time_machine.move_to(minute, tick=False)
    assert indicator.name in text(reader.get(PAGE))
    assert reader.get(indicator.get_absolute_url()).status_code == 200


def test_browser_that_holds_the_page_gets_a_few_bytes(reader):
    first = reader.get(PAGE)
    again = reader.get(PAGE, headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_tag_stays_when_the_page_is_made_again_unchanged(reader, time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 25, 8, 0, tzinfo=datetime.UTC), tick=False)
    headers = {"accept-encoding": "gzip"}
    first = reader.get(PAGE, headers=headers)
    time_machine.move_to(datetime.datetime(2026, 11, 25, 8, 5, tzinfo=datetime.UTC), tick=False)
    later = reader.get(PAGE, headers=headers)
    assert first.headers["Content-Encoding"] == "gzip"
    assert later.headers["ETag"] == first.headers["ETag"]
    assert gzip.decompress(later.content) == gzip.decompress(first.content)


def test_each_choice_of_language_scheme_and_compression_has_its_own_page(reader):
    reader.get(PAGE)
    assert '<html lang="en"' in text(reader.get("/en" + PAGE))
    assert 'data-scheme="dark"' in text(reader.get(PAGE, headers={"cookie": f"{COOKIE}=toi.lon"}))
    assert "Content-Encoding" not in reader.get(PAGE).headers
    assert "Content-Encoding" not in reader.get(PAGE, headers={"accept-encoding": "xgzip"}).headers
    packed = reader.get(PAGE, headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"


def test_staff_always_get_a_fresh_page(reader, django_assert_max_num_queries):
    reader.get(PAGE)
    staff = Client()
    staff.force_login(get_user_model().objects.create_user("can-bo"))
    assert "ETag" not in staff.get(PAGE).headers
    assert settings.SESSION_COOKIE_NAME in staff.cookies


def test_pages_with_a_form_token_are_never_kept(reader):
    first, second = reader.get("/quan-tri/login/"), reader.get("/quan-tri/login/")
    assert "ETag" not in first.headers
    assert text(first) != text(second)


def test_missing_pages_are_not_kept(reader):
    assert "ETag" not in reader.get("/vien-thong/khong-co/").headers


def test_store_forgets_what_was_used_longest_ago_to_stay_within_its_bytes():
    store = PageStore(limit=10_000)
    page = KeptPage(b"x" * 2000, (), '"tag"')
    for name in ("a", "b"):
        store.put((name,), page)
    store.get(("a",))
    store.put(("c",), page)
    assert store.get(("b",)) is None
    assert store.get(("a",)) == store.get(("c",)) == page
    assert store.size <= store.limit


def test_page_larger_than_the_store_is_not_kept_and_pushes_none_out():
    store = PageStore(limit=5000)
    small = KeptPage(b"x" * 1000, (), '"small"')
    store.put(("small",), small)
    store.put(("large",), KeptPage(b"x" * 5000, (), '"large"'))
    assert store.get(("large",)) is None
    assert store.get(("small",)) == small
    assert store.size <= store.limit


def answered(headers, request_headers=({}, {})):
    """Return how often the page was made when it is asked for twice."""
    made = []

    def page(request):
        made.append(request)
        return HttpResponse("trang", headers=headers)

    middleware = PageCacheMiddleware(page)
    for given in request_headers:
        middleware(RequestFactory().get("/", headers=given))
    return len(made)


@pytest.mark.parametrize(
    ("headers", "times"),
    [
        ({"Cache-Control": "max-age=60"}, 1),
        ({"Vary": "Cookie, Accept-Language"}, 1),
        ({"Vary": "Accept"}, 2),
        ({"Vary": "*"}, 2),
        ({"Cache-Control": "no-store"}, 2),
        ({"Cache-Control": "private, max-age=60"}, 2),
    ],
)
def test_page_is_kept_only_where_the_key_tells_its_readers_apart(headers, times, calm):
    assert answered(headers) == times


def test_unknown_words_in_the_cookie_of_the_display_make_no_page_of_their_own(calm):
    nonsense = [{"cookie": f"{COOKIE}={word}"} for word in ("", "x", "may.thuong", "may.y")]
    assert answered({}, nonsense) == 1


def test_page_is_still_made_where_the_database_cannot_say_its_state(monkeypatch):
    def refuse():
        raise Refusal("Ổ đĩa đã đầy.", "The disk is full.")

    monkeypatch.setattr(connection, "cursor", refuse)
    assert answered({}) == 2
