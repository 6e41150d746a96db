"""Measures what a search costs among fifty thousand published records.

Method: a copy of the database at hand, dropped afterwards, is filled with records of four kinds
(``stress/many.py``: Vietnamese sentences, the same for the same seed); a third of them has one
word, seven another. One process, the WSGI application called directly, the page store off: what is
timed is the server's own work for one answer, middleware, view, database, template and compression
together. After a warm-up each question is asked in turn in every round, so that a drift of the
machine's speed falls on all alike; printed are median, smallest and largest time of the rounds and
the number of queries. ``--explain`` prints the plan of the statement for the common word. Ends with
an error where a median or a number of queries is above its goal.
"""

import statistics
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.test import override_settings
from django.utils import timezone

from laocai_ict.history.roles import OWNER
from laocai_ict.management.commands.benchmark_pages import ask
from laocai_ict.management.stress import many
from laocai_ict.management.stress.scratch import scratch_database
from laocai_ict.search import matching, query, statements
from laocai_ict.search.expressions import express

RECORDS = 50_000
MOST_QUERIES = 8
COMMON, RARE = "tăng trưởng", "phong lan"


@dataclass
class Question:
    """What is asked; `limit` in milliseconds, None where there is no goal."""

    name: str
    address: str
    limit: int | None = None
    milliseconds: list[float] = field(default_factory=list)
    queries: int = 0

    @property
    def is_within(self) -> bool:
        slow = self.limit is not None and statistics.median(self.milliseconds) > self.limit
        return not slow and self.queries <= MOST_QUERIES

    def __str__(self) -> str:
        times = self.milliseconds
        said = f"{statistics.median(times):.1f} ms ({min(times):.1f}–{max(times):.1f})"
        goal = "" if self.limit is None else f", mục tiêu {self.limit} ms"
        verdict = "đạt" if self.is_within else "KHÔNG đạt"
        return f"{self.name}: {said}, {self.queries} truy vấn{goal}: {verdict}"


def questions() -> list[Question]:
    common, rare = f"/tim-kiem/?q={quote(COMMON)}", f"/tim-kiem/?q={quote(RARE)}"
    return [
        Question("từ có trong một phần ba", common, 120),
        Question("cũng từ ấy, không dấu", f"/tim-kiem/?q={quote('tang truong')}", 120),
        Question("cũng từ ấy, một loại", f"{common}&loai=thu-tuc-hanh-chinh", 120),
        Question("cũng từ ấy, trang cuối", f"{common}&trang=100", 120),
        Question("từ hiếm", rare, 30),
        Question("cụm từ trong ngoặc", f"/tim-kiem/?q={quote(chr(34) + COMMON + chr(34))}"),
        Question("không có gì", f"/tim-kiem/?q={quote('vắngmặt hoàntoàn')}"),
        Question("gợi ý khi gõ", f"/tim-kiem/goi-y/?q={quote('tăng tr')}", 30),
    ]


class Command(BaseCommand):
    help = "Đo tìm kiếm trên bản sao có thêm 50.000 bản ghi: trang kết quả, từ hiếm, gợi ý."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--records", type=int, default=RECORDS, help="số bản ghi tạo thêm")
        parser.add_argument("--rounds", type=int, default=15, help="số vòng đo (mặc định 15)")
        parser.add_argument("--explain", action="store_true", help="in kế hoạch truy vấn")

    def handle(self, *args: Any, **options: Any) -> None:
        # Pages name their files by content: it must fail here, not after the records are made.
        call_command("collectstatic", interactive=False, verbosity=0)
        with scratch_database():
            self._fill(options["records"])
            asked = questions()
            with override_settings(PAGE_CACHE_BYTES=0):
                measure(asked, options["rounds"])
            for question in asked:
                self.stdout.write(str(question))
            if options["explain"]:
                self.stdout.write(plan(COMMON))
        if not all(question.is_within for question in asked):
            raise CommandError("Có câu hỏi chưa đạt mục tiêu.")

    def _fill(self, count: int) -> None:
        began = time.perf_counter()
        made = many.make(count, common=COMMON, rare=RARE)
        with connections[OWNER].cursor() as cursor:
            cursor.execute("VACUUM ANALYZE search_entry")
            cursor.execute(
                "SELECT pg_size_pretty(pg_table_size('search_entry')), count(*) FROM search_entry"
            )
            size, entries = cursor.fetchone()
        self.stdout.write(
            f"tạo {made.records} bản ghi trong {time.perf_counter() - began:.0f} s; chỉ mục có "
            f"{entries} mục, {size}; {made.with_common} mục có “{COMMON}”, {made.with_rare} có "
            f"“{RARE}”"
        )


def measure(asked: list[Question], rounds: int) -> None:
    """Ask every question in every round; note the time of each answer."""
    application = WSGIHandler()
    for question in asked:
        ask(application, question.address)
        with connection.execute_wrapper(count(question)):
            ask(application, question.address)
    for _ in range(rounds):
        for question in asked:
            start = time.perf_counter()
            ask(application, question.address)
            question.milliseconds.append((time.perf_counter() - start) * 1000)


def count(question: Question) -> Any:
    def wrapper(execute: Any, *arguments: Any) -> Any:
        question.queries += 1
        return execute(*arguments)

    return wrapper


def plan(typed: str) -> str:
    """Return how PostgreSQL answers the statement of a question."""
    asked = express(query.parse(typed))
    values = matching.parameters(asked, matching.Filters())
    values |= {"at": timezone.now(), "start": 0, "most": statements.MOST_RANKED}
    with connection.cursor() as cursor:
        cursor.execute("SET jit = off")
        explain = f"EXPLAIN (ANALYZE, BUFFERS) {statements.everything(asked, ())}"
        cursor.execute(f"{matching.SETTINGS} {explain}", values)
        return "\n".join(line for (line,) in cursor.fetchall())
