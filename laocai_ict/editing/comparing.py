"""The stored version and the typed one side by side, in people's words."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.text import capfirst

from laocai_ict.history.reading import last_change as history_of

from . import states

EMPTY = "(trống)"


@dataclass(frozen=True)
class Difference:
    """One field that is stored one way and was typed another.

    `theirs`: somebody changed it since the form was opened. `mine`: so did the person typing.
    """

    label: str
    name: str
    stored: str
    typed: str
    theirs: bool
    mine: bool


@dataclass(frozen=True)
class RowDifference:
    title: str
    said: str
    fields: list[Difference]


@dataclass(frozen=True)
class Comparison:
    fields: list[Difference]
    rows: list[RowDifference]
    by: str
    at: datetime.datetime | None


_last_change: list[Callable] = []


def tell_last_change(function: Callable) -> None:
    """Have `function(record)` say (name of who changed it last, when), or None if unknown."""
    _last_change.append(function)


def last_change(record: models.Model) -> tuple[str, datetime.datetime | None]:
    """Return who changed the record last and when, as far as anybody knows: ("", None)."""
    for function in _last_change:
        if (found := function(record)) is not None:
            return found
    return history_of(record)


def compare(state: states.State, ticket, form, formsets) -> Comparison:
    """Compare what is stored with what was typed into the form and its inline rows."""
    opened = ticket.fields if ticket else {}
    rows = []
    for formset in formsets:
        rows += _compare_rows(state, ticket, formset)
    by, at = last_change(state.record)
    return Comparison(_compare_fields(form, state.record, opened), rows, by, at)


def _compare_rows(state, ticket, formset) -> list[RowDifference]:
    inline = state.inlines.get(formset.prefix)
    if inline is None:
        return []
    kind = capfirst(formset.model._meta.verbose_name)
    known = ticket.rows.get(formset.prefix, {}) if ticket else {}
    found, seen = [], set()
    for form in formset.forms:
        pk = str(form.instance.pk or "")
        seen.add(pk)
        row = inline.stored.get(pk)
        if row is None:
            if form.has_changed():
                found.append(
                    RowDifference(f"{kind}: {_first_words(form)}", "bạn thêm, chưa lưu", [])
                )
            continue
        if formset.can_delete and formset._should_delete_form(form):
            found.append(RowDifference(f"{kind}: {row}", "bạn đánh dấu xóa", []))
            continue
        theirs = known.get(pk) != state.rows[formset.prefix][pk]
        fields = _compare_fields(form, row, None, theirs=theirs)
        if fields:
            said = "người khác vừa sửa" if theirs else ""
            found.append(RowDifference(f"{kind}: {row}", said, fields))
    for pk, row in inline.stored.items():
        if pk not in seen:
            found.append(RowDifference(f"{kind}: {row}", "người khác vừa thêm; vẫn được giữ", []))
    gone = len(known.keys() - inline.stored.keys())
    if gone:
        found.append(
            RowDifference(
                f"{kind}: {gone} dòng người khác đã xóa",
                "còn trong biểu mẫu của bạn; bạn lưu thì được thêm lại",
                [],
            )
        )
    return found


def _first_words(form) -> str:
    for bound in form:
        if not bound.is_hidden and isinstance(bound.data, str) and bound.data:
            return bound.data[:60]
    return "dòng mới"


def _compare_fields(form, stored, opened, *, theirs: bool = False) -> list[Difference]:
    found = []
    for bound in form.visible_fields():
        column = _column(stored, bound.name)
        if column is None or bound.field.disabled:
            continue
        before, valid = column.value_from_object(stored), bound.name in form.cleaned_data
        typed = form.cleaned_data[bound.name] if valid else bound.data
        if valid and states.canonical(before) == states.canonical(typed):
            continue
        known = None if opened is None else opened.get(bound.name)
        found.append(
            Difference(
                label=str(bound.label),
                name=bound.html_name,
                stored=shown(column, before, stored),
                typed=shown(column, typed, None) if valid else str(typed or EMPTY),
                theirs=theirs if known is None else known != states.digest(before),
                mine=True if known is None else known != states.digest(typed),
            )
        )
    return found


def _column(record, name):
    columns = {one.name: one for one in [*record._meta.concrete_fields, *record._meta.many_to_many]}
    return columns.get(name)


def shown(column, value, record) -> str:
    """Return a value in people's words: choices and records by their names."""
    if column.is_relation and not column.many_to_many and record is not None:
        value = getattr(record, column.name)
    if value is None or value == "" or value == []:
        return EMPTY
    if isinstance(value, bool):
        return "có" if value else "không"
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, datetime.datetime):
        return date_format(timezone.localtime(value), "H:i d/m/Y")
    if isinstance(value, list | tuple | models.QuerySet):
        return ", ".join(str(one) for one in value) or EMPTY
    return str(localize(value))
