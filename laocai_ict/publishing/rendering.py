"""Public pages made inside another answer: an old version, a preview.

The page is made by its own view, whole, while `showing` is in force; base.html draws what
`request.shown` says above it. Such an answer is kept by nobody and listed by no search engine.
"""

import contextlib
import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import Resolver404, ResolverMatch, get_resolver, get_script_prefix
from django.urls import set_script_prefix as mount_at
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation

from .models import Version

NEVER = {"publishing:preview"}
"""public addresses that open something by a secret: not from inside another answer"""
MOST_STEPS = 3
"""how often a page may lead on to another before the reader is left at the last answer"""


@dataclass(frozen=True)
class Shown:
    """What stands above a page that shows another version than the public one."""

    template: str
    version: Version
    canonical: str
    """the address that search engines are told instead"""
    address: str
    """where the banner leads to: the present text, or the start of the preview"""
    anchor: str = ""
    """where on the page the record is, if the page is not its own"""
    expires_at: datetime.datetime | None = None

    def moved(self, before: str, after: str) -> "Shown":
        """Return the same for a page that was found at another address."""
        return replace(
            self,
            canonical=after if self.canonical == before else self.canonical,
            address=self.address.replace(before, after, 1),
        )


def plain_path(address: str) -> str:
    """Return the path of one of our addresses without what pages are mounted under."""
    return "/" + urlsplit(address).path.removeprefix(get_script_prefix())


def public_view(path: str) -> ResolverMatch:
    """Return the public page at `path`; Http404 for all else (admin, previews, nothing)."""
    for entry in get_resolver().url_patterns:
        if isinstance(entry.pattern, LocalePrefixPattern):
            with contextlib.suppress(Resolver404):
                match = entry.resolve(path.removeprefix("/"))
                if match and match.view_name not in NEVER:
                    return match
    raise Http404


def answer(request: Any, path: str, follow: bool = True) -> HttpResponse:
    """Return what the public page at `path` answers to `request`, wholly made.

    `request.shown` says what stands above it. With `follow`, a page that leads on to another is
    answered by that one.
    """
    with translation.override(language_of(path)):
        for _ in range(MOST_STEPS):
            match = public_view(path)
            request.resolver_match = match
            response = match.func(request, *match.args, **match.kwargs)
            if not follow or response.status_code not in (301, 302):
                break
            before, path = path, plain_path(response["Location"])
            request.shown = request.shown.moved(before, path)
        if hasattr(response, "render") and not response.is_rendered:
            response = response.render()
    return response


def language_of(path: str) -> str:
    return translation.get_language_from_path(path) or settings.LANGUAGE_CODE


@contextlib.contextmanager
def mounted(prefix: str) -> Iterator[None]:
    """Within, every address that `reverse` makes begins with `prefix` ("/xem-truoc/…/")."""
    before = get_script_prefix()
    mount_at(prefix)
    try:
        yield
    finally:
        mount_at(before)


def keep_nowhere(response: HttpResponse) -> Any:
    """Forbid every store and every search engine to keep the answer."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
