"""What a question finds in the index, best first, with the counts of the filters.

One statement, which may take `LONGEST_MS` milliseconds and sees the index as it is at one moment.
What can be found at that moment is told by `Entry.open_during`; nothing else is ever looked at.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db import OperationalError, connection
from psycopg2.errors import QueryCanceled

from . import statements
from .expressions import Expressions

LONGEST_MS = 2000


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
    hits: list[Hit] = field(default_factory=list)
    counts: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    is_partial: bool = False
    """no entry has everything that was asked; these have most of it"""

    @property
    def is_capped(self) -> bool:
        """Say whether there are more hits than are ranked."""
        return self.total > statements.MOST_RANKED


def find(asked: Expressions, filters: Filters, *, at: datetime.datetime, start: int = 0) -> Results:
    """Return the hits from number `start` on that are open at the moment `at`. Raises TooSlow."""
    sql = statements.everything(asked, filters.chosen())
    return _results(sql, _values(asked, filters, at, start), is_partial=False)


def find_some(
    asked: Expressions, filters: Filters, *, at: datetime.datetime, start: int = 0
) -> Results:
    """Return what has at least half of what was asked, the rarer words counting more."""
    if not asked.some:
        return Results(is_partial=True)
    sql = statements.most_of_it(asked, filters.chosen())
    return _results(sql, _values(asked, filters, at, start), is_partial=True)


def _values(
    asked: Expressions, filters: Filters, at: datetime.datetime, start: int
) -> dict[str, Any]:
    values: dict[str, Any] = {
        "all": asked.all,
        "exact": asked.exact,
        "none": asked.none,
        "none_exact": asked.none_exact,
        "some": asked.some,
        "row": asked.row,
        "title": asked.title,
        "title_exact": asked.title_exact,
        "distinct": len(set(asked.distinct) - set(statements.KINDS_OF_PLACE)),
        "distinct_title": len(asked.distinct),
        "name": asked.name,
        "kinds_of_place": statements.KINDS_OF_PLACE,
        "at": at,
        "start": start,
    }
    values |= {f"unit_{number}": unit for number, unit in enumerate(asked.units)}
    return values | {f"chosen_{name}": value for name, value in filters.chosen().items()}


def _results(sql: str, values: dict[str, Any], *, is_partial: bool) -> Results:
    """Run the statement with its limit of time, which holds for it alone."""
    try:
        with connection.cursor() as cursor:
            # Both go to the server at once: one way there and back, one transaction.
            cursor.execute(
                f"SET LOCAL statement_timeout = {LONGEST_MS}; SET LOCAL jit = off; {sql}", values
            )
            total, hits, counts = cursor.fetchone()
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooSlow from error
        raise
    by_facet: dict[str, list[tuple[str, int]]] = {name: [] for name in statements.FACETS}
    for name, value, count in counts or []:
        by_facet[name].append((value, count))
    return Results(total, [_hit(row) for row in hits or []], by_facet, is_partial)


def _hit(row: dict[str, Any]) -> Hit:
    day = row.pop("date")
    return Hit(**row, date=datetime.date.fromisoformat(day) if day else None)
