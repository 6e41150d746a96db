"""Every type of public page in a real Chromium. A type is a name in the address table."""

import pytest
from django.conf.urls.i18n import LocalePrefixPattern
from django.urls import get_resolver, resolve
from django.urls.resolvers import URLPattern
from django.utils import translation

from press import sample
from tests.browser.audit import audit, listed, sideways, violations
from tests.crawl import Site, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


ELSEWHERE = {
    "publishing:corrections-feed",  # no page
    "deadlines:days-off-file",  # no page
    "search:suggestions",  # no page
    "publishing:old-version",  # nothing leads to one before something has changed
    "publishing:preview",  # nothing leads there but a link sent to somebody
}
"""what tests/browser/test_versions.py looks at"""


def page_types() -> list[str]:
    """Return the names of all pages that exist in both languages."""
    names = []

    def collect(resolver, namespace):
        for entry in resolver.url_patterns:
            if isinstance(entry, URLPattern):
                names.append(":".join(filter(None, (namespace, entry.name))))
            else:
                collect(entry, ":".join(filter(None, (namespace, entry.namespace))))

    for entry in get_resolver().url_patterns:
        if isinstance(entry.pattern, LocalePrefixPattern):
            collect(entry, "")
    return sorted(set(names) - ELSEWHERE)


def view_name(visit: Visit) -> str:
    with translation.override(visit.page.language):
        return resolve(visit.path).view_name


def richest(site: Site, name: str, language: str) -> Visit | None:
    """Return the fullest page of a type: the one with most to go wrong."""
    pages = [
        visit
        for visit in site.pages
        if visit.page.language == language and view_name(visit) == name
    ]
    return max(pages, key=lambda visit: len(visit.body), default=None)


@pytest.mark.parametrize("name", page_types())
def test_page_is_accessible_quiet_and_from_one_host(name, site, open_page, live_server):
    visit = richest(site, name, "vi")
    if visit is None:
        pytest.fail("không đường dẫn nào tới một trang loại này")
    if name.startswith("press:") or name == "home":
        sample.load()
    page = open_page(visit.address)
    assert not (found := audit(page)), listed(found)
    english = richest(site, name, "en")
    if english is not None:
        page.goto(english.address)
        assert not (found := violations(page) + sideways(page)), listed(found)
    assert page.console == []
    assert [url for url in page.requested if not url.startswith(live_server.url)] == []


def test_error_page_is_accessible(open_page):
    page = open_page("/khong-co-trang-nay/")
    assert not (found := audit(page)), listed(found)


def test_large_text_fits_a_small_screen(site, open_page):
    sample.load()
    page = open_page("/", width=360, height=740)
    page.get_by_role("button", name="Lớn").click()
    wrong = {}
    for name in page_types():
        visit = richest(site, name, "vi")
        if visit is not None:
            page.goto(visit.address)
            if found := sideways(page):
                wrong[visit.address] = found
    assert wrong == {}
