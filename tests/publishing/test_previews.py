"""What a preview link opens, for whom, how long, and that it gives away nothing else."""

import datetime
import logging
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from egov.models import Procedure
from laocai_ict.publishing import services
from laocai_ict.publishing.models import PreviewLink
from tests.egov.builders import make_procedure
from tests.press.builders import make_briefing

from .builders import account, revised, withdrawn

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
NEW = "Tên chưa ai được thấy"
GONE = "Liên kết này không mở được"


def text(response):
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def drafted(record, **values):
    """A version in work beside a record, as its author has it."""
    author = account(f"{record._meta.app_label}.change_{record._meta.model_name}")
    draft = services.open_version(record, by=author)
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save()
    return draft


def shared(record, lasts=DAY):
    """Return the secret of a preview link, and the link."""
    by = account(f"{record._meta.app_label}.change_{record._meta.model_name}")
    link, secret = services.share_preview(record.version, by=by, lasts=lasts)
    return secret, link


def start(secret, language="vi"):
    with translation.override(language):
        return reverse("publishing:preview", args=[secret])


def inside(secret, address):
    return f"/xem-truoc/{secret}/trang{address}"


@pytest.fixture
def draft():
    return drafted(make_procedure(name="Tên đang đăng", slug="dang-dang"), name=NEW)


def test_start_leads_to_every_page_as_it_will_be(client, draft):
    secret, _ = shared(draft)
    page = text(client.get(start(secret)))
    assert NEW in page
    addresses = set(re.findall(r'href="(/xem-truoc/[^"]+/trang/[^"]*)"', page))
    assert inside(secret, "/thu-tuc/dang-dang/") in addresses
    assert inside(secret, "/en/thu-tuc/dang-dang/") in addresses
    assert inside(secret, "/thu-tuc/") in addresses
    for address in addresses:
        response = client.get(address.replace("&amp;", "&"))
        assert response.status_code == 200, address
        assert NEW in text(response), address
        assert "Xem trước." in text(response) or "Preview." in text(response)
    assert NEW not in text(client.get("/thu-tuc/dang-dang/"))


def test_a_previewed_page_is_quoted_by_its_own_address_not_by_the_secret(client):
    draft = make_briefing(published_at=None)
    secret, _ = shared(draft)
    address = draft.get_absolute_url()
    page = text(client.get(inside(secret, address)))
    assert f'<p class="code">{address}</p>' in page


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_record_that_was_never_public_has_a_page_in_the_preview(client, language):
    draft = make_procedure(920, published_at=None, name=NEW, slug="chua-co")
    secret, _ = shared(draft)
    assert "/thu-tuc/chua-co/" in text(client.get(start(secret, language)))
    assert NEW in text(client.get(inside(secret, "/thu-tuc/chua-co/")))
    assert client.get("/thu-tuc/chua-co/").status_code == 404


def test_start_shows_the_line_of_a_search_engine_and_the_correction(client, draft):
    services.explain(
        draft.version,
        by=account("egov.change_procedure"),
        change="correction",
        note="Sửa tên.",
        was_wrong="Tên đang đăng",
        is_right=NEW,
        decided_by="Giám đốc Sở",
    )
    secret, _ = shared(draft)
    page = text(client.get(start(secret)))
    assert "Trong kết quả tìm kiếm" in page
    assert f"Thời hạn, phí, căn cứ pháp lý và cơ quan giải quyết: {NEW}." in page
    assert "Giám đốc Sở" in page
    for address in ("/dinh-chinh/", "/dinh-chinh/atom.xml"):
        assert NEW in text(client.get(inside(secret, address)))
        assert NEW not in text(client.get(address))


def test_links_of_a_previewed_page_stay_in_the_preview(client, draft):
    secret, _ = shared(draft)
    page = text(client.get(inside(secret, "/thu-tuc/")))
    assert f'href="{inside(secret, "/thu-tuc/dang-dang/")}"' in page
    assert f'href="{inside(secret, "/")}"' in page
    assert f'href="{inside(secret, "/en/thu-tuc/")}"' in page
    assert 'href="/static/' in page or "href=/static/" in page
    strays = re.findall(r'(?:href|action)="(/(?!xem-truoc/|static/)[^"]*)"', page)
    assert strays == []
    assert client.get(inside(secret, "/")).status_code == 200


def test_a_former_address_leads_on_inside_the_preview(client):
    record = make_procedure(921, slug="cu")
    draft = drafted(record, slug="moi")
    secret, _ = shared(draft)
    response = client.get(inside(secret, "/thu-tuc/cu/"))
    assert response.status_code == 301
    assert response.headers["Location"] == inside(secret, "/thu-tuc/moi/")
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_preview_is_kept_nowhere(client, draft):
    secret, _ = shared(draft)
    for address in (start(secret), inside(secret, "/thu-tuc/"), start("khong-co")):
        response = client.get(address)
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response.headers["X-Robots-Tag"]
        assert '<meta name="robots" content="noindex">' in text(response)
    assert secret not in re.findall(r'rel="canonical" href="([^"]*)"', text(response))[0]


