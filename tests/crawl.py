"""A walk over the whole public site: from the site map, along every link, in both languages."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.client import ClientHandler, RequestFactory

ORIGIN = "http://testserver"
VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
}  # fmt: skip
MIXED = ("title", "desc")
"""elements that cannot mark a part of their text: names of drawings and of their parts"""


class Reader(HTMLParser):
    """Notes what the tests ask of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []  # (tag, language it set)
        self.language = ""
        self.titles: list[str] = []
        self.headings: list[str] = []
        self.metas: dict[str, str] = {}
        self.canonical = ""
        self.alternates: dict[str, str] = {}
        self.ids: list[str] = []
        self.links: list[str] = []
        self.external: list[tuple[str, str]] = []
        self.resources: list[str] = []
        self.inline: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append((tag, values.get("lang", "")))
        if tag == "html":
            self.language = values.get("lang", "")
        if tag == "title" and not self._drawing():
            self.titles.append("")
        if tag == "h1":
            self.headings.append("")
        if tag == "meta" and "name" in values:
            self.metas[values["name"]] = values.get("content", "")
        if "id" in values:
            self.ids.append(values["id"])
        self.inline += [f'{name}="{values[name]}"' for name in values if name.startswith("on")]
        if "style" in values or tag == "style" or (tag == "script" and "src" not in values):
            self.inline.append(f"<{tag} style={values.get('style')}>")
        self._addresses(tag, values)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        while self.open and tag not in VOID:
            if self.open.pop()[0] == tag:
                break

    def handle_data(self, data):
        tag = self.open[-1][0] if self.open else ""
        if tag == "title" and not self._drawing():
            self.titles[-1] += data
            return
        if any(name == "h1" for name, _ in self.open):
            self.headings[-1] += data
        if data.strip() and self._in_page_language() and tag not in MIXED:
            self.words.append(data.strip())

    def _drawing(self) -> bool:
        """Say whether this is inside a drawing, whose titles are names of its parts."""
        return any(name == "svg" for name, _ in self.open)

    def _in_page_language(self) -> bool:
        languages = [language for _, language in self.open if language]
        return not languages or languages[-1] == self.language

    def _addresses(self, tag: str, values: dict[str, str]) -> None:
        href = values.get("href", "")
        if tag == "link":
            self._relation(values.get("rel", ""), href, values.get("hreflang", ""))
        elif tag == "a" and href.startswith(("http:", "https:", "//")):
            self.external.append((href, values.get("rel", "")))
        elif tag == "a" and href and not href.startswith(("mailto:", "tel:")):
            self.links.append(href)
        elif tag in ("use", "image"):
            self.resources.append(href or values.get("xlink:href", ""))
        elif tag == "form" and values.get("method", "get").lower() == "get":
            self.links.append(values.get("action", ""))
        elif "src" in values:
            self.resources.append(values["src"])

    def _relation(self, relation: str, href: str, language: str) -> None:
        if relation == "canonical":
            self.canonical = href
        elif relation == "alternate" and language:
            self.alternates[language] = href
        elif relation in ("alternate", "next", "prev"):
            self.links.append(href)
        elif not relation.startswith("schema."):  # names a vocabulary; nothing is fetched
            self.resources.append(href)


@dataclass
class Visit:
    """One address: what came back, how many queries it took, what the page says."""

    address: str
    status: int
    content_type: str
    policy: str
    queries: int
    body: str = ""
    page: Reader | None = None
    found_on: str = ""
    error: str = ""
    targets: set[str] = field(default_factory=set)
    """addresses linked from here, with their fragments"""

    @property
    def path(self) -> str:
        return urlsplit(self.address).path


@dataclass
class Site:
    visits: dict[str, Visit]
    listed: set[str]
    """addresses of the XML site map"""

    @property
    def pages(self) -> list[Visit]:
        """The HTML pages that answered 200."""
        return [visit for visit in self.visits.values() if visit.page is not None]


class Asker:
    """Asks for pages as a reader's browser would, past the test client.

    The client keeps a copy of the context of every template it sees rendered, which takes longer
    than the pages themselves.
    """

    def __init__(self) -> None:
        self.handler = ClientHandler()
        self.requests = RequestFactory()

    def get(self, address: str):
        """Return the answer of the address, or of the one it leads to."""
        for _ in range(5):
            response = self.handler(self.requests.get(address).environ)
            if response.status_code not in (301, 302):
                return response
            address = urljoin(address, response.headers["Location"].removeprefix(ORIGIN))
        return response


def listed_addresses(asker: Asker) -> set[str]:
    tree = ElementTree.fromstring(asker.get("/sitemap.xml").content)  # noqa: S314 (our own)
    return {
        (location.text or "").removeprefix(ORIGIN)
        for location in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    }


def walk(leave_out: str = "") -> Site:
    """Visit every address that the site map or any page names, each once.

    From a page reached with a query only the page itself is looked at: filters could be combined
    without end. Addresses that contain `leave_out` are not visited.
    """
    asker = Asker()
    listed = listed_addresses(asker)
    wanted = sorted(address for address in listed if not leave_out or leave_out not in address)
    waiting = dict.fromkeys(wanted, "/sitemap.xml") | {"/": "", "/en/": ""}
    visits: dict[str, Visit] = {}
    while waiting:
        address, found_on = waiting.popitem()
        visit = visits[address] = look(asker, address)
        visit.found_on = found_on
        for target in visit.targets:
            plain = urldefrag(target).url
            follow = "?" not in address or "?" not in plain
            left_out = bool(leave_out) and leave_out in plain
            if follow and not left_out and plain not in visits and plain not in waiting:
                waiting[plain] = address
    return Site(visits, listed)


def look(asker: Asker, address: str) -> Visit:
    staff = address.startswith("/quan-tri/")  # only that the door is there
    queries = 0

    def count(execute, sql, *arguments):
        nonlocal queries
        queries += "pg_current_snapshot" not in sql  # asked before the page, by the page store
        return execute(sql, *arguments)

    try:
        with connection.execute_wrapper(count):
            response = asker.get(address)
    except pytest.fail.Exception as undefined:  # a template variable that does not exist
        return Visit(address, 500, "", "", 0, error=str(undefined))
    visit = Visit(
        address,
        response.status_code,
        response.headers.get("Content-Type", ""),
        response.headers.get("Content-Security-Policy", ""),
        queries,
    )
    if not staff and not visit.content_type.startswith(("image/", "font/")):
        visit.body = response.content.decode()
    if visit.content_type.startswith("text/html") and visit.status == 200 and not staff:
        visit.page = Reader()
        visit.page.feed(visit.body)
        own = [link.removeprefix(ORIGIN) for link in visit.page.alternates.values()]
        visit.targets = {urljoin(address, link) for link in [*visit.page.links, *own]}
    return visit
