"""Searching in a real browser: the box on every page, marks, filters, a phone, the dark scheme."""

import pytest

from tests.browser.audit import audit, listed, sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_box_in_the_head_leads_to_results_and_filters_narrow_them_without_javascript(open_page):
    page = open_page("/thu-tuc/", javascript=False)
    page.locator("header input[name=q]").fill("lao cai")
    page.locator("header form[role=search] button").click()
    page.wait_for_url("**/tim-kiem/?q=lao+cai")
    assert page.locator(".hit h3").first.inner_text() == "Tỉnh Lào Cai"
    assert page.locator(".hit mark").first.inner_text() == "Lào Cai"
    page.locator(".facets a", has_text="Đơn vị hành chính").click()
    assert "loai=don-vi-hanh-chinh" in page.url
    assert page.locator(".facets [aria-current]").count() == 1
    page.locator(".facets a", has_text="Bỏ mọi điều kiện lọc").click()
    assert page.url.endswith("/tim-kiem/?q=lao+cai")


def test_phone_has_a_link_instead_of_the_box_and_leads_back_to_what_was_typed(open_page):
    page = open_page("/thu-tuc/", width=360, height=740, javascript=False)
    assert not page.locator("header input[name=q]").is_visible()
    page.locator("header").get_by_role("link", name="Tìm kiếm").click()
    page.locator("main input[name=q]").fill("ban khoang")
    page.locator("main form[role=search] button").click()
    assert "nay thuộc" in page.locator(".hit").first.inner_text()
    assert page.locator("main input[name=q]").input_value() == "ban khoang"


@pytest.mark.parametrize(
    "query",
    [
        "q=Lào Cai",
        "q=Lào Cai&loai=khong-co",
        "q=vắngmặt",
        "q=giấy phép vắngmặt",
        "q=-a",
        "q=" + "x" * 400,
    ],
)
def test_results_are_accessible_in_every_look(open_page, query):
    page = open_page(f"/tim-kiem/?{query}")
    assert not (found := audit(page)), listed(found)
    assert page.console == [] or "400" in page.console[0]


def test_english_results_fit_a_phone(open_page):
    page = open_page("/en/tim-kiem/?q=giấy phép", width=360, height=740)
    assert sideways(page) == []
    assert page.locator(".hit h3").first.get_attribute("lang") == "vi"
