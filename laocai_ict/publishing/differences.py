"""What differs between two versions of a record, field by field and part by part.

Parts are matched by their lineage, so that one that was moved or changed is not told as removed
and added. Everything is in the words of staff: labels, choices, what a foreign key points at.
"""

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from django.db import models

from laocai_ict.display.dates import day, moment
from laocai_ict.display.numbers import format_number
from laocai_ict.display.word_differences import Piece, compare

from .models import Part, Version, Versioned

EMPTY = ""


@dataclass(frozen=True)
class FieldDifference:
    """One field: what it was, what it is, and how one became the other in words."""

    label: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after

    @property
    def pieces(self) -> list[Piece]:
        return compare(self.before, self.after)


@dataclass(frozen=True)
class PartDifference:
    """One part: added, removed, changed, moved (its place among the others), or the same."""

    kind: str
    what: str
    title: str
    fields: list[FieldDifference] = field(default_factory=list)
    is_moved: bool = False

    @property
    def words(self) -> str:
        said = {"added": "thêm", "removed": "bỏ", "changed": "sửa", "same": ""}[self.kind]
        return ", ".join(filter(None, [said, "đổi chỗ" if self.is_moved else ""]))


@dataclass(frozen=True)
class Difference:
    fields: list[FieldDifference]
    parts: list[PartDifference]

    @property
    def is_empty(self) -> bool:
        return not self.fields and not self.parts


def difference(before: Versioned | None, after: Versioned) -> Difference:
    """Return what `after` has otherwise than `before`; against None everything that it has."""
    parts: list[PartDifference] = []
    for name in after.parts:
        old = list(getattr(before, name).all()) if before is not None else []
        parts += _part_differences(old, list(getattr(after, name).all()))
    return Difference(fields=_changed(before, after), parts=parts)


def fingerprints(record: Versioned) -> dict[str, str]:
    """Return a short digest of each field, part and statement about the change, by its label.

    It goes along with what an approver saw; compared with a later one it tells what changed since.
    """
    texts = {_label(column): in_words(record, column) for column in _columns(record)}
    for name in record.parts:
        for place, part in enumerate(getattr(record, name).all()):
            said = [f"{_label(c)}={in_words(part, c)}" for c in _columns(part)]
            texts[f"{part._meta.verbose_name} “{part}” #{part.lineage}"] = f"{place}\n{said}"
    version = record.version
    told = (
        version.change, version.change_note, version.was_wrong, version.is_right,
        version.decided_by,
    )  # fmt: skip
    texts["điều ghi về thay đổi"] = "\n".join(map(str, told))
    return {label: hashlib.sha256(text.encode()).hexdigest()[:12] for label, text in texts.items()}


def changed_since(seen: dict[str, str], now: dict[str, str]) -> list[str]:
    """Return the labels of what is not as it was seen, without the keys of parts."""
    labels = [label for label in [*now, *seen] if seen.get(label) != now.get(label)]
    return list(dict.fromkeys(label.partition(" #")[0] for label in labels))


def before_of(version: Version) -> Version | None:
    """Return the version that readers have now, or had last: what a new one is compared with."""
    others = version.item.versions.exclude(pk=version.pk)
    public = others.public().first()
    if public is not None:
        return public
    return others.filter(public_from__isnull=False).order_by("-public_from").first()


def in_words(row: models.Model, column: Any) -> str:
    """Return the value of a column as staff would say it; "" where there is none."""
    value = getattr(row, column.name)
    if value is None or value == "":
        return EMPTY
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, Decimal) or type(value) is int:
        return _number(column, value)
    if isinstance(value, datetime.datetime):
        return moment(value)
    return day(value) if isinstance(value, datetime.date) else str(value)


def _number(column: Any, value: Decimal | int) -> str:
    small = (models.SmallIntegerField, models.PositiveSmallIntegerField)
    return str(value) if isinstance(column, small) else format_number(value)


def _columns(row: models.Model) -> Iterator[Any]:
    left = {"item", "version", "origin", getattr(row, "whole", "")}
    for column in row._meta.concrete_fields:
        if not column.primary_key and column.name not in left:
            yield column


def _label(column: Any) -> str:
    return str(column.verbose_name)


def _changed(before: Any, after: Any) -> list[FieldDifference]:
    """Return the fields that differ; against None those that say something."""
    found = []
    for column in _columns(after if after is not None else before):
        old = EMPTY if before is None else in_words(before, column)
        new = EMPTY if after is None else in_words(after, column)
        if old != new:
            found.append(FieldDifference(_label(column), old, new))
    return found


def _part_differences(old: list[Any], new: list[Any]) -> Iterator[PartDifference]:
    was = {part.lineage: part for part in old}
    stays = {part.lineage for part in new}
    moved = _moved([one for one in was if one in stays], [p.lineage for p in new])
    for part in old:
        if part.lineage not in stays:
            yield _told("removed", part, _changed(part, None))
    for part in new:
        former = was.get(part.lineage)
        fields = _changed(former, part)
        kind = "added" if former is None else "changed" if fields else "same"
        if kind != "same" or part.lineage in moved:
            yield _told(kind, part, fields, part.lineage in moved)


def _told(kind: str, part: Part, fields: list[FieldDifference], moved=False) -> PartDifference:
    return PartDifference(kind, str(part._meta.verbose_name), str(part), fields, moved)


def _moved(old: list[int], new: list[int]) -> set[int]:
    """Return the lineages that stand elsewhere among the ones both have."""
    kept = set(old)
    order = [one for one in new if one in kept]
    blocks = SequenceMatcher(None, old, order, autojunk=False).get_matching_blocks()
    still = {one for block in blocks for one in old[block.a : block.a + block.size]}
    return kept - still