def answers(client, secret):
    found = [client.get(address) for address in (start(secret), inside(secret, "/thu-tuc/"))]
    # The form of the footer leads back to the page it stands on.
    return [(page.status_code, text(page).replace(secret, "…")) for page in found]


def test_links_that_open_nothing_are_all_alike(client, draft, time_machine):
    revoked, link = shared(draft)
    services.revoke_preview(link, by=account("egov.change_procedure"))
    expired, _ = shared(draft, datetime.timedelta(hours=1))
    over, _ = shared(draft, 5 * DAY)
    never = "x" * len(expired)
    time_machine.move_to(timezone.now() + DAY, tick=False)
    unlike = {str(answers(client, secret)) for secret in (revoked, expired, never)}
    assert len(unlike) == 1
    assert answers(client, never)[0][0] == 404
    assert GONE in answers(client, never)[0][1]
    assert client.get(start(over)).status_code == 200


def test_a_link_opens_up_to_its_last_moment(client, draft, time_machine):
    secret, link = shared(draft)
    time_machine.move_to(link.expires_at - datetime.timedelta(microseconds=1), tick=False)
    assert client.get(start(secret)).status_code == 200
    time_machine.move_to(link.expires_at, tick=False)
    assert client.get(start(secret)).status_code == 404


def test_a_link_made_before_does_not_open_what_was_withdrawn(client):
    record = make_procedure(922, published_at=None, name=NEW)
    secret, _ = shared(record)
    services.release(record, actor="kiểm thử")
    withdrawn(Procedure.objects.get(pk=record.pk))
    assert GONE in text(client.get(start(secret)))
    assert NEW not in text(client.get(inside(secret, record.get_absolute_url())))


def test_a_link_whose_draft_was_given_up_opens_nothing(client, draft):
    secret, _ = shared(draft)
    services.discard(draft.version, by=account("egov.change_procedure"))
    assert PreviewLink.objects.count() == 0
    assert client.get(start(secret)).status_code == 404


def test_a_link_shows_no_other_draft(client, draft):
    other = drafted(make_procedure(923), name="Bản nháp khác")
    briefing = make_briefing(title="Buổi nháp", published_at=None)
    secret, _ = shared(draft)
    for address in ("/thu-tuc/", "/", "/bao-chi/", "/so-do-trang/"):
        page = text(client.get(inside(secret, address)))
        assert other.name not in page
        assert briefing.title not in page
    assert client.get(inside(secret, briefing.get_absolute_url())).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/quan-tri/", "/quan-tri/login/", "/khong-co/", "/en/quan-tri/", "//vi-du.vn/", "/static/"],
)
def test_only_public_pages_are_shown(client, draft, path):
    secret, _ = shared(draft)
    assert client.get(inside(secret, path)).status_code == 404


def test_a_link_opens_no_other_link(client, draft):
    secret, _ = shared(draft)
    other, _ = shared(drafted(make_procedure(924), name="Bản nháp khác"))
    for path in (start(other), inside(other, "/thu-tuc/")):
        response = client.get(inside(secret, path))
        assert response.status_code == 404
        assert "Bản nháp khác" not in text(response)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_previews_are_only_read(client, draft, method):
    secret, _ = shared(draft)
    for address in (start(secret), inside(secret, "/thu-tuc/")):
        assert getattr(client, method)(address).status_code == 405


def test_reader_of_a_preview_chooses_colours_and_stays(draft):
    secret, _ = shared(draft)
    client = Client(enforce_csrf_checks=True)
    page = inside(secret, "/thu-tuc/")
    assert f'action="{inside(secret, "/hien-thi/")}"' in text(client.get(page))
    response = client.post(inside(secret, "/hien-thi/"), {"nen": "toi", "ve": page})
    assert response.status_code == 302
    assert response.headers["Location"] == page
    assert 'data-scheme="dark"' in text(client.get(page))


def test_the_secret_is_in_no_log(draft, caplog, monkeypatch):
    secret, _ = shared(draft)

    def broken(*args):
        raise ValueError("hỏng")

    monkeypatch.setattr("egov.views.ProcedureList.get_queryset", broken)
    reader = Client(raise_request_exception=False)
    with caplog.at_level(logging.DEBUG):
        assert reader.get(inside(secret, "/thu-tuc/")).status_code == 500
        assert reader.get(inside(secret, "/khong-co/")).status_code == 404
    said = [record.getMessage() for record in caplog.records]
    assert "Internal Server Error: /xem-truoc/…/trang/thu-tuc/" in said
    assert secret not in "".join(said)


def test_a_scheduled_version_says_when_it_comes(client):
    minute = timezone.now().replace(second=0, microsecond=0) + DAY
    coming = revised(make_procedure(925), at=minute, name=NEW)
    secret, _ = shared(coming)
    page = text(client.get(start(secret)))
    assert "Đã duyệt, công khai từ" in page
    assert timezone.localtime(minute).strftime("%H:%M") in page


def test_robots_are_kept_out(client):
    assert "Disallow: /xem-truoc/" in text(client.get("/robots.txt"))
