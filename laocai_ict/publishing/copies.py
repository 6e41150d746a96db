"""Copies of a record: what a new version begins with."""

from typing import Any

from django.db import models

from .models import Part, Version, Versioned


def copy_into(record: Versioned, version: Version) -> Any:
    """Save a copy of `record` and of its parts as the content of `version`; return it."""
    fresh: Any = type(record)(**_values(record), item=version.item, version=version)
    fresh.save(force_insert=True)
    for name in record.parts:
        for part in getattr(record, name).all():
            values = _values(part) | {"origin": part.lineage, part.whole: fresh}
            type(part)(**values).save(force_insert=True)
    return fresh


def part_in(record: Versioned, part: Part) -> Any:
    """Return the copy of `part` that belongs to `record`; None where it was taken out."""
    for copied in _relation(record, part).all():
        if copied.lineage == part.lineage:
            return copied
    return None


def _relation(record: Versioned, part: Part) -> Any:
    for name in record.parts:
        manager = getattr(record, name)
        if manager.model is type(part):
            return manager
    raise LookupError(f"{type(record).__name__} has no parts of {type(part).__name__}")


def _values(row: models.Model) -> dict[str, Any]:
    """Return the columns of a row that a copy takes over, by attribute name."""
    left = {"item", "version", "origin", getattr(row, "whole", "")}
    return {
        column.attname: getattr(row, column.attname)
        for column in row._meta.concrete_fields
        if not column.primary_key and column.name not in left
    }
