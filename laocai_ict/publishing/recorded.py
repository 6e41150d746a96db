"""The history of a versioned record is that of all its versions and of what was done with them."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from .models import Item, Move, PreviewLink, Version, Versioned, Writer
from .registry import kinds

OF_ITEM: dict[Any, str] = {
    Item: "",
    Version: "item__",
    Move: "version__item__",
    Writer: "version__item__",
    PreviewLink: "version__item__",
}
"""tables that the admin does not list, each with the way to the item that its rows belong to"""


def rows_of(model: type[Any], key: str) -> Iterator[tuple[str, str]]:
    """Yield table and key of every row that belongs to the item of one row of `model`."""
    if not issubclass(model, Versioned):
        return
    row = model._base_manager.filter(pk=key).values_list("item_id").first()
    if row is None:
        return
    (item,) = row
    yield Item._meta.db_table, str(item)
    for part in (model, Version):
        for found in part._base_manager.filter(item=item).values_list("pk", flat=True):
            yield part._meta.db_table, str(found)


def rows_seen(may_see: Callable[[type], bool]) -> Q:
    """Return the condition on entries of versions and their steps whose record may be seen."""
    labels = [kind.label for kind in kinds() if may_see(kind.model)]
    seen = Q(pk__in=[])
    for model, item in OF_ITEM.items():
        rows = model._base_manager.filter(**{f"{item}kind__in": labels})
        keys = rows.annotate(key=Cast("pk", models.TextField())).values("key")
        seen |= Q(table=model._meta.db_table, row_key__in=keys)
    return seen
