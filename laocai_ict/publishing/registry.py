"""The kinds of records that the public reads, each registered by its app in ``AppConfig.ready()``.

What walks all kinds (corrections, old versions, previews, the test that nothing leaks) reads this.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class PublicKind:
    """One kind of public record.

    `side_views(record)` yields (what it is called, address) for every page that shows the record
    beside its own: lists, the home page, feeds.
    """

    model: Any
    side_views: Callable[[Any], Iterable[tuple[str, str]]]

    @property
    def label(self) -> str:
        return self.model._meta.label_lower


_kinds: dict[str, PublicKind] = {}


def register(model: Any, side_views: Callable[[Any], Iterable[tuple[str, str]]]) -> None:
    kind = PublicKind(model, side_views)
    _kinds[kind.label] = kind


def kinds() -> list[PublicKind]:
    return list(_kinds.values())


def kind_of(record: Any) -> PublicKind:
    """Return the registered kind of a record; KeyError where its app forgot to register it."""
    return _kinds[record._meta.label_lower]
