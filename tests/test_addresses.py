"""Every address of the portal answers, and every page says what a public page must say."""

from urllib.parse import urldefrag, urlsplit

import pytest

from tests.crawl import ORIGIN, Site

pytestmark = pytest.mark.django_db  # tells pytest-django to make the database `site` is read from

DUBLIN_CORE = ("title", "creator", "date", "description", "publisher", "identifier")
MOST_QUERIES = 8
FIRST_LEVEL = (
    "/",
    "/bao-chi/",
    "/vien-thong/",
    "/thu-tuc/",
    "/chinh-quyen-dien-tu/",
    "/dia-phuong/",
    "/gioi-thieu/",
    "/kha-nang-tiep-can/",
    "/so-do-trang/",
    "/tinh-han/",
    "/ngay-nghi/",
    "/tim-kiem/",
)
SCHEMES = ("http://", "https://")


@pytest.fixture
def pages(site: Site):
    return site.pages


def problems(found: list[str]) -> str:
    return f"{len(found)}:\n" + "\n".join(found[:40])


def test_every_address_answers(site: Site):
    wrong = [
        f"{visit.status} {visit.address} (from {visit.found_on}) {visit.error}"
        for visit in site.visits.values()
        if visit.status != 200
    ]
    assert not wrong, problems(wrong)


def test_site_map_reaches_every_app(site: Site):
    for address in FIRST_LEVEL:
        assert address in site.visits, address
        assert f"/en{address}" in site.visits, f"/en{address}"


def test_site_map_names_every_page_found_by_links(site: Site):
    missing = [
        f"{visit.address} (from {visit.found_on})"
        for visit in site.pages
        if visit.address not in site.listed
        and "?" not in visit.address
        and "noindex" not in visit.page.metas.get("robots", "")
        and visit.page.canonical == f"{ORIGIN}{visit.address}"
    ]
    assert not missing, problems(missing)


def test_every_fragment_exists(site: Site):
    wrong = []
    for visit in site.pages:
        for target in visit.targets:
            address, fragment = urldefrag(target)
            landed = site.visits.get(address)
            if fragment and landed and landed.page and fragment not in landed.page.ids:
                wrong.append(f"{visit.address}: {target}")
    assert not wrong, problems(wrong)


def test_every_page_says_what_it_is(pages):
    wrong = []
    for visit in pages:
        page = visit.page
        if len(page.headings) != 1 or not page.headings[0].strip():
            wrong.append(f"{visit.address}: h1 {page.headings}")
        if len(page.titles) != 1 or not page.titles[0].strip():
            wrong.append(f"{visit.address}: title {page.titles}")
        if not page.metas.get("description"):
            wrong.append(f"{visit.address}: no description")
        wrong += [
            f"{visit.address}: DC.{name} empty"
            for name in DUBLIN_CORE
            if not page.metas.get(f"DC.{name}")
        ]
    assert not wrong, problems(wrong)


def test_every_page_has_one_address_in_each_language(pages):
    wrong = []
    for visit in pages:
        page, english = visit.page, visit.path.startswith("/en/")
        if page.language != ("en" if english else "vi"):
            wrong.append(f"{visit.address}: lang={page.language}")
        if urlsplit(page.canonical).scheme != "http" or "None" in page.canonical:
            wrong.append(f"{visit.address}: canonical {page.canonical!r}")
        if set(page.alternates) < {"vi", "en"}:
            wrong.append(f"{visit.address}: hreflang {page.alternates}")
        elif page.alternates["en" if english else "vi"].removeprefix(ORIGIN) != visit.address:
            wrong.append(f"{visit.address}: hreflang of itself {page.alternates}")
    assert not wrong, problems(wrong)


def test_pages_are_told_apart_by_title_and_description(site: Site):
    said: dict[tuple, str] = {}
    same = []
    for visit in site.pages:
        if visit.address in site.listed:
            page = visit.page
            key = (page.language, page.titles[0], page.metas.get("description"))
            if key in said:
                same.append(f"{visit.address} and {said[key]}: {key}")
            said[key] = visit.address
    assert not same, problems(same)


def test_no_page_needs_another_host(pages):
    wrong = [
        f"{visit.address}: {address}"
        for visit in pages
        for address in visit.page.resources
        if not address.startswith(("/static/", "#", "/")) or address.startswith("//")
    ]
    assert not wrong, problems(wrong)


def test_links_to_other_hosts_say_so(pages):
    wrong = [
        f"{visit.address}: {address}"
        for visit in pages
        for address, relation in visit.page.external
        if not relation or not address.startswith(SCHEMES)
    ]
    assert not wrong, problems(wrong)


def test_no_inline_style_or_script(pages):
    wrong = [f"{visit.address}: {found}" for visit in pages for found in visit.page.inline]
    assert not wrong, problems(wrong)


def test_no_template_code_reaches_the_reader(pages):
    wrong = [visit.address for visit in pages if "{{" in visit.body or "{%" in visit.body]
    assert not wrong, problems(wrong)


def test_no_identifier_twice_on_a_page(pages):
    wrong = [
        f"{visit.address}: {name}"
        for visit in pages
        for name in set(visit.page.ids)
        if visit.page.ids.count(name) > 1
    ]
    assert not wrong, problems(wrong)


def test_content_security_policy_on_every_answer(site: Site):
    wrong = [
        f"{visit.address}: {visit.policy} {visit.error}"
        for visit in site.visits.values()
        if "default-src 'self'" not in visit.policy or "unsafe" in visit.policy
    ]
    assert not wrong, problems(wrong)


def test_no_page_asks_the_database_too_often(pages):
    wrong = [f"{visit.address}: {visit.queries}" for visit in pages if visit.queries > MOST_QUERIES]
    assert not wrong, problems(wrong)
