"""Counting a term in a real Chromium: by keyboard, without script, on a small screen."""

import datetime

import pytest

from tests.browser.audit import audit, listed, sideways
from tests.deadlines.rule_builders import make_rule

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RESULT = "/tinh-han/?tu=2018-04-27&so=30&don-vi=ngay-lam-viec"
ROLLED = "/tinh-han/?tu=2026-12-05&so=90&don-vi=ngay"
WORKED = "/tinh-han/?tu=2024-04-26&so=8&don-vi=ngay-lam-viec"
HOURS = "/tinh-han/?tu=2018-04-27&gio=15:30&so=24&don-vi=gio"
WRONG = "/tinh-han/?tu=30/02/2026&so=x&don-vi=ngay"


def make_rules():
    """Make a duty that the province set, and one whose rows changed."""
    since = datetime.date(2000, 1, 1)
    make_rule(code="do-tinh", name="Trả lời câu hỏi của phóng viên tại buổi thông tin báo chí",
              is_law=False, valid_from=since, valid_until=None, next_day_after_15=True,
              extension_ground="vì vụ việc phức tạp", extension_amount=5)  # fmt: skip
    make_rule(valid_from=since, valid_until=datetime.date(2018, 7, 1), amount=10)
    make_rule(valid_from=datetime.date(2018, 7, 1), valid_until=None)


@pytest.mark.parametrize("address", [RESULT, ROLLED, WORKED, HOURS, WRONG])
def test_what_was_counted_is_accessible_in_every_look(open_page, address):
    page = open_page(address)
    assert not (found := audit(page)), listed(found)
    page.goto(f"/en{address}")
    assert not (found := audit(page)), listed(found)
    wanted = [line for line in page.console if "400 (Bad Request)" not in line]
    assert wanted == []


def test_a_rule_with_all_it_knows_is_accessible(open_page):
    make_rules()
    page = open_page("/tinh-han/?tu=2018-04-27&quy-tac=do-tinh")
    assert page.get_by_text("Thời hạn do tỉnh quy định").is_visible()
    assert not (found := audit(page)), listed(found)
    page.goto("/tinh-han/?tu=1995-04-27&quy-tac=do-tinh")
    assert page.get_by_role("heading", level=1).inner_text() == "Chưa có quy định của ngày ấy"
    assert not (found := audit(page)), listed(found)


@pytest.mark.parametrize(("width", "height"), [(360, 740), (1280, 900)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_term_is_counted_by_keyboard_alone(open_page, width, height, scheme):
    page = open_page("/tinh-han/", width=width, height=height, scheme=scheme, javascript=False)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # over menu and head
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("27/04/2018")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("5")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    heading = page.get_by_role("heading", level=1)
    assert heading.inner_text().replace("\xa0", " ") == "Hết ngày thứ Ba 08/05/2018"
    due = page.locator("td.due")
    assert due.inner_text().split() == ["8", "thứ", "5", "hạn"]
    due.scroll_into_view_if_needed()
    box = due.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_a_rule_is_chosen_by_keyboard_alone(open_page):
    make_rules()
    page = open_page("/tinh-han/", width=360, height=740, javascript=False)
    page.locator("#qd_tu").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("23/04/2018")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    for _ in range(200):
        if page.locator("#id_quy-tac").input_value() == "viec-thu":
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "quy-tac=viec-thu" in page.url
    assert "Việc thử" in page.locator(".kick").inner_text()


def test_a_mistake_keeps_what_was_typed_and_leads_to_the_field(open_page):
    page = open_page("/tinh-han/", width=360, height=740, javascript=False)
    page.locator("#id_tu").fill("30/02/2026")
    page.locator("#id_so").fill("5")
    with page.expect_navigation():
        page.locator("#id_so").press("Enter")
    page.get_by_role("alert").get_by_role("link").click()
    assert page.evaluate("location.hash") == "#id_tu"
    field = page.locator("#id_tu")
    assert (field.input_value(), field.get_attribute("aria-invalid")) == ("30/02/2026", "true")
    assert page.locator("#id_so").input_value() == "5"


def test_large_text_fits_a_small_screen(open_page):
    page = open_page("/", width=360, height=740)
    page.get_by_role("button", name="Lớn").click()
    wrong = {}
    for address in (RESULT, ROLLED, WRONG, "/ngay-nghi/"):
        page.goto(address)
        if found := sideways(page):
            wrong[address] = found
    assert wrong == {}


def test_words_in_a_day_of_the_calendar_stay_inside_it(open_page):
    page = open_page(RESULT, width=360, height=740)
    outside = """() => [...document.querySelectorAll('.month td span')].filter(word => {
        const cell = word.closest('td').getBoundingClientRect();
        const range = document.createRange();
        range.selectNodeContents(word);
        const text = range.getBoundingClientRect();
        return text.left < cell.left - 1 || text.right > cell.right + 1;
    }).map(word => word.textContent)"""
    for address in (RESULT, WORKED, f"/en{RESULT}", f"/en{WORKED}"):
        page.goto(address)
        assert page.evaluate(outside) == [], address
