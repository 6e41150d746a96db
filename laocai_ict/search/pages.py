"""Pages of the site that show no single record, each registered in ``AppConfig.ready()``.

They are data of the software: `write` puts them into their table after each `migrate`, and the
index takes them from there like everything else.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Value
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import registry
from .models import SitePage
from .spans import SpansField

KIND = "page"


@dataclass(frozen=True)
class _Page:
    url_name: str
    title: str | Promise
    names: tuple[str, ...]
    text: str


_pages: dict[str, _Page] = {}


def add(url_name: str, title: str | Promise, *names: str, text: str = "") -> None:
    """Have a page found by its title, in both languages, by other names, and by what it says."""
    _pages[url_name] = _Page(url_name, title, names, text)


def write(using: str) -> None:
    """Make the table hold the pages that are registered."""
    wanted = [_as_row(page) for page in _pages.values()]
    known = {row.url_name: row for row in SitePage.objects.using(using).all()}
    for row in wanted:
        before = known.pop(row.url_name, None)
        if before is None or _told(before) != _told(row):
            row.pk = before.pk if before else None
            row.save(using=using)
    SitePage.objects.using(using).filter(pk__in=[row.pk for row in known.values()]).delete()


def _as_row(page: _Page) -> SitePage:
    with translation.override("en"):
        english = str(page.title)
    with translation.override("vi"):
        title = str(page.title)
        names = [english, *page.names] if english != title else list(page.names)
        return SitePage(
            url_name=page.url_name,
            title=title,
            names=names,
            text=page.text,
            address=reverse(page.url_name),
        )


def _told(row: SitePage) -> tuple[Any, ...]:
    return row.title, row.names, row.text, row.address


def columns() -> dict[str, Any]:
    return {
        "title": F("title"),
        "names": F("names"),
        "body": F("text"),
        "address": F("address"),
        "open_during": Value("{(,)}", output_field=SpansField()),
    }


def register() -> None:
    registry.register(
        registry.Source(
            kind=KIND,
            app="site",
            label=_("Trang của cổng"),
            model=SitePage,
            rows=SitePage.objects.all,
            columns=columns,
            touches=lambda: (registry.Touch(SitePage, "id", is_alone=True),),
        )
    )
