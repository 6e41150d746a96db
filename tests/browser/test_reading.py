"""What a reader can do in a real browser, most of it without JavaScript."""

import brotli
import pytest
from django.contrib.staticfiles import finders

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST_VISIT = 60 * 1024
HEADERS = 400
"""bytes counted for the head of each answer"""


def background(page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def visible(page, selector: str) -> list[bool]:
    return [element.is_visible() for element in page.locator(selector).all()]


def test_first_visit_of_the_home_page_is_light(open_page, live_server):
    page = open_page("/", width=360, height=740)
    page.wait_for_load_state("networkidle")
    assert len(page.requested) <= 8, page.requested
    total = 0
    for url in set(page.requested):
        path = url.removeprefix(live_server.url)
        response = page.request.get(url, headers={"Accept-Encoding": "gzip"})
        if path.startswith("/static/"):
            total += served_size(finders.find(path.removeprefix("/static/")))
        else:
            total += int(response.headers["content-length"])
        total += HEADERS
    assert total <= FIRST_VISIT, total


def served_size(file: str) -> int:
    """Return the size in which a file is served: compressed beforehand where that helps."""
    with open(file, "rb") as opened:
        content = opened.read()
    return min(len(content), len(brotli.compress(content)))


def test_scheme_is_chosen_and_kept_without_javascript(open_page):
    page = open_page("/gioi-thieu/", javascript=False)
    light = background(page)
    page.get_by_role("button", name="Tối", exact=True).click()
    assert page.url.endswith("/gioi-thieu/")
    dark = background(page)
    assert dark != light
    page.goto("/kha-nang-tiep-can/")
    assert background(page) == dark
    page.get_by_role("button", name="Sáng", exact=True).click()
    page.emulate_media(color_scheme="dark")
    assert background(page) == light
    page.get_by_role("button", name="Theo máy", exact=True).click()
    assert background(page) == dark


def test_text_size_is_chosen_and_kept_without_javascript(open_page):
    page = open_page("/", javascript=False)
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    assert page.evaluate(size) == 16
    page.get_by_role("button", name="Lớn", exact=True).click()
    assert page.evaluate(size) == 20
    page.goto("/en/")
    assert page.evaluate(size) == 20


def test_dark_machine_gets_dark_pages(open_page):
    assert background(open_page("/", scheme="dark")) != background(open_page("/"))


def test_first_tab_leads_past_the_menu(open_page):
    page = open_page("/gioi-thieu/")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    assert skip.evaluate("link => document.activeElement === link")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"


def test_everything_is_reached_without_javascript(open_page):
    page = open_page("/", width=360, height=740, javascript=False)
    menu = page.locator(".nav a").evaluate_all("links => links.map(link => link.pathname)")
    assert len(menu) >= 6
    for address in menu:
        page.goto("/")
        page.locator(f'.nav a[href="{address}"]').click()
        assert page.url.endswith(address)
        assert page.locator("h1").is_visible()
        scripts = page.locator("script").evaluate_all("all => all.map((one) => one.src)")
        assert [one.rpartition("/")[2] for one in scripts] == ["suggest.js"]  # an addition alone


def test_language_switch_stays_on_the_page(open_page):
    page = open_page("/gioi-thieu/", javascript=False)
    page.locator(".tools a[hreflang=en]").click()
    assert page.url.endswith("/en/gioi-thieu/")
    page.locator(".tools a[hreflang=vi]").click()
    assert page.url.endswith("/gioi-thieu/")
    assert "/en/" not in page.url


@pytest.mark.parametrize("address", ["/", "/gioi-thieu/", "/bao-chi/", "/vien-thong/"])
def test_paper_shows_the_page_and_no_navigation(open_page, address):
    page = open_page(address, scheme="dark")
    page.emulate_media(media="print")
    assert not any(visible(page, ".nav, .tools, .crumbs, .skip, .foot-w, .hem"))
    assert page.locator("h1").is_visible()
    white = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--bg')")
    assert white.strip() == "#fff"


def test_keyboard_focus_is_always_seen(open_page):
    page = open_page("/gioi-thieu/")
    unseen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
            return [e.outerHTML.slice(0, 80), s.outlineStyle, parseFloat(s.outlineWidth)] }"""
        )
        if focus[1] == "none" or focus[2] < 2:
            unseen.append(focus)
    assert unseen == []
