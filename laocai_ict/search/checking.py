"""Compares the index with what the records say, and tells in words where they differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connections, transaction

from laocai_ict.history.roles import OWNER

from . import sync
from .compiling import ALL, all_keys
from .models import Entry
from .registry import Source, sources

WORDS = {
    "missing": "thiếu trong chỉ mục",
    "superfluous": "thừa trong chỉ mục",
    "differing": "khác với bản ghi",
}
COMPARED = """
WITH made AS (SELECT * FROM search_make_{name}(ARRAY({keys}))),
    entry AS (SELECT * FROM search_entry WHERE kind = '{kind}')
SELECT CASE WHEN entry.kind IS NULL THEN 'missing' WHEN made.title IS NULL THEN 'superfluous'
        ELSE 'differing' END,
    key, beside, coalesce(made.title, entry.title),
    array_remove(ARRAY[{columns}, CASE WHEN entry.app <> '{app}' THEN 'app' END]::text[], NULL)
FROM made FULL JOIN entry USING (key, beside)
WHERE entry.kind IS NULL OR made.title IS NULL OR entry.app <> '{app}' OR ({differ})
ORDER BY key, beside
"""


@dataclass(frozen=True)
class Finding:
    """One entry that is not as it has to be."""

    what: str
    kind: str
    key: int
    title: str
    columns: tuple[str, ...] = ()
    """those that differ"""

    def __str__(self) -> str:
        told = f"{self.kind} {self.key} “{self.title}”: {WORDS[self.what]}"
        return f"{told} ({', '.join(self.columns)})" if self.what == "differing" else told


def check(using: str = OWNER) -> tuple[list[str], list[Finding]]:
    """Return the functions and triggers that are not in place, and the entries that are not right.

    Everything is read as of one moment, in a transaction that writes nothing.
    """
    with transaction.atomic(using):
        if not connections[using].in_atomic_block or _is_outermost(using):
            with connections[using].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        faults = sync.faults(using)
        findings = [] if faults else [*_of_no_kind(using)]
        if not faults:
            for source in sources():
                findings += _of_source(source, using)
    return faults, findings


def _is_outermost(using: str) -> bool:
    return len(connections[using].savepoint_ids) == 0


def _of_source(source: Source, using: str) -> Iterator[Finding]:
    connection = connections[using]
    told = (
        f"CASE WHEN made.{name} IS DISTINCT FROM entry.{name} THEN '{name}' END" for name in ALL
    )
    sql = COMPARED.format(
        name=source.name,
        kind=source.kind,
        app=source.app,
        keys=all_keys(source, connection),
        columns=", ".join(told),
        differ=" OR ".join(f"made.{name} IS DISTINCT FROM entry.{name}" for name in ALL),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    for what, key, _beside, title, columns in rows:
        yield Finding(what, source.kind, key, title, tuple(columns))


def _of_no_kind(using: str) -> Iterator[Finding]:
    """Yield entries of kinds that no source makes."""
    known = [source.kind for source in sources()]
    for entry in Entry.objects.using(using).exclude(kind__in=known).order_by("kind", "key"):
        yield Finding("superfluous", entry.kind, entry.key, entry.title)
