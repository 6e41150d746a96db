"""A walk over the whole public site: from the site map, along every link, in both languages."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext

ORIGIN = "http://testserver"
VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
}  # fmt: skip
SPOKEN = ("aria-label", "aria-description", "alt", "title", "placeholder")


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
        if tag in ("title", "h1") and not any(name == "svg" for name, _ in self.open):
            (self.titles if tag == "title" else self.headings).append("")
        if tag == "meta" and "name" in values:
            self.metas[values["name"]] = values.get("content", "")
        if "id" in values:
            self.ids.append(values["id"])
        self.inline += [f'{name}="{values[name]}"' for name in values if name.startswith("on")]
        if "style" in values or tag == "style" or (tag == "script" and "src" not in values):
            self.inline.append(f"<{tag} style={values.get('style')}>")
        self._addresses(tag, values)
        if self._in_page_language(values.get("lang", "")):
            self.words += [values[name] for name in SPOKEN if values.get(name)]

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
        if tag == "title" and not any(name == "svg" for name, _ in self.open):
            self.titles[-1] += data
            return
        if any(name == "h1" for name, _ in self.open):
            self.headings[-1] += data
        if data.strip() and self._in_page_language() and tag != "head":
            self.words.append(data.strip())

    def _in_page_language(self, own: str = "") -> bool:
        languages = [language for _, language in self.open if language] + ([own] if own else [])
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


def listed_addresses(client: Client) -> set[str]:
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 (our own)
    return {
        (location.text or "").removeprefix(ORIGIN)
        for location in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    }


def walk() -> Site:
    """Visit every address that the site map or any page names, each once.

    From a page reached with a query only the page itself is looked at: filters could be combined
    without end.
    """
    client = Client(raise_request_exception=False)  # a page that breaks is a finding as well
    listed = listed_addresses(client)
    waiting = dict.fromkeys(sorted(listed), "/sitemap.xml") | {"/": "", "/en/": ""}
    visits: dict[str, Visit] = {}
    while waiting:
        address, found_on = waiting.popitem()
        visit = visits[address] = look(client, address)
        visit.found_on = found_on
        for target in visit.targets:
            plain = urldefrag(target).url
            follow = "?" not in address or "?" not in plain
            if follow and plain not in visits and plain not in waiting:
                waiting[plain] = address
    return Site(visits, listed)


def look(client: Client, address: str) -> Visit:
    if address.startswith("/quan-tri/"):  # staff's side: only that the door is there
        client = Client(raise_request_exception=False)
    connection.queries_log.clear()  # it keeps 9,000 queries, the whole walk asks more
    try:
        reset_queries()  # the log holds a few thousand at most and warns when it is full
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address, follow=True)
    except pytest.fail.Exception as undefined:  # a template variable that does not exist
        return Visit(address, 500, "", "", 0, error=str(undefined))
    visit = Visit(
        address,
        response.status_code,
        response.headers.get("Content-Type", ""),
        response.headers.get("Content-Security-Policy", ""),
        len(queries),
    )
    if getattr(response, "exc_info", None):
        visit.error = repr(response.exc_info[1])
    if visit.content_type.startswith("text/html") and not address.startswith("/quan-tri/"):
        visit.body = response.content.decode()
        reader = Reader()
        reader.feed(visit.body)
        if visit.status == 200:
            visit.page = reader
            own = [link.removeprefix(ORIGIN) for link in reader.alternates.values()]
            visit.targets = {urljoin(address, link) for link in [*reader.links, *own]}
    return visit
