"""The kinds of records that the public reads, each registered by its app in ``AppConfig.ready()``.

What walks all kinds (corrections, old versions, previews, the test that nothing leaks) reads this.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from .models.versions import in_public


@dataclass(frozen=True)
class PublicKind:
    """One kind of public record.

    `side_views(record)` yields (what it is called, address) for every page that shows the record
    beside its own: lists, the home page, feeds. `address_needs` names the relations that
    `get_absolute_url()` reads, for lists of records of all kinds.
    """

    model: Any
    side_views: Callable[[Any], Iterable[tuple[str, str]]]
    address_needs: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def accessor(self) -> str:
        """What leads from a version to its content: "egov_procedure"."""
        return self.model._meta.get_field("version").remote_field.get_accessor_name()

    @property
    def app(self) -> str:
        return self.model._meta.app_label


_kinds: dict[str, PublicKind] = {}


def register(
    model: Any,
    side_views: Callable[[Any], Iterable[tuple[str, str]]],
    address_needs: tuple[str, ...] = (),
) -> None:
    kind = PublicKind(model, side_views, address_needs)
    _kinds[kind.label] = kind


def kinds() -> list[PublicKind]:
    return list(_kinds.values())


def kind_of(record: Any) -> PublicKind:
    """Return the registered kind of a record; KeyError where its app forgot to register it."""
    return _kinds[record._meta.label_lower]


def address_of(record: Any) -> str:
    """Return where a record is read: its own address, or else the first page that shows it."""
    if hasattr(record, "get_absolute_url"):
        return record.get_absolute_url()
    return next(iter(kind_of(record).side_views(record)))[1]


def readable(at: datetime.datetime) -> Q:
    """Return the condition that a version is the one anybody may read at the moment `at`.

    Each kind says so itself: a figure, say, is not readable while its indicator is withdrawn.
    """
    condition = ~Q(item__kind__in=list(_kinds)) & in_public(at)
    for kind in kinds():
        rows = kind.model._default_manager.published(at)
        condition |= Q(**{f"{kind.accessor}__in": rows.values("pk")})
    return condition


def with_content(versions: Any) -> Any:
    """Join the content to versions of all kinds, with what its address needs: one query in all."""
    paths = [
        "__".join(filter(None, (kind.accessor, need)))
        for kind in kinds()
        for need in ("", *kind.address_needs)
    ]
    return versions.select_related("item", *paths)


def content_of(version: Any) -> Any:
    """Return the row with the content of a version that `with_content` read."""
    kind = _kinds.get(version.item.kind)
    return version.record if kind is None else getattr(version, kind.accessor)
