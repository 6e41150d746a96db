"""What was sent from a form, and how to rewrite it: rows that are gone, values taken back."""

import hashlib
from itertools import count

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import QueryDict

from . import tickets

BUTTONS = {"_save", "_continue", "_addanother", "_saveasnew", "_take"}
NEVER_KEPT = {"csrfmiddlewaretoken"}
TAKEN = "_lay-lai"
"""checkbox beside a field: take the stored value back, whatever was typed"""


def fingerprint(request) -> str:
    """Return what tells whether two forms that were sent say the same."""
    said = sorted(
        (name, values)
        for name, values in request.POST.lists()
        if name not in BUTTONS | NEVER_KEPT | {tickets.NAME}
    )
    files = sorted((name, one.name, one.size) for name, one in request.FILES.items())
    return hashlib.sha256(repr((said, files)).encode()).hexdigest()


def kept_content(request, ticket) -> dict[str, list[str]]:
    """Return what may be kept of what was sent: no password, no token of the session."""
    return {
        name: values
        for name, values in request.POST.lists()
        if name not in NEVER_KEPT | BUTTONS | set(ticket.secret) and "password" not in name.lower()
    }


def settle_rows(data: QueryDict, state) -> QueryDict:
    """Return the data with its inline rows as the database has them now.

    A row that somebody deleted meanwhile becomes a new one, so that what was typed into it stays;
    Django would otherwise take the next stored row for it.
    """
    data = data.copy()
    for prefix, rows in state.inlines.items():
        _settle(data, prefix, rows.stored, rows.formset.model._meta.pk.name)
    return data


def all_rows_new(data: QueryDict, prefixes) -> QueryDict:
    """Return the data for the form of a new record: none of its rows is stored."""
    data = data.copy()
    for prefix in prefixes:
        _settle(data, prefix, {}, "id")
    return data


def _settle(data: QueryDict, prefix: str, stored, pk_name: str) -> None:
    total, initial = (
        _number(data, f"{prefix}-TOTAL_FORMS"),
        _number(data, f"{prefix}-INITIAL_FORMS"),
    )
    kept, new = [], []
    for index in range(total):
        row = _take_row(data, f"{prefix}-{index}-")
        if row.get(pk_name, [""])[0] in stored:
            kept.append(row)
        elif index >= initial or "DELETE" not in row:
            new.append(row | ({pk_name: [""]} if pk_name in row else {}))
    for index, row in enumerate(kept + new):
        for name, values in row.items():
            data.setlist(f"{prefix}-{index}-{name}", values)
    data[f"{prefix}-TOTAL_FORMS"] = str(len(kept + new))
    data[f"{prefix}-INITIAL_FORMS"] = str(len(kept))


def _take_row(data: QueryDict, start: str) -> dict[str, list[str]]:
    names = [name for name in data if name.startswith(start)]
    return {name.removeprefix(start): data.pop(name) for name in names}


def _number(data: QueryDict, name: str) -> int:
    text = data.get(name, "")
    return min(int(text), 10_000) if text.isdecimal() else 0


def take_back(data: QueryDict, form_class, state) -> QueryDict:
    """Return the data with the stored values in the fields that are ticked to be taken back."""
    data = data.copy()
    wanted = data.pop(TAKEN, [])
    for form in _stored_forms(data, form_class, state):
        for bound in form:
            if bound.html_name in wanted:
                for name in [n for n in data if n == bound.html_name or _is_part(n, bound)]:
                    del data[name]
                for name, values in as_posted(bound.field.widget, bound.html_name, bound.value()):
                    data.setlist(name, values)
    return data


def _stored_forms(data, form_class, state):
    yield form_class(instance=state.record)
    for prefix, rows in state.inlines.items():
        for index in count():
            pk = data.get(f"{prefix}-{index}-{rows.formset.model._meta.pk.name}")
            if pk is None:
                break
            if pk in rows.stored:
                yield rows.formset.form(instance=rows.stored[pk], prefix=f"{prefix}-{index}")


def _is_part(name: str, bound) -> bool:
    """Say whether the input is one of those a field of several inputs (day and time) has."""
    head, _, number = name.rpartition("_")
    return head == bound.html_name and number.isdecimal()


def as_posted(widget, name: str, value):
    """Yield (name, values) as a browser sends them for a widget that shows `value`."""
    if isinstance(widget, RelatedFieldWidgetWrapper):
        widget = widget.widget
    if isinstance(widget, forms.MultiWidget):
        parts = value if isinstance(value, list | tuple) else widget.decompress(value)
        for suffix, part, one in zip(widget.widgets_names, widget.widgets, parts, strict=True):
            yield from as_posted(part, name + suffix, one)
    elif isinstance(widget, forms.CheckboxInput):
        if widget.check_test(value):
            yield name, ["on"]
    elif isinstance(widget, forms.widgets.ChoiceWidget):
        yield name, [str(one) for one in widget.format_value(value)]
    elif not isinstance(widget, forms.FileInput):
        yield name, ["" if value is None else str(widget.format_value(value) or "")]
