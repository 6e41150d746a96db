"""Measures what it costs to count due dates and to explain them.

Method: 10,000 terms drawn once by a fixed seed, in the amounts the rules of the field use (2 to 20
working days, 10 to 30 days, 1 to 6 months, 12 to 48 clock hours, 4 to 12 office hours), begun at
any minute from 2018 to the middle of 2026; one in six runs back from its event, one in five was
paused, one in ten extended. A round reads the calendar from the database, as every request does,
reckons all of them and writes each explanation out, in Vietnamese: every day with what happened to
it, and the count in sentences. No answer is kept, from one term or round to the next. Measured is
processor time of this process, which uses one core, next to time on the clock; printed are median,
smallest and largest of the rounds, and how many queries a round asked.
"""

import datetime
import random
import statistics
import time
from typing import NamedTuple

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from laocai_ict.deadlines.calendar import Calendar
from laocai_ict.deadlines.engine import Direction, Extension, Pause, Term, Unit, reckon
from laocai_ict.deadlines.phrases import days_in_words
from laocai_ict.deadlines.terms import HOUR_UNITS, ZONE
from laocai_ict.deadlines.wording import in_words

GOAL = 2.0
SEED = 2018
AMOUNTS = {
    Unit.WORKING_DAYS: (2, 3, 5, 7, 10, 15, 20),
    Unit.CALENDAR_DAYS: (10, 15, 20, 30),
    Unit.MONTHS: (1, 3, 6),
    Unit.CLOCK_HOURS: (12, 24, 48),
    Unit.OFFICE_HOURS: (4, 8, 12),
}
SHARES = (10, 5, 1, 2, 2)
"""of the units, as often as the rules of the field use them"""
FIRST = datetime.datetime(2018, 1, 2, tzinfo=ZONE)
MINUTES = 60 * 24 * 365 * 8


class Case(NamedTuple):
    start: datetime.datetime
    term: Term
    pauses: tuple[Pause, ...]
    extension: Extension | None


class Round(NamedTuple):
    core: float
    clock: float
    queries: int
    days: int
    words: int


class Command(BaseCommand):
    help = "Đo giá tính 10.000 thời hạn kèm lời giải thích từng ngày; một truy vấn cho lịch."

    def add_arguments(self, parser):
        parser.add_argument("--rounds", type=int, default=5, help="số vòng đo (mặc định 5)")
        parser.add_argument("--terms", type=int, default=10_000, help="số thời hạn mỗi vòng")

    def handle(self, *, rounds, terms, **options):
        if not Calendar.read().years:
            raise CommandError("Chưa có lịch nghỉ nào: hãy chạy `python3 manage.py start` trước.")
        cases = draw(terms)
        with translation.override("vi"):
            done = [measure(cases) for _ in range(rounds)]
        core = [result.core for result in done]
        self.stdout.write(
            f"{terms} thời hạn, {done[0].days} ngày được giải thích, {done[0].words} câu"
        )
        self.stdout.write(f"thời gian xử lý của một lõi: {spread(core)} s")
        self.stdout.write(f"thời gian trên đồng hồ: {spread([r.clock for r in done])} s")
        self.stdout.write(f"truy vấn mỗi vòng: {max(result.queries for result in done)}")
        verdict = "đạt" if statistics.median(core) < GOAL else "KHÔNG đạt"
        self.stdout.write(f"mục tiêu dưới {GOAL:.0f} s: {verdict}")


def spread(figures: list[float]) -> str:
    return f"{statistics.median(figures):.2f} ({min(figures):.2f}–{max(figures):.2f})"


def draw(number: int) -> list[Case]:
    """Return so many terms, the same in each run."""
    dice = random.Random(SEED)  # noqa: S311 (no secret hangs on it)
    return [_draw_one(dice) for _ in range(number)]


def _draw_one(dice: random.Random) -> Case:
    unit = dice.choices(tuple(AMOUNTS), SHARES)[0]
    start = FIRST + datetime.timedelta(minutes=dice.randrange(MINUTES))
    amount = dice.choice(AMOUNTS[unit])
    if dice.random() < 1 / 6:
        return Case(start, Term(amount, unit, Direction.BEFORE), (), None)
    late = unit not in HOUR_UNITS and dice.random() < 0.3
    pauses = (_draw_pause(dice, start),) if dice.random() < 0.2 else ()
    extension = Extension(amount, "vụ việc phức tạp") if dice.random() < 0.1 else None
    return Case(start, Term(amount, unit, next_day_after_15=late), pauses, extension)


def _draw_pause(dice: random.Random, start: datetime.datetime) -> Pause:
    begin = start + datetime.timedelta(hours=dice.randrange(1, 72))
    return Pause(begin, begin + datetime.timedelta(days=dice.randrange(1, 10)), "chờ bổ sung hồ sơ")


def measure(cases: list[Case]) -> Round:
    """Read the calendar, reckon all and write every explanation out."""
    days = sentences = 0
    core, clock = time.process_time(), time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        calendar = Calendar.read()
        for start, term, pauses, extension in cases:
            answer = reckon(start, term, calendar, pauses=pauses, extension=extension)
            days += len(days_in_words(answer))
            sentences += len(in_words(answer))
    core, clock = time.process_time() - core, time.perf_counter() - clock
    return Round(core, clock, len(asked), days, sentences)
