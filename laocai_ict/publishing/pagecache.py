"""Public pages are rendered once for each state of the database, not once for each reader.

A page may be answered from memory exactly while the database would still give the same rows. The
token for that is PostgreSQL's own snapshot (``pg_current_snapshot()``, one cheap SELECT): two equal
snapshots see the same committed data, and every commit by anybody (admin, command, SQL) makes a new
one. Nothing has to be invalidated, so nothing can be forgotten, and a published correction is seen
by the very next reader. What depends on the clock changes at the full minute: the minute is part of
the key.

Kept per process, oldest use first out, bounded by bytes (PAGE_CACHE_BYTES; 0 turns it off).
"""

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.middleware.gzip import re_accepts_gzip
from django.utils import timezone
from django.utils.cache import cc_delim_re  # type: ignore[attr-defined]

from laocai_ict.display.scheme import chosen

KEPT_HEADERS_NOT = {"set-cookie", "connection", "date"}
VARY_KNOWN = {"cookie", "accept-encoding", "accept-language"}
"""what the key has an answer for; the language of a page is in its address, not in a header"""
OVERHEAD = 2000
"""bytes counted for headers and keys of one kept page"""


@dataclass(frozen=True)
class KeptPage:
    body: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str


class PageStore:
    """Pages by key, bounded by bytes; safe for the threads of one process."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._pages: OrderedDict[tuple, KeptPage] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple) -> KeptPage | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: tuple, page: KeptPage) -> None:
        if _weight(page) > self.limit:
            return  # it would push out every other page and then itself
        with self._lock:
            old = self._pages.pop(key, None)
            self.size -= _weight(old) if old else 0
            self._pages[key] = page
            self.size += _weight(page)
            while self.size > self.limit:
                _, gone = self._pages.popitem(last=False)
                self.size -= _weight(gone)


def _weight(page: KeptPage) -> int:
    return len(page.body) + OVERHEAD


_along: dict[str, str] = {}


def read_along(name: str, expression: str) -> None:
    """Have an SQL expression (one value) answered by the statement that reads the state.

    For what every page prints: it then costs no statement of its own. ``%(now)s`` in it is the
    present moment, by the clock that all queries use. The value is found in
    ``request.read_along[name]``; a request that reads no state has none.
    """
    _along[name] = expression


class PageCacheMiddleware:
    """Answers anonymous GET and HEAD from memory while the database has not changed.

    Stands outside compression and sessions: what is kept is the compressed answer. Staff (whoever
    sends a session cookie) always get a fresh page; so does whatever sets a cookie or forbids
    storing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.store = PageStore(settings.PAGE_CACHE_BYTES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = self._token(request)
        if token is None:
            return self.get_response(request)
        key = (
            token,
            int(time.time()) // 60,
            request.scheme,
            request.META.get("HTTP_HOST", ""),
            request.get_full_path(),
            chosen(request),
            bool(re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", ""))),
        )
        page = self.store.get(key)
        if page is None:
            response = self.get_response(request)
            if not _may_be_kept(request, response):
                return response
            page = _kept(response)
            self.store.put(key, page)
        return _answer(request, page)

    def _token(self, request: HttpRequest) -> str | None:
        """Return the state of the database, or None where the answer must be made afresh."""
        if (
            not self.store.limit
            or request.method not in ("GET", "HEAD")
            or settings.SESSION_COOKIE_NAME in request.COOKIES
            # Inside an open transaction the snapshot does not show the transaction's own changes.
            or connection.in_atomic_block
        ):
            return None
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT {', '.join(['pg_current_snapshot()::text', *_along.values()])}",
                    {"now": timezone.now()},
                )
                token, *values = cursor.fetchone()
                request.read_along = dict(zip(_along, values, strict=True))  # type: ignore[attr-defined]
                return token
        except Exception:  # the embedded server fails in other ways than the database driver does
            return None  # the page itself says what is wrong


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    control = {part.lower() for part in cc_delim_re.split(response.get("Cache-Control", ""))}
    vary = {part.lower() for part in cc_delim_re.split(response.get("Vary", "")) if part}
    return (
        response.status_code == 200
        and request.method == "GET"
        and not response.streaming
        and not response.cookies
        and not control & {"no-store", "no-cache", "private", "max-age=0"}
        and vary <= VARY_KNOWN
    )


def _kept(response: HttpResponse) -> KeptPage:
    body = response.content
    headers = tuple(
        (name, value) for name, value in response.items() if name.lower() not in KEPT_HEADERS_NOT
    )
    # Compression pads each answer at random; the tag stands for the content.
    content = gzip.decompress(body) if response.get("Content-Encoding") == "gzip" else body
    return KeptPage(body, headers, f'W/"{hashlib.sha256(content).hexdigest()[:24]}"')


def _answer(request: HttpRequest, page: KeptPage) -> HttpResponse:
    """Return the page, or 304 where the reader's browser holds this very one."""
    given = {tag.strip() for tag in request.META.get("HTTP_IF_NONE_MATCH", "").split(",")}
    response: HttpResponse
    if page.etag in given:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(page.body)
        for name, value in page.headers:
            response[name] = value
    response["ETag"] = page.etag
    # Browsers may keep it but ask each time: an answer of a few bytes on a slow line.
    response["Cache-Control"] = "no-cache"
    response["Vary"] = "Cookie, Accept-Encoding"
    return response
