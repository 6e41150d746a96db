"""Measures how fast the public pages are, as a share of a bare Django view.

Method: one process, the WSGI application called directly, so that only the server's own work is
timed: middleware, view, database, template, compression (each request accepts gzip). A bare view
that answers "ok" behind the very same middleware is the yardstick. Every round asks each page and
the bare view in turn for a fixed number of requests, so a drift of the machine's speed falls on
both alike. A page's figure is its requests a second divided by the bare view's of the same round;
printed are median, minimum and maximum over the rounds. Two figures a page: rendered afresh for
every request (the page store off), and as readers get it (the page store on, see
``laocai_ict/publishing/pagecache.py``); the bare view forbids storing, so it is computed every time
in both. Goals apply to what readers get. Data: whatever the database holds.
"""

import io
import statistics
import time
from dataclasses import dataclass, field

from django.core.handlers.wsgi import WSGIHandler
from django.core.management.base import BaseCommand, CommandError
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from laocai_ict import urls
from laocai_ict.publishing.sitemaps import branches

GOAL_HOME, GOAL_PAGE = 0.05, 0.08
BARE = "/tran/"


def bare(request):
    return HttpResponse("ok", headers={"Cache-Control": "no-store"})


urlpatterns = [path("tran/", bare), *urls.urlpatterns]


def ask(application, address: str) -> int:
    """Make one GET request as a browser would; return the length of the answer's body."""
    page, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": page,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    status = []
    response = application(environ, lambda line, headers: status.append(line))
    length = sum(len(part) for part in response)
    response.close()
    if not status[0].startswith("200"):
        raise CommandError(f"{address}: {status[0]}")
    return length


def seconds(application, address: str, requests: int) -> float:
    """Return the seconds one request takes, over `requests` of them."""
    start = time.perf_counter()
    for _ in range(requests):
        ask(application, address)
    return (time.perf_counter() - start) / requests


def page_types() -> list[str]:
    """Return the home page, each list of the site map and the first page below it."""
    addresses = ["/"]
    for branch in branches():
        addresses.append(branch.url)
        addresses += [child.url for child in branch.children[:2]]
    return list(dict.fromkeys(address.partition("#")[0] for address in addresses))


@dataclass
class Measured:
    length: int
    """bytes of the compressed answer"""
    seconds: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)


def measure(addresses: list[str], rounds: int, requests: int) -> dict[str, Measured]:
    """Time each address against the bare view, round by round, in a fresh application."""
    application = WSGIHandler()
    ask(application, BARE)
    result = {}
    for address in addresses:  # warm up: templates, catalogues, the connection
        seconds(application, address, 5)
        result[address] = Measured(ask(application, address))
    for _ in range(rounds):
        yardstick = seconds(application, BARE, requests * 5)
        for address in addresses:
            taken = seconds(application, address, requests)
            result[address].seconds.append(taken)
            result[address].ratios.append(yardstick / taken)
    return result


def spread(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):.3f} ({min(ratios):.3f}–{max(ratios):.3f})"


class Command(BaseCommand):
    help = "Đo tốc độ từng loại trang so với một trang trống qua cùng các lớp xử lý."

    def add_arguments(self, parser):
        parser.add_argument("addresses", nargs="*", help="địa chỉ cần đo; mặc định mỗi loại một")
        parser.add_argument("--rounds", type=int, default=7, help="số vòng đo (mặc định 7)")
        parser.add_argument("--requests", type=int, default=40, help="số lượt hỏi mỗi vòng")

    @override_settings(
        ROOT_URLCONF=__name__, ALLOWED_HOSTS=["localhost"], SECURE_SSL_REDIRECT=False
    )
    def handle(self, *, addresses, rounds, requests, **options):
        addresses = addresses or page_types()
        with override_settings(PAGE_CACHE_BYTES=0):
            afresh = measure(addresses, rounds, requests)
        kept = measure(addresses, rounds, requests)
        self.stdout.write(f"{'trang':44} {'KB gz':>6} {'ms':>7} {'dựng mới':>20} {'người đọc':>20}")
        for address in addresses:
            goal = GOAL_HOME if address == "/" else GOAL_PAGE
            self.stdout.write(
                f"{address[:44]:44} {kept[address].length / 1024:6.1f} "
                f"{statistics.median(afresh[address].seconds) * 1000:7.2f} "
                f"{spread(afresh[address].ratios):>20} {spread(kept[address].ratios):>20}"
                f"{'' if statistics.median(kept[address].ratios) >= goal else f'  < {goal}'}"
            )
