"""What a question finds in the index, best first, with the counts of the filters.

One statement, which may take `LONGEST_MS` milliseconds and sees the index as it is at one moment.
What can be found at that moment is told by `Entry.open_during`; nothing else is ever looked at.
"""

import dataclasses
import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db import OperationalError, connection
from psycopg2.errors import QueryCanceled

from . import statements
from .expressions import Expressions

LONGEST_MS = 2000
SETTINGS = f"""
SET LOCAL statement_timeout = {LONGEST_MS};
SET LOCAL jit = off;
SET LOCAL random_page_cost = 1;"""
"""The index lies in memory: to read some rows of it by their keys is cheaper than to read all."""
KINDS_OF_PLACE = ("tinh", "thanh pho", "thi xa", "huyen", "thi tran", "xa", "phuong")
"""what may stand before the name of a place, without marks"""
LONGER_AS_WRITTEN = 14
"""letters and signs that a name as written may have more: "thành phố ", a full stop"""


class TooSlow(Exception):
    """The database found no answer within the time a reader waits."""


@dataclass(frozen=True)
class Filters:
    """What the results are narrowed to; "" for everything."""

    kind: str = ""
    app: str = ""
    year: str = ""
    agency: str = ""

    def chosen(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in statements.FACETS if getattr(self, name)}


@dataclass(frozen=True)
class Hit:
    """One entry that was found."""

    kind: str
    app: str
    title: str
    names: list[str]
    number: str
    note: str
    body: str
    address: str
    agency: str
    date: datetime.date | None


@dataclass(frozen=True)
class Results:
    """What was found. `counts` holds for each filter its values with their numbers of hits."""

    total: int = 0
    unfiltered: int = 0
    """what there would be without the filters"""
    hits: list[Hit] = field(default_factory=list)
    counts: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    is_sure: bool = False
    """all that was asked is most of a title, or stands side by side, filters or not"""
    most: int = statements.MOST_RANKED
    is_partial: bool = False
    """no entry has everything that was asked; these have most of it"""

    @property
    def is_capped(self) -> bool:
        """Say whether there are more hits than are ranked."""
        return self.total > self.most

    @property
    def ranked(self) -> int:
        """Return how many can be read, page after page."""
        return min(self.total, self.most)


def find(
    asked: Expressions,
    filters: Filters,
    *,
    at: datetime.datetime,
    start: int = 0,
    most: int = statements.MOST_RANKED,
) -> Results:
    """Return the hits from number `start` on that are open at the moment `at`.

    Of more than `most` those that match in title, name or number and then the newest are ranked.
    Raises TooSlow.
    """
    sql = statements.everything(asked, filters.chosen())
    values = parameters(asked, filters) | {"at": at, "start": start, "most": most}
    return Results(*_answer(sql, values), most=most)


def find_telling(asked: Expressions, filters: Filters, **options: Any) -> Results:
    """Return the same for a question without the words that only make a question of it."""
    # Marks are compared with those of all words, which nothing has.
    telling = dataclasses.replace(asked, all=asked.telling, has_marks=False)
    return find(telling, filters, **options)


def find_some(
    asked: Expressions, filters: Filters, *, at: datetime.datetime, start: int = 0
) -> Results:
    """Return what has at least half of what was asked, the rarer words counting more."""
    if not asked.some:
        return Results(is_partial=True)
    sql = statements.most_of_it(asked, filters.chosen())
    most = statements.MOST_RANKED
    values = parameters(asked, filters) | {"at": at, "start": start, "most": most}
    return Results(*_answer(sql, values), is_partial=True)


def parameters(asked: Expressions, filters: Filters) -> dict[str, Any]:
    """Return what a statement is told of the question, without moment and page."""
    values: dict[str, Any] = {
        "all": asked.all,
        "exact": asked.exact,
        "none": asked.none,
        "none_exact": asked.none_exact,
        "some": asked.some,
        "row": asked.row,
        "title": asked.title,
        "title_exact": asked.title_exact,
        "distinct": len(asked.distinct),
        "most_of_title": asked.most,
        "names": _with_kinds(asked.names),
        "shortest_name": min(map(len, asked.names)),
        "longest_name": max(map(len, asked.names)) + LONGER_AS_WRITTEN,
    }
    values |= {f"unit_{number}": unit for number, unit in enumerate(asked.units)}
    return values | {f"chosen_{name}": value for name, value in filters.chosen().items()}


def _with_kinds(names: tuple[str, ...]) -> list[str]:
    """Return the names bare and with each kind of place before them."""
    return [*names, *(f"{kind} {name}" for name in names for kind in KINDS_OF_PLACE)]


def _answer(sql: str, values: dict[str, Any]) -> tuple[int, int, list[Hit], dict, bool]:
    """Run the statement with its limit of time, which holds for it alone."""
    try:
        with connection.cursor() as cursor:
            # All goes to the server at once: one way there and back, one transaction.
            cursor.execute(f"{SETTINGS} {sql}", values)
            total, unfiltered, hits, counts, is_sure = cursor.fetchone()
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooSlow from error
        raise
    by_facet: dict[str, list[tuple[str, int]]] = {name: [] for name in statements.FACETS}
    for name, value, count in counts or []:
        by_facet[name].append((value, count))
    return total, unfiltered, [_hit(row) for row in hits or []], by_facet, bool(is_sure)


def _hit(row: dict[str, Any]) -> Hit:
    day = row.pop("date")
    return Hit(**row, date=datetime.date.fromisoformat(day) if day else None)
