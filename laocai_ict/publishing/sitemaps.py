"""What the site map holds: each app registers its part, the page and the XML file read both."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Branch:
    """One line of the site map page; `children` are shown below it."""

    title: str
    url: str
    lang: str = ""
    """"vi" where the title is data that stays Vietnamese in the English pages"""
    children: tuple["Branch", ...] = ()


def branches_of(records: Iterable, name: Callable[[Any], str] = str) -> tuple[Branch, ...]:
    """Return a line for each record that has a page; names of records are Vietnamese."""
    return tuple(Branch(name(record), record.get_absolute_url(), lang="vi") for record in records)


@dataclass(frozen=True)
class Section:
    name: str
    sitemap: type[Sitemap]
    branch: Callable[[], Branch]
    """called at each request, in the request's language"""


_sections: dict[str, Section] = {}


def register(name: str, sitemap: type[Sitemap], branch: Callable[[], Branch]) -> None:
    """Add an app's part: its addresses for the XML file, its branch for the page."""
    _sections[name] = Section(name, sitemap, branch)


def xml_sections() -> dict[str, type[Sitemap]]:
    return {section.name: section.sitemap for section in _sections.values()}


def branches() -> list[Branch]:
    return [section.branch() for section in _sections.values()]


class PortalSitemap(Sitemap):
    """Base of the apps' sitemaps: both languages, each naming the other.

    An item is the name of an address, or a record that has a page.
    """

    i18n = True
    alternates = True
    x_default = True

    def location(self, item):
        return reverse(item) if isinstance(item, str) else item.get_absolute_url()


class CorrectionsSitemap(PortalSitemap):
    def items(self):
        return ["publishing:corrections"]


def corrections_branch() -> Branch:
    return Branch(_("Đính chính và sửa nhỏ"), reverse("publishing:corrections"))
