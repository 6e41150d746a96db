"""What stands at an address over time: the record, a way on, a notice, an old version, nothing."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from egov.models import Procedure
from laocai_ict.display.dates import moment
from laocai_ict.publishing import services
from laocai_ict.publishing.addresses import find
from laocai_ict.publishing.models import old_address
from tests.egov.builders import make_agreement, make_procedure
from tests.telecom.builders import make_indicator, make_observation

from .builders import account, revised, withdrawn

pytestmark = pytest.mark.django_db

SECRET = "Chữ không ai được thấy"
REASON = "Thông tin về phí không đúng thẩm quyền."


def text(response):
    return response.content.decode()


def soon(days=1):
    return timezone.now().replace(second=0, microsecond=0) + datetime.timedelta(days=days)


def plain(response):
    """The page with ordinary spaces for those that hold words together."""
    return text(response).replace("\N{NO-BREAK SPACE}", " ")


def address(record, language=""):
    """The address of a record, whatever language the last request left behind."""
    with translation.override("en" if language else "vi"):
        return record.get_absolute_url()


@pytest.fixture
def procedure():
    return make_procedure(slug="dia-chi-dau", name="Tên ban đầu")


def ask(client, record, language=""):
    return client.get(address(record, language))


# --- One address -------------------------------------------------------------------------------


def test_a_public_record_costs_one_query_to_find(procedure, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert find(Procedure.objects.with_version(), slug="dia-chi-dau") == procedure


def test_a_retired_address_leads_to_the_present_one_with_its_query(client, procedure):
    fresh = revised(procedure, slug="dia-chi-moi")
    response = client.get(procedure.get_absolute_url() + "?tu=bao")
    assert response.status_code == 301
    assert response.headers["Location"] == fresh.get_absolute_url() + "?tu=bao"
    assert response.headers["Cache-Control"] == "no-cache"
    assert ask(client, procedure, "/en").headers["Location"] == address(fresh, "/en")


def test_every_retired_address_leads_straight_to_the_present_one(client, procedure):
    second = revised(procedure, slug="dia-chi-hai")
    third = revised(second, slug="dia-chi-ba")
    for former in (procedure, second):
        assert ask(client, former).headers["Location"] == third.get_absolute_url()


def test_an_address_that_comes_back_is_no_circle(client, procedure):
    back = revised(revised(procedure, slug="dia-chi-hai"), slug="dia-chi-dau")
    assert ask(client, back).status_code == 200


def test_the_address_of_a_draft_or_of_a_coming_version_is_nothing_yet(client, procedure):
    draft = services.open_version(procedure, by=account("egov.change_procedure"))
    draft.slug = "dia-chi-nhap"
    draft.save()
    assert ask(client, draft).status_code == 404
    services.discard(draft.version, by=account("egov.change_procedure"))
    coming = revised(procedure, at=soon(), slug="dia-chi-hen")
    assert ask(client, coming).status_code == 404
    assert ask(client, procedure).status_code == 200
    assert ask(client, make_procedure(901, published_at=None)).status_code == 404


# --- Withdrawal --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_withdrawn_record_says_when_and_why_and_nothing_more(client, procedure, language):
    moved = revised(procedure, slug="dia-chi-moi", conditions=SECRET)
    withdrawn(moved, reason=REASON)
    for record in (procedure, moved):
        response = ask(client, record, language)
        page = plain(response)
        assert response.status_code == 410
        assert REASON in page
        assert timezone.localdate().strftime("%Y") in page
        assert SECRET not in page
        assert procedure.name not in page
        assert response.headers["Cache-Control"] == "no-cache"
        assert response.headers["X-Robots-Tag"] == "noindex"


def test_a_withdrawn_record_that_comes_back_is_public_again(client, procedure):
    withdrawn(procedure)
    back = revised(procedure, name="Tên khi trở lại")
    assert "Tên khi trở lại" in text(ask(client, back))


# --- Old versions ------------------------------------------------------------------------------


def old(client, record, language=""):
    with translation.override("en" if language else "vi"):
        return client.get(old_address(record.item_id, record.version.number))


@pytest.mark.parametrize("language", ["", "/en"])
def test_an_old_version_is_the_whole_page_as_it_was(client, procedure, language):
    fresh = revised(procedure, name="Tên đã sửa", slug="dia-chi-moi")
    response = old(client, procedure, language)
    page = plain(response)
    assert response.status_code == 200
    assert "<h1" in page
    assert "Tên ban đầu" in page
    assert "Tên đã sửa" not in page
    assert f'<link rel="canonical" href="http://testserver{address(fresh, language)}">' in page
    assert f'href="{address(fresh, language)}"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert ("Bản cũ." if not language else "Old version.") in page


def test_the_address_of_a_version_is_given_once(client, procedure):
    response = old(client, procedure)
    assert response.status_code == 302
    assert response.headers["Location"] == address(procedure)
    assert response.headers["Cache-Control"] == "private, no-store"
    revised(procedure)
    assert old(client, procedure).status_code == 200


def test_old_versions_give_away_nothing_that_is_not_public(client, procedure):
    coming = revised(procedure, at=soon(), slug="dia-chi-hen")
    assert old(client, coming).status_code == 404
    assert client.get(old_address(procedure.item_id, 9)).status_code == 404
    assert client.get(old_address(procedure.item_id + 10_000, 1)).status_code == 404
    assert old(client, make_procedure(902, published_at=None)).status_code == 404


def test_old_versions_of_what_is_withdrawn_are_the_notice(client, procedure):
    fresh = revised(procedure)
    withdrawn(fresh, reason=REASON)
    response = old(client, procedure)
    assert response.status_code == 410
    assert procedure.name not in text(response)


def closed(record, ground="Điều 38 Bộ luật Dân sự"):
    services.ask_closing(record.version, by=account("egov.publish_procedure"), ground=ground)
    return services.close(record.version, by=account("egov.publish_procedure", name="Người Đóng"))


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_closed_version_keeps_its_note_and_nothing_else(client, procedure, language):
    fresh = revised(procedure, name="Tên đã sửa")
    closed(procedure)
    response = old(client, procedure, language)
    page = plain(response)
    assert response.status_code == 410
    assert "Điều 38 Bộ luật Dân sự" in page
    assert "Tên ban đầu" not in page
    assert "Người Đóng" not in page
    assert "Điều 38" not in text(ask(client, fresh))


def test_an_old_version_of_a_record_without_a_page_is_shown_where_it_was(client):
    agreement = make_agreement(partner="Đối tác cũ")
    fresh = revised(agreement, partner="Đối tác mới")
    page = plain(old(client, agreement))
    assert "Đối tác cũ" in page
    assert "Đối tác mới" not in page
    assert text(old(client, agreement)).count("<h1") == 1
    assert fresh.item_id == agreement.item_id


def test_an_old_figure_is_shown_on_the_page_of_its_indicator_even_at_a_new_address(client):
    indicator = make_indicator("chi-so-cu")
    figure = make_observation(indicator, value=111)
    revised(figure, value=222)
    moved = revised(indicator, slug="chi-so-moi")
    page = text(old(client, figure))
    assert "111" in page
    assert f'href="{moved.get_absolute_url()}#' in page
    assert 'href="#' in page


def test_reader_of_an_old_version_switches_language_and_stays(client, procedure):
    revised(procedure)
    own = old_address(procedure.item_id, 1)
    assert f'href="/en{own}" lang="en"' in text(client.get(own))


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_old_versions_are_only_read(client, procedure, method):
    revised(procedure)
    response = getattr(client, method)(old_address(procedure.item_id, 1))
    assert response.status_code == 405


def test_an_old_version_costs_two_queries_more_than_its_page(client, procedure):
    revised(procedure)
    client.get("/")
    with CaptureQueriesContext(connection) as present:
        ask(client, procedure)
    with CaptureQueriesContext(connection) as former:
        old(client, procedure)
    assert len(present) <= 8
    # the two versions with their content, the contacts of the footer as they then were; then all
    # that the page itself asks
    assert len(former) == len(present) + 2, [query["sql"][:90] for query in former]


# --- The history of a page ---------------------------------------------------------------------


def test_history_of_a_page_costs_no_query(client, procedure, django_assert_num_queries):
    with django_assert_num_queries(1):
        [row] = Procedure.objects.published().with_version().with_changes().filter(pk=procedure.pk)
        assert [told.number for told in row.changes] == [1]


def test_history_tells_only_what_has_been_public_by_then(procedure):
    before = timezone.now()
    revised(
        procedure,
        change="correction",
        note="Sửa phí.",
        was_wrong="5",
        is_right="6",
        decided_by="Giám đốc Sở",
    )
    second = Procedure.objects.published().get(item=procedure.item)
    revised(second, at=soon(), note=SECRET)
    rows = Procedure.objects.filter(item=procedure.item, version__number=1)
    [then] = rows.with_changes(before)
    [now] = rows.with_changes()
    [later] = rows.with_changes(soon(days=2))
    assert [told.number for told in then.changes] == [1]
    assert [told.number for told in now.changes] == [2, 1]
    assert [told.number for told in later.changes] == [3, 2, 1]
    [corrected] = Procedure.objects.filter(pk=second.pk).with_changes()
    assert corrected.corrected_at == corrected.changes[0].public_from
    assert then.corrected_at is None


def test_history_of_a_page_tells_a_withdrawal_after_a_return(client, procedure):
    withdrawn(procedure, reason=REASON)
    revised(procedure, note="Đăng lại sau khi sửa phí.")
    back = Procedure.objects.published().get(item=procedure.item)
    page = plain(client.get(back.get_absolute_url()))
    procedure.version.refresh_from_db()
    assert f"Gỡ lúc {moment(procedure.version.public_until)}".replace("\u00a0", " ") in page
    assert REASON in page
    english = plain(ask(client, back, "en"))
    assert "Withdrawn at " in english
    assert REASON in english


def test_history_of_a_page_keeps_an_end_that_is_only_scheduled(procedure):
    revised(procedure)
    second = Procedure.objects.published().get(item=procedure.item)
    withdrawn(second, at=soon(), reason=SECRET)
    rows = Procedure.objects.filter(pk=second.pk)
    [now], [then] = rows.with_changes(), rows.with_changes(soon(days=2))
    assert [(told.number, told.withdrawal_reason) for told in now.changes] == [(2, ""), (1, "")]
    assert now.changes[0].public_until is None
    assert now.changes[1].public_until == second.version.public_from
    assert then.changes[0].withdrawal_reason == SECRET


def test_only_a_text_that_has_the_correction_is_said_to_be_corrected(client, procedure):
    said = {"was_wrong": "5", "is_right": "6", "decided_by": "Giám đốc Sở"}
    revised(procedure, change="correction", note="Sửa phí.", **said)
    corrected = Procedure.objects.published().get(item=procedure.item)
    revised(corrected, note="Thêm mẫu đơn.")
    now = Procedure.objects.published().get(item=procedure.item)
    found = {}
    for row in Procedure.objects.filter(item=procedure.item).with_version().with_changes():
        found[row.version.number] = row.corrected_at is not None
    assert found == {1: False, 2: True, 3: True}
    assert "Đã đính chính ngày" in client.get(now.get_absolute_url()).content.decode()
    old = reverse("publishing:old-version", args=[procedure.item_id, 1])
    assert "Đã đính chính ngày" not in client.get(old).content.decode()


def test_addresses_of_versions_are_vietnamese_words():
    assert reverse("publishing:old-version", args=[12, 3]) == "/phien-ban/12/3/"
