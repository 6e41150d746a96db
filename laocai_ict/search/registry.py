"""What can be found: one source for each kind of thing, registered in ``AppConfig.ready()``.

A source says in Django's own expressions what an entry of the index is made of, and which tables
lead to its rows when they change. `compiling` turns it into functions and triggers of the database.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Touch:
    """A table whose changes reach entries of a source.

    Of a changed row its `column` is taken; `path` leads from the source's rows to that value
    ("pk": the value is the key itself). `keys` is SQL that gives the keys instead, where no path
    can: it names the values ``changed``.
    """

    model: Any
    column: str
    path: str = "pk"
    watched: tuple[str, ...] = ()
    """columns whose change counts; all where none is named"""
    where: str = ""
    """SQL over the changed row ``r``: others do not count"""
    unless_deleted: str = ""
    """the same, for what only a row that is still there can tell"""
    item_kind: str = ""
    """for versions: of this kind of item only"""
    keys: str = ""
    is_alone: bool = False
    """for rows without versions: no other lock keeps two who change one of them apart"""

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def is_shared(self) -> bool:
        """Whether others may be writing entries that stand on the changed row."""
        return self.is_alone or bool(self.keys) or self.path not in ("pk", "version")


@dataclass(frozen=True)
class Source:
    """One kind of thing that can be found.

    `rows` gives the rows that have entries; `columns` the expressions of an entry's columns by
    name (see `compiling.COLUMNS`), `select` SQL in their order instead, for what expressions cannot
    say: it takes only the rows whose key is in the array ``wanted_keys``.
    """

    kind: str
    app: str
    label: str | Promise
    """what the reader calls this kind"""
    model: Any
    rows: Callable[[], Any]
    touches: Callable[[], tuple[Touch, ...]]
    columns: Callable[[], dict[str, Any]] = field(default=dict)
    select: Callable[[], str] | None = None
    candidates: Callable[[], Any] | None = None
    """rows that have entries as soon as others are public; `rows` where None"""

    @property
    def name(self) -> str:
        """The name of the kind as a part of names in the database."""
        return self.kind.replace(".", "_")


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    _sources[source.kind] = source


def sources() -> list[Source]:
    """Return all sources, by the names of their kinds: locks are taken in this order."""
    return [_sources[kind] for kind in sorted(_sources)]


def source_of(kind: str) -> Source:
    return _sources[kind]
