"""100,000 random terms: the engine and the simple count of the tests must agree on each."""

import datetime
import random
from collections import Counter

from laocai_ict.deadlines.engine import Direction, Extension, Mark, Pause, Term, Unit, reckon
from laocai_ict.deadlines.terms import ZONE
from tests.deadlines.counting import DATA, province
from tests.deadlines.simple import Question, Simple

CASES = 100_000
SEED = 20180427
FIRST = datetime.datetime(2017, 4, 1)
HALF_HOURS = 2 * 24 * (datetime.date(2026, 12, 1) - FIRST.date()).days
UNITS = {
    "working_days": 16,
    "calendar_days": 35,
    "months": 2,
    "clock_hours": 40,
    "office_hours": 12,
}
"""the most of each: long enough to meet Tết and both ends of a year, short enough for 100,000"""
HALF_HOUR = datetime.timedelta(minutes=30)


def simple_calendar() -> Simple:
    """Read the shipped days again, by their own column alone."""
    off, worked = set(), set()
    for line in DATA.read_text(encoding="utf-8").splitlines()[1:]:
        date, _, _, category, *_ = line.split(",")
        days = worked if category == "make_up_workday" else off
        days.add(datetime.date.fromisoformat(date))
    return Simple(off, worked)


def make_question(dice: random.Random) -> Question:
    start = FIRST + dice.randrange(HALF_HOURS) * HALF_HOUR
    unit = dice.choice(list(UNITS))
    question = Question(start, dice.randint(1, UNITS[unit]), unit)
    kind = dice.random()
    if kind < 0.2:
        question.before = True
        return question
    question.late_rule = kind > 0.7 and not unit.endswith("hours")
    if kind > 0.85:
        question.more = dice.randint(1, UNITS[unit])
    if dice.random() < 0.4:
        question.pauses = make_pauses(dice, start, 60 if unit.endswith("hours") else 400)
    return question


def make_pauses(dice: random.Random, moment: datetime.datetime, reach: int) -> tuple:
    """Make one or two pauses from `moment` on; now and then the last is still open.

    `reach`: the most half hours before a pause, and in it.
    """
    pauses = []
    for _ in range(dice.randint(1, 2)):
        begin = moment + dice.randrange(reach) * HALF_HOUR
        moment = begin + dice.randint(1, reach) * HALF_HOUR
        pauses.append((begin, moment))
    if dice.random() < 0.1:
        pauses[-1] = (pauses[-1][0], None)
    return tuple(pauses)


def local(moment):
    return moment and moment.replace(tzinfo=ZONE)


def ask_engine(question: Question):
    """Return the engine's answer in the same plain form: the end, how often each day counted."""
    term = Term(
        question.amount,
        Unit(question.unit),
        Direction.BEFORE if question.before else Direction.AFTER,
        question.late_rule,
    )
    answer = reckon(
        local(question.start),
        term,
        province(),
        pauses=[Pause(local(begin), local(end), "thử") for begin, end in question.pauses],
        extension=Extension(question.more, "thử") if question.more else None,
    )
    end = answer.due_at and answer.due_at.replace(tzinfo=None)
    if question.unit.endswith("hours"):
        pieces = {
            day.date: sum(((e - b) for b, e in day.spans), HALF_HOUR * 0) for day in answer.days
        }
        return end, Counter({day: taken // HALF_HOUR for day, taken in pieces.items() if taken})
    marks = (Mark.COUNTED, Mark.WORKING_SATURDAY)
    return end, Counter(day.date for day in answer.days if day.mark in marks)


def test_engine_and_simple_count_agree():
    dice = random.Random(SEED)  # noqa: S311 (the same terms in each run)
    simple = simple_calendar()
    ended = Counter()
    for _ in range(CASES):
        question = make_question(dice)
        expected = simple.answer(question)
        assert ask_engine(question) == expected, question
        ended[question.unit, question.before, expected[0] is None] += 1
    assert sum(ended.values()) == CASES
    assert len(ended) == 15, ended  # each unit: after, before, still paused
    assert min(ended.values()) > 100, ended
