"""Three hundred terms that can be counted by hand: engine and simple count must say the same.

cases.csv: when it began, how long, which pauses and which extension; `due` is the last day (to its
24:00) of a term in days or months, the last moment of one in hours; `legal_ground` says by which
law; `by_hand` how to check it with a wall calendar, week by week with the running total. The ends
were not taken from the engine: the days off of each year were typed anew, and each end was looked
up in the sorted list of working days.
"""

import csv
import datetime
from pathlib import Path

import pytest

from laocai_ict.deadlines.engine import Direction, Pause
from laocai_ict.deadlines.terms import HOUR_UNITS
from tests.deadlines.counting import at, count
from tests.deadlines.simple import Question
from tests.deadlines.test_against_simple import simple_calendar

with (Path(__file__).parent / "cases.csv").open(encoding="utf-8") as file:
    CASES = list(csv.DictReader(file))
VECTORS = {
    ("2018-04-27", "5", "working_days"): "2018-05-08",
    ("2018-02-05", "15", "working_days"): "2018-03-05",
    ("2018-08-30", "3", "working_days"): "2018-09-05",
    ("2018-04-10", "20", "calendar_days"): "2018-05-02",
    ("2026-11-20", "3", "working_days"): "2026-11-26",
}
"""of the domain note, typed once more"""

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['number']}")


def due_at(case) -> datetime.datetime:
    due = at(case["due"])
    return due if case["unit"] in HOUR_UNITS else due + datetime.timedelta(days=1)


def pauses(case) -> list[tuple[datetime.datetime, datetime.datetime]]:
    spans = [span.split("/") for span in case["pauses"].split(";") if span]
    return [(at(begin), at(end)) for begin, end in spans]


@each_case
def test_engine_ends_where_the_hand_does(case):
    answer = count(
        case["start"],
        int(case["amount"]),
        case["unit"],
        direction=Direction(case["direction"]),
        next_day_after_15=case["late_rule"] == "yes",
        pauses=[Pause(begin, end, "thử") for begin, end in pauses(case)],
        more=int(case["extension"]) if case["extension"] else None,
    )
    assert answer.due_at == due_at(case), case["by_hand"]


@each_case
def test_simple_count_ends_where_the_hand_does(case):
    question = Question(
        at(case["start"]).replace(tzinfo=None),
        int(case["amount"]),
        case["unit"],
        before=case["direction"] == "before",
        late_rule=case["late_rule"] == "yes",
        pauses=tuple(
            (begin.replace(tzinfo=None), end.replace(tzinfo=None)) for begin, end in pauses(case)
        ),
        more=int(case["extension"] or 0),
    )
    end, _ = simple_calendar().answer(question)
    assert end == due_at(case).replace(tzinfo=None), case["by_hand"]


def test_table_holds_what_it_should():
    assert [int(case["number"]) for case in CASES] == list(range(1, 301))
    asked = {
        (case["start"][:10], case["amount"], case["unit"]): case["due"]
        for case in CASES
        if case["topic"].startswith("vector")
    }
    assert asked == VECTORS
    combinations = {(case["start"][:4], case["unit"]) for case in CASES}
    assert len(combinations) == 10 * 5  # every year 2017-2026 in every unit
    assert all(case["legal_ground"] and case["by_hand"] for case in CASES)
    questions = {tuple(list(case.values())[2:9]) for case in CASES}
    assert len(questions) == 300
