"""The same duty in 2018 and today: what the empty page of /tinh-han/ shows."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from .answers import Answer, answer
from .calendar import Calendar
from .models import DeadlineRule
from .questions import Question
from .terms import HOUR_UNITS, ZONE, CannotReckon

THEN = datetime.date(2018, 8, 27)
"""a Monday in the week of the department's day, 2018"""
MOST = 3


@dataclass(frozen=True)
class Example:
    name: str
    answers: list[Answer]


def both_times(
    rules: Sequence[DeadlineRule], calendar: Calendar, today: datetime.date
) -> list[Example]:
    """Return duties whose term was another in 2018 than it is today, each with both answers.

    Where fewer duties than three have changed, others fill the list.
    """
    found = []
    for _code, rows in groupby(rules, key=lambda rule: rule.code):
        versions = list(rows)
        then, now = (_counting(versions, day) for day in (THEN, today))
        if then and now:
            changed = (then.amount, then.unit) != (now.amount, now.unit)
            found.append((not changed, len(found), now))
    examples = []
    for _unchanged, _order, now in sorted(found, key=lambda row: row[:2])[:MOST]:
        answers = [_try(now.code, day, rules, calendar) for day in (THEN, today)]
        examples.append(Example(now.name, [each for each in answers if each]))
    return [example for example in examples if example.answers]


def _counting(versions: list[DeadlineRule], day: datetime.date) -> DeadlineRule | None:
    """Return the row of a day that a day alone is enough to count from."""
    row = next((rule for rule in versions if rule.is_on(day)), None)
    return row if row and row.amount and row.unit not in HOUR_UNITS else None


def _try(
    code: str, day: datetime.date, rules: Sequence[DeadlineRule], calendar: Calendar
) -> Answer | None:
    start = datetime.datetime.combine(day, datetime.time(), ZONE)
    try:
        return answer(Question(start, has_time=False, code=code), rules, calendar)
    except CannotReckon:
        return None
