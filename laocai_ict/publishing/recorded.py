"""The history of a versioned record is that of all its versions and of what was done with them."""

from collections.abc import Iterator
from typing import Any

from .models import Item, Version, Versioned


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
