"""Pages that tell of change, in a real Chromium: corrections, old versions, notices, previews."""

import datetime

import pytest
from django.urls import reverse

from laocai_ict.publishing import services
from laocai_ict.publishing.models import old_address
from tests.browser.audit import audit, listed, sideways, violations
from tests.egov.builders import make_legal_basis, make_procedure
from tests.publishing.builders import account, published, revised, withdrawn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Cấp giấy phép thiết lập trang thông tin điện tử tổng hợp trên mạng cho cơ quan, tổ chức"
CORRECTION = {
    "change": "correction",
    "note": "Sửa mức phí thẩm định cho đúng với thông tư.",
    "was_wrong": "Phí thẩm định là năm mươi nghìn đồng một hồ sơ.",
    "is_right": "Phí thẩm định là sáu mươi nghìn đồng một hồ sơ.",
    "decided_by": "Giám đốc Sở Thông tin và Truyền thông",
}


def changed_procedure():
    """A procedure in its third version: the second mended its first, the third its spelling."""
    first = make_procedure(951, published_at=None, name=LONG, slug="cap-phep-trang-thong-tin")
    make_legal_basis(first, document="Nghị định 72/2013/NĐ-CP")
    second = revised(published(first), name=f"{LONG}, doanh nghiệp", **CORRECTION)
    revised(second, change="minor", note="Sửa lỗi chính tả ở tên.")
    return first


def corrections():
    changed_procedure()
    withdrawn(revised(make_procedure(952), **CORRECTION))
    return "/dinh-chinh/"


def present_page():
    return changed_procedure().get_absolute_url()


def old_version():
    return old_address(changed_procedure().item_id, 1)


def closed_version():
    first = changed_procedure()
    rights = "egov.publish_procedure"
    services.ask_closing(first.version, by=account(rights), ground="Điều 38 Bộ luật Dân sự 2015")
    services.close(first.version, by=account(rights))
    return old_address(first.item_id, 1)


def notice():
    gone = make_procedure(953)
    withdrawn(gone, reason="Thủ tục này đã bãi bỏ theo quyết định của UBND tỉnh.")
    return gone.get_absolute_url()


def secret_of_a_preview():
    author = account("egov.change_procedure")
    draft = services.open_version(make_procedure(954, slug="thu-tuc-xem-truoc"), by=author)
    draft.name = LONG
    draft.save()
    services.explain(draft.version, by=author, **CORRECTION)
    lasts = datetime.timedelta(days=3)
    return services.share_preview(draft.version, by=author, lasts=lasts)[1]


def preview_start():
    return reverse("publishing:preview", args=[secret_of_a_preview()])


def previewed_page():
    return f"/xem-truoc/{secret_of_a_preview()}/trang/thu-tuc/thu-tuc-xem-truoc/"


def dead_preview():
    return reverse("publishing:preview", args=["khong-co"])


PAGES = [
    corrections, present_page, old_version, closed_version, notice,
    preview_start, previewed_page, dead_preview,
]  # fmt: skip


@pytest.mark.parametrize("make", PAGES, ids=lambda make: make.__name__)
def test_page_is_accessible_quiet_and_from_one_host(make, open_page, live_server):
    address = make()
    page = open_page(address)
    assert page.locator("h1").count() == 1
    quiet = [line for line in page.console if "Failed to load resource" not in line]  # 404, 410
    assert quiet == []
    assert not (found := audit(page)), listed(found)
    assert [url for url in page.requested if not url.startswith(live_server.url)] == []
    if not address.startswith("/xem-truoc/"):
        page.goto(f"/en{address}")
        assert not (found := violations(page) + sideways(page)), listed(found)


def test_reader_finds_the_way_from_a_correction_to_the_old_text_and_back(open_page):
    first = changed_procedure()
    page = open_page("/dinh-chinh/", javascript=False)
    page.get_by_role("link", name="Đọc bản cũ, bản 1").click()
    assert page.url.endswith(old_address(first.item_id, 1))
    page.get_by_role("link", name="Xem bản hiện hành").click()
    assert page.url.endswith(first.get_absolute_url())
    assert page.locator("#lich-su").is_visible()


def test_reader_of_a_preview_walks_about_in_it(open_page):
    page = open_page(preview_start(), javascript=False)
    page.get_by_role("link", name="Danh sách thủ tục").first.click()
    page.get_by_role("link", name=LONG).click()
    assert "/xem-truoc/" in page.url
    assert page.locator("h1").inner_text().replace("\N{NO-BREAK SPACE}", " ") == LONG
    page.get_by_role("button", name="Tối", exact=True).click()
    assert "/xem-truoc/" in page.url
    assert page.locator("h1").is_visible()
