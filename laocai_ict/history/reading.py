"""Entries as a person reads them: from what to what, field by field, in the words of the admin.

``Reader(entries).rows`` costs one query for each kind of record that the entries refer to, and one
more for records that are gone, however many entries there are.
"""

import datetime
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from laocai_ict.display.dates import day, moment
from laocai_ict.display.numbers import format_number

from .coverage import covered
from .differences import Part, differences
from .models import Entry

NOTHING = "–"
YES_NO = {True: "có", False: "không"}
LONG = 60
"""signs; a text from there on is shown as a difference, not as before and after"""


@dataclass(frozen=True)
class Change:
    """One field of one row; `parts` is the difference where the field is a longer text."""

    label: str
    before: str = NOTHING
    after: str = NOTHING
    parts: tuple[Part, ...] = ()
    private: bool = False


@dataclass(frozen=True)
class Row:
    """One entry, readable."""

    entry: Entry
    model: type[models.Model] | None
    kind: str
    name: str
    changes: list[Change] = field(default_factory=list)


def model_of(table: str) -> type[models.Model] | None:
    """Return the model of a table, None where the software has none of it any more."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == table and not model._meta.proxy:
            return model
    return None


_families: list[Callable[[type[models.Model], str], Iterable[tuple[str, str]]]] = []


def add_family(rows_of: Callable[[type[models.Model], str], Iterable[tuple[str, str]]]) -> None:
    """Register what else belongs to a record: (model, key) in, (table, key) of each row out."""
    _families.append(rows_of)


def family(model: type[models.Model], key: str) -> set[tuple[str, str]]:
    """Return the rows whose history is that of one record: itself and what is part of it.

    Part of a record is what goes with it when it is deleted; also what is gone already.
    """
    rows = {(model._meta.db_table, str(key))}
    for rows_of in _families:
        rows |= set(rows_of(model, str(key)))
    by_table = defaultdict(set)
    for table, row_key in rows:
        by_table[table].add(row_key)
    for table, keys in by_table.items():
        whole = model_of(table)
        if whole is not None:
            for relation in _parts(whole):
                rows |= _rows_of_part(relation, keys)
    return rows


def _parts(model: type[models.Model]) -> list[models.ForeignKey]:
    tables = {place.model for place in covered()}
    return [
        relation.field
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and (relation.one_to_many or relation.one_to_one)
        and relation.on_delete is models.CASCADE
        and relation.related_model in tables
    ]


def _rows_of_part(foreign_key: models.ForeignKey, keys: set[str]) -> set[tuple[str, str]]:
    part, column = foreign_key.model, foreign_key.column
    table = part._meta.db_table
    found = {
        str(pk)
        for pk in part._base_manager.filter(**{f"{foreign_key.attname}__in": keys}).values_list(
            "pk", flat=True
        )
    }
    whole = Entry.objects.filter(table=table).exclude(operation=Entry.Operation.UPDATE)
    of_then = models.Q()
    for key in keys:
        value = foreign_key.target_field.to_python(key)
        of_then |= models.Q(**{f"after__{column}": value}) | models.Q(
            **{f"before__{column}": value}
        )
    found |= set(whole.filter(of_then).values_list("row_key", flat=True))
    return {(table, key) for key in found}


def last_change(record: models.Model) -> tuple[str, datetime.datetime | None]:
    """Return who changed a record last and when; ("", None) where history does not know it."""
    found = Entry.objects.filter(table=record._meta.db_table, row_key=str(record.pk))
    entry = found.select_related("act").order_by("-id").first()
    return (entry.act.actor, entry.act.moment) if entry else ("", None)


class Reader:
    """Makes entries readable; the labels of all they refer to are looked up together."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = list(entries)
        self._models = {entry.table: model_of(entry.table) for entry in self._entries}
        self._labels = {place.model: place.label for place in covered()}
        self._names = self._look_up()
        self.rows = [self._row(entry) for entry in self._entries]

    def _row(self, entry: Entry) -> Row:
        model = self._models[entry.table]
        kind = str(model._meta.verbose_name) if model else entry.table
        return Row(entry, model, kind, entry.label or entry.row_key, self._changes(entry, model))

    def _changes(self, entry: Entry, model: type[models.Model] | None) -> list[Change]:
        before, after = entry.before or {}, entry.after or {}
        fields = {column.column: column for column in model._meta.concrete_fields} if model else {}
        order = [*fields, *sorted((before.keys() | after.keys()) - fields.keys())]
        changes = []
        for column in order:
            said = fields.get(column)
            label = str(said.verbose_name) if said else column
            if column in entry.private:
                changes.append(Change(label, private=True))
            elif column in before or column in after:
                was, now = before.get(column), after.get(column)
                if entry.operation == Entry.Operation.UPDATE or not _says_nothing(said, was, now):
                    changes.append(self._change(label, said, was, now))
        return changes

    def _change(self, label: str, column: Any, was: Any, now: Any) -> Change:
        if _is_text(column, was, now) and max(len(was or ""), len(now or "")) >= LONG:
            return Change(label, parts=tuple(differences(was or "", now or "")))
        return Change(label, self._value(column, was), self._value(column, now))

    def _value(self, column: Any, value: Any) -> str:
        if value is None or value == "":
            return NOTHING
        if column is not None and column.is_relation:
            return self._names.get((column.related_model, str(value))) or f"số {value}"
        if column is not None and column.choices:
            return str(dict(column.flatchoices).get(value, value))
        if isinstance(value, bool):
            return YES_NO[value]
        if isinstance(value, list | dict):
            return json.dumps(value, ensure_ascii=False)
        return _plain(column, value)

    def _look_up(self) -> dict[tuple[type[models.Model], str], str]:
        """Return the names of all records that foreign keys of the entries point at."""
        wanted: dict[type[models.Model], set[str]] = defaultdict(set)
        for entry in self._entries:
            model = self._models[entry.table]
            for column in model._meta.concrete_fields if model else ():
                if column.is_relation:
                    for row in (entry.before, entry.after):
                        if row and row.get(column.column) is not None:
                            wanted[column.related_model].add(str(row[column.column]))
        names = {}
        for model, keys in wanted.items():
            label = self._labels.get(model, model._meta.pk.column)
            name = next(c.attname for c in model._meta.concrete_fields if c.column == label)
            found = model._base_manager.filter(pk__in=keys).values_list("pk", name)
            names |= {(model, str(pk)): str(said) for pk, said in found}
        return self._names_of_gone(wanted, names) | names

    def _names_of_gone(self, wanted: dict, names: dict) -> dict:
        gone = models.Q()
        for model, keys in wanted.items():
            missing = [key for key in keys if (model, key) not in names]
            if missing:
                gone |= models.Q(table=model._meta.db_table, row_key__in=missing)
        if not gone:
            return {}
        by_table = {model._meta.db_table: model for model in wanted}
        found = Entry.objects.filter(gone).order_by("id").values_list("table", "row_key", "label")
        return {(by_table[table], key): f"{label} (đã xóa)" for table, key, label in found}


def _says_nothing(column: Any, was: Any, now: Any) -> bool:
    """Say whether a field of a new or deleted row is not worth a line."""
    if column is not None and column.primary_key:
        return True
    return {was, now} <= {None, ""} if _hashable(was, now) else False


def _hashable(*values: Any) -> bool:
    return not any(isinstance(value, list | dict) for value in values)


def _is_text(column: Any, was: Any, now: Any) -> bool:
    fits = column is None or (
        isinstance(column, models.CharField | models.TextField) and not column.choices
    )
    return fits and all(value is None or isinstance(value, str) for value in (was, now))


def _plain(column: Any, value: Any) -> str:
    if column is None:
        return str(value)
    try:
        read = column.to_python(value)
    except (ValidationError, TypeError, ValueError):
        return str(value)
    if isinstance(read, datetime.datetime):
        return moment(read)
    if isinstance(read, datetime.date):
        return day(read)
    if isinstance(column, models.DecimalField | models.BigIntegerField) and not column.primary_key:
        return format_number(read)
    if type(column) is models.IntegerField:
        return format_number(read)
    return str(value)
