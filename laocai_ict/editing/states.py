"""The state of a record as a form sees it: a digest of each field and of each inline row."""

import datetime
import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.crypto import salted_hmac


@dataclass
class Rows:
    """Inline rows of one kind as they are stored, by key, and the formset class they go into."""

    formset: type
    inline: Any
    stored: dict[str, models.Model]


@dataclass
class State:
    record: models.Model | None = None
    fields: dict[str, str] = field(default_factory=dict)
    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    inlines: dict[str, Rows] = field(default_factory=dict)

    def differs_from(self, ticket) -> bool:
        return (self.fields, self.rows) != (ticket.fields, ticket.rows)


def read(model_admin, request, record, *, lock: bool = False, whole: bool = False) -> State:
    """Return the state of the stored record and its inline rows; `lock` holds them as they are.

    Of the record the fields that the form can write count: no other can be overwritten by it.
    With `whole` every editable column does, as for a record that is to be deleted.
    Rows are locked after their record, so that two savers never wait for each other.
    """
    if record is None:
        return State()
    found = model_admin.model._base_manager.filter(pk=record.pk)
    record = (found.select_for_update(of=("self",)) if lock else found).get()
    names = None if whole else writable(model_admin.get_form(request, record, change=True))
    state = State(record, fields_of(record, names))
    for prefix, formset, inline in formsets_of(model_admin, request, record):
        rows = inline.get_queryset(request).filter(**{formset.fk.name: record}).order_by("pk")
        if lock:
            rows = rows.select_for_update(of=("self",))
        stored = {str(row.pk): row for row in rows}
        state.inlines[prefix] = Rows(formset, inline, stored)
        state.rows[prefix] = {
            pk: digest(list(fields_of(row).items())) for pk, row in stored.items()
        }
    return state


def formsets_of(model_admin, request, record) -> Iterable[tuple[str, type, Any]]:
    """Yield (prefix, formset class, inline) with the prefixes that Django's admin gives them."""
    seen: dict[str, int] = {}
    for formset, inline in model_admin.get_formsets_with_inlines(request, record):
        prefix = formset.get_default_prefix()
        seen[prefix] = seen.get(prefix, 0) + 1
        yield (prefix if seen[prefix] == 1 else f"{prefix}-{seen[prefix]}"), formset, inline


def writable(form) -> set[str]:
    return {name for name, one in form.base_fields.items() if not one.disabled}


def fields_of(record: models.Model, names: set[str] | None = None) -> dict[str, str]:
    """Return the digest of each field; without `names` of every column that people may edit."""
    meta = record._meta
    columns = [
        one
        for one in [*meta.concrete_fields, *(meta.many_to_many if names else [])]
        if (one.name in names if names is not None else one.editable)
    ]
    return {one.name: digest(one.value_from_object(record)) for one in columns}


def digest(value) -> str:
    """Return a short keyed digest: equal for equal values, telling nothing of them."""
    return salted_hmac("laocai_ict.editing.state", canonical(value)).hexdigest()[:12]


def canonical(value) -> str:
    """Return one spelling for values that are the same, be they stored or just typed."""
    if isinstance(value, models.Model):
        value = value.pk
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").strip()
        return "s" + unicodedata.normalize("NFC", text)
    if isinstance(value, bool) or value is None:
        return "s" if value is None else repr(value)
    if isinstance(value, datetime.datetime) and value.tzinfo is not None:
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, int | float | Decimal):
        return f"n{Decimal(str(value)).normalize():f}"
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(bytes(value)).hexdigest()
    if isinstance(value, FieldFile):
        return f"s{value.name or ''}"
    if isinstance(value, list | tuple | set | models.QuerySet):
        return "\0".join(sorted(canonical(one) for one in value))
    return str(value)
