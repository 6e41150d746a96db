"""What the site map holds: each app registers its part, the page and the XML file read both."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.sitemaps import Sitemap


@dataclass(frozen=True)
class Branch:
    """One line of the site map page; `children` are shown below it."""

    title: str
    url: str
    lang: str = ""
    """"vi" where the title is data that stays Vietnamese in the English pages"""
    children: tuple["Branch", ...] = ()


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
    """Base of the apps' sitemaps: both languages, each naming the other."""

    i18n = True
    alternates = True
    x_default = True
