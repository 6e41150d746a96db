"""Keys from one published record to another, whose versions come and go."""

from typing import Any

from django.db import models

from .models import Versioned


def point_at_first(record: models.Model) -> None:
    """Let every key of `record` to a versioned record point at the first row of its item.

    Any row of an item means the item. With always the same one, equal keys are equal items: the
    database can hold what is unique by such a key, and code may compare keys.
    """
    columns: Any = record._meta.concrete_fields
    for column in columns:
        model = column.related_model
        key = getattr(record, column.attname)
        if column.name == "version" or key is None or not _is_versioned(model):
            continue
        if not (column.is_cached(record) and _is_first(getattr(record, column.name))):
            setattr(record, column.attname, first_key(model, key))


def first_key(model: Any, key: int) -> int:
    """Return the key of the first row of the item that the row `key` is of."""
    rows: Any = model._default_manager
    item = rows.filter(pk=key).values("item")
    first = rows.filter(item__in=item).order_by("version__number").values_list("pk", flat=True)
    return first.first() or key  # a row that is gone is refused by the database


def _is_versioned(model: Any) -> bool:
    return model is not None and issubclass(model, Versioned)


def _is_first(row: Any) -> bool:
    return row._meta.get_field("version").is_cached(row) and row.version.number == 1
