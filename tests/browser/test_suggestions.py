"""Suggestions under a search box, in a real Chromium: by keyboard, by pointer, for axe."""

import pytest

from tests.browser.audit import audit, listed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OPEN = "[role=listbox]:not([hidden]) [role=option]"


def type_into(page, box, text):
    """Type as a person does, and wait until suggestions stand below the box."""
    page.locator(box).press_sequentially(text, delay=20)
    page.wait_for_selector(OPEN)


def told(page, box):
    """Return what a screen reader is told of the box: is it open, which line is chosen."""
    input_ = page.locator(box)
    chosen = input_.get_attribute("aria-activedescendant")
    words = page.locator(f"#{chosen}").inner_text() if chosen else ""
    return input_.get_attribute("aria-expanded"), words


@pytest.mark.parametrize(
    ("path", "box"), [("/tim-kiem/", "#q"), ("/", "#q"), ("/thu-tuc/", "#tim")]
)
def test_arrows_choose_and_enter_opens_the_page(open_page, path, box):
    page = open_page(path)
    type_into(page, box, "ban khoang")
    assert told(page, box) == ("true", "")
    page.keyboard.press("ArrowDown")
    is_open, words = told(page, box)
    assert is_open == "true"
    assert words.startswith("Xã Bản Khoang")
    assert "nay thuộc xã Ngũ Chỉ Sơn" in words
    assert page.locator(box).input_value() == "ban khoang"
    page.keyboard.press("ArrowUp")
    assert told(page, box) == ("true", "")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dia-phuong/ban-khoang-03004/")
    assert page.console == []


def test_escape_closes_and_keeps_what_was_typed(open_page):
    page = open_page("/tim-kiem/")
    type_into(page, "#q", "sa pa")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert told(page, "#q") == ("false", "")
    assert page.locator("#q").input_value() == "sa pa"
    page.keyboard.press("ArrowDown")  # opens again
    assert told(page, "#q")[0] == "true"
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=sa+pa")


def test_enter_alone_searches_for_what_was_typed(open_page):
    page = open_page("/tim-kiem/")
    type_into(page, "#q", "giấy phép")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=*")


def test_a_pointer_opens_what_it_presses(open_page):
    page = open_page("/tim-kiem/")
    type_into(page, "#q", "ban khoang")
    page.locator(OPEN).first.click()
    page.wait_for_url("**/dia-phuong/ban-khoang-03004/")


def test_leaving_the_box_closes_the_list(open_page):
    page = open_page("/tim-kiem/")
    type_into(page, "#q", "sa pa")
    page.keyboard.press("Tab")
    assert told(page, "#q")[0] == "false"


def test_only_the_last_question_is_answered(open_page):
    page = open_page("/tim-kiem/")
    type_into(page, "#q", "ban khoang")
    asked = [address for address in page.requested if "/goi-y/" in address]
    assert 1 <= len(asked) < len("ban khoang")
    page.locator("#q").fill("b")
    page.wait_for_selector("[role=listbox]", state="hidden")


def test_a_line_that_is_down_leaves_the_box_as_it_was(open_page):
    page = open_page("/tim-kiem/")
    page.route("**/goi-y/**", lambda route: route.abort())
    page.locator("#q").press_sequentially("sa pa", delay=20)
    page.wait_for_timeout(400)
    assert told(page, "#q") == ("false", "")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=sa+pa")


def test_without_javascript_the_box_is_a_search_box(open_page):
    page = open_page("/tim-kiem/", javascript=False)
    assert page.locator("#q").get_attribute("type") == "search"
    assert page.locator("[role=listbox]").count() == 0
    page.locator("#q").fill("sa pa")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/tim-kiem/?q=sa+pa")


@pytest.mark.parametrize(("path", "box"), [("/tim-kiem/", "#q"), ("/", "#q")])
def test_the_open_list_is_accessible(open_page, path, box):
    page = open_page(path)
    type_into(page, box, "sa pa")
    page.keyboard.press("ArrowDown")
    wrong = audit(page)
    assert wrong == [], listed(wrong)
    assert told(page, box)[0] == "true"
