"""The menus. Each app adds its entry in ``AppConfig.ready()``, so nothing dead is ever shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Entry:
    """A menu entry; `title` is a lazy translation, `url` follows the language of the request."""

    order: int
    section: str
    title: Promise
    url_name: str

    @property
    def url(self) -> str:
        return reverse(self.url_name)


_main: dict[str, Entry] = {}
_about: dict[str, Entry] = {}


def add(order: int, section: str, title: Promise, url_name: str) -> None:
    """Add an entry of the main menu; `section` is what pages give as their section."""
    _main[section] = Entry(order, section, title, url_name)


def add_about(order: int, title: Promise, url_name: str) -> None:
    """Add an entry of the footer's list about the site itself."""
    _about[url_name] = Entry(order, "", title, url_name)


def main() -> Iterator[Entry]:
    yield from sorted(_main.values(), key=lambda entry: entry.order)


def about() -> Iterator[Entry]:
    yield from sorted(_about.values(), key=lambda entry: entry.order)
