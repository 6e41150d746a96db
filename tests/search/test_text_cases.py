"""Texts that no rule of writing joins: the search page finds one form by the other, both ways.

Of `vietnamese-text-cases.csv` those whose note asks for an alias, a mapping or stripping; the
folding keys of all of its lines are held by `test_folding.py`, the engine by `test_matching.py`.
"""

import csv
import re
from html import unescape
from pathlib import Path

import pytest
from django.urls import reverse

from tests.egov.builders import make_procedure

LINES = (Path(__file__).parent / "vietnamese-text-cases.csv").read_text(encoding="utf-8")
ASKS = re.compile(r"alias|map it|mapping|strip|typed for|no-break|two spaces|joined only|GSO")
PAIRS = [
    (case["id"], *forms)
    for case in csv.DictReader(LINES.splitlines())
    if case["kind"] == "pair" and ASKS.search(case["note"])
    for forms in ((case["a"], case["b"]), (case["b"], case["a"]))
]


def found(client, typed):
    """Return the titles of the results as they are read, without the marks on words."""
    page = client.get(reverse("search:results"), {"q": typed}).content.decode()
    titles = re.findall(r"<h3[^>]*><a [^>]*>(.*?)</a></h3>", page, re.S)
    return [unescape(re.sub(r"</?mark>", "", title)) for title in titles]


def test_the_list_asks_for_what_it_asked_for_when_this_was_written():
    cases = {name for name, _, _ in PAIRS}
    assert {"T13", "T14", "T15", "T16", "T17"} <= cases
    assert {f"T{number}" for number in range(46, 59)} <= cases


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "written", "typed"), PAIRS)
def test_one_form_is_found_by_the_other(client, name, written, typed):
    title = f"{written} zephir"
    make_procedure(901, name=title)
    assert [" ".join(one.split()) for one in found(client, f"{typed} zephir")] == [
        " ".join(title.split())
    ]
