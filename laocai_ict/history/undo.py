"""Taking back one act of staff: the rows it changed become again what they were.

What was later done stands: an act is taken back only while nothing stands on it, and what does is
named. Columns marked personal were never kept, so they cannot come back.
"""

import datetime
import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Protocol

from django.db import IntegrityError, InternalError, connection, models, transaction
from django.db.models import Q
from django.utils import timezone

from laocai_ict.display.refusals import Refused, sentence_of

from .acting import acting
from .coverage import private_columns
from .models import Act, Entry
from .reading import model_of

WITHIN = datetime.timedelta(days=30)
BY_STAFF = (Act.Kind.FORM, Act.Kind.BULK, Act.Kind.IMPORT, Act.Kind.UNDO)
LOCK = 5_283_114_908
"""number of the advisory lock: two people take things back one after the other"""


class Handler(Protocol):
    """Takes back what may not simply be turned round, such as what is published.

    Registered in `handlers`; the first that claims an act has it, whole.
    """

    def claims(self, act: Act, entries: list[Entry]) -> bool: ...

    def may(self, user: Any, entries: list[Entry]) -> bool:
        """Say whether an account may, where the act touched no table that the admin lists."""
        ...

    def blockers(self, act: Act, entries: list[Entry]) -> list[str]:
        """Return the sentences of what stands in the way."""
        ...

    def promise(self, act: Act, entries: list[Entry]) -> str:
        """Return what will happen, in a sentence for the page that asks."""
        ...

    def take_back(self, act: Act, entries: list[Entry], *, by: Any, reason: str) -> None: ...


handlers: list[Handler] = []
afterwards: list[Callable[[list[Entry], Any], None]] = []
"""called with the entries that were turned round and with who did it, in the same transaction"""
goes_along: set[str] = set()
"""tables whose rows the database removes with what they refer to: they stand on nothing"""


def take_back(act: Act, *, by: Any, reason: str) -> None:
    """Take one act back in one transaction; raises Refused with all that is in the way."""
    if not reason.strip():
        raise Refused("Hãy ghi lý do hoàn tác.")
    said = acting(by=by, reason=reason.strip(), kind=Act.Kind.UNDO, undoes=act.pk)
    with said, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        entries = list(act.entries.order_by("-id"))
        _lock_rows(cursor, entries)
        if found := blockers(act):
            raise Refused(*found)
        handler = handler_of(act, entries)
        if handler is not None:
            handler.take_back(act, entries, by=by, reason=reason)
            return
        try:
            for entry in entries:
                _reverse(cursor, entry)
            for follow in afterwards:
                follow(entries, by)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        except (IntegrityError, InternalError) as error:
            why = sentence_of(error) if isinstance(error, IntegrityError) else None
            raise Refused(
                why or "Cơ sở dữ liệu không nhận: dữ liệu hiện có không khớp với dữ liệu cũ."
            ) from error


def handler_of(act: Act, entries: list[Entry]) -> Handler | None:
    return next((handler for handler in handlers if handler.claims(act, entries)), None)


def blockers(act: Act, at: datetime.datetime | None = None) -> list[str]:
    """Return, in the user's words, all that keeps `act` from being taken back; [] if nothing."""
    at = at or timezone.now()
    entries = list(act.entries.order_by("id"))
    if act.account is None or act.kind not in BY_STAFF:
        return ["Chỉ hoàn tác được việc do cán bộ làm ở trang quản trị."]
    if act.moment < at - WITHIN:
        return ["Chỉ hoàn tác được trong 30 ngày."]
    if not entries:
        return ["Lần này không đổi bản ghi nào."]
    if act.pk in undone():
        return ["Lần này đã được hoàn tác rồi."]
    handler = handler_of(act, entries)
    if handler is not None:
        return handler.blockers(act, entries)
    return [*_missing(entries), *later_changes(act, entries), *_standing_on(entries)]


def lost_columns(act: Act) -> list[str]:
    """Return the personal columns that stay as they are now, named for the page that asks."""
    lost = {}
    for entry in act.entries.exclude(private=[]):
        model = model_of(entry.table)
        for column in model._meta.concrete_fields if model else ():
            if column.column in entry.private:
                lost[entry.table, column.column] = (
                    f"{column.verbose_name} của {model._meta.verbose_name} “{entry.label}”"
                )
    return list(lost.values())


def undone() -> dict[int, int]:
    """Return by act taken back the act that took it back, as it stands now.

    What took back a taking back put the first act in force again, so the newest is looked at first.
    """
    found: dict[int, int] = {}
    pairs = Act.objects.filter(undoes__isnull=False).order_by("-id").values_list("pk", "undoes")
    for undoing, taken_back in pairs:
        if undoing not in found:
            found[taken_back] = undoing
    return found


def later_changes(act: Act, entries: list[Entry]) -> list[str]:
    """Name what was done after `act` to the same rows, `entries` of it, and still holds."""
    if not entries:
        return []
    pairs = undone()
    nothing = {*pairs, *pairs.values(), act.pk}  # an act and what took it back come to nothing
    rows = Q()
    for table, keys in _by_table(entries).items():
        rows |= Q(table=table, row_key__in=keys)
    later = (
        Entry.objects.filter(rows, id__gt=max(entry.pk for entry in entries))
        .exclude(act__in=nothing)
        .select_related("act")
        .order_by("id")
    )
    found = {}
    for entry in later:
        found.setdefault((entry.act_id, entry.table, entry.row_key), _said_of(entry))
    return list(found.values())


def _said_of(entry: Entry) -> str:
    model = model_of(entry.table)
    kind = model._meta.verbose_name if model else entry.table
    when = timezone.localtime(entry.act.moment).strftime("%H:%M %d/%m/%Y")
    return (
        f"{entry.act.actor} đã {entry.get_operation_display()} {kind} "
        f"“{entry.label or entry.row_key}” lúc {when}, sau lần này."
    )


def _standing_on(entries: list[Entry]) -> list[str]:
    """Name the rows that refer to what the act made and that were not made by it."""
    made = _by_table([entry for entry in entries if entry.operation == Entry.Operation.INSERT])
    found = []
    for table, keys in made.items():
        model = model_of(table)
        for relation in model._meta.get_fields(include_hidden=True) if model else ():
            if not relation.auto_created or not (relation.one_to_many or relation.one_to_one):
                continue
            other = relation.related_model
            if other._meta.db_table in goes_along:
                continue
            own = made.get(other._meta.db_table, set())
            referring = other._base_manager.filter(**{f"{relation.field.attname}__in": keys})
            found += [
                f"{other._meta.verbose_name} “{row}” đang dùng bản ghi mà lần này thêm vào."
                for row in referring.exclude(pk__in=own)[:5]
            ]
    return found


def _missing(entries: list[Entry]) -> list[str]:
    """Say which tables or columns of then the software has no more."""
    found = set()
    for entry in entries:
        model = model_of(entry.table)
        if model is None:
            found.add(f"Bảng {entry.table} không còn trong phần mềm.")
            continue
        columns = {column.column for column in model._meta.concrete_fields}
        for column in (entry.before or {}).keys() - columns:
            found.add(f"Cột {column} của {model._meta.verbose_name} không còn trong phần mềm.")
    return sorted(found)


def _by_table(entries: list[Entry]) -> dict[str, set[str]]:
    rows = defaultdict(set)
    for entry in entries:
        rows[entry.table].add(entry.row_key)
    return rows


def _lock_rows(cursor: Any, entries: list[Entry]) -> None:
    for table, keys in sorted(_by_table(entries).items()):
        model = model_of(table)
        if model is not None:
            key = model._meta.pk.column
            cursor.execute(
                f'SELECT 1 FROM "{table}" WHERE "{key}"::text = ANY (%s)'
                f' ORDER BY "{key}" FOR UPDATE',
                [sorted(keys)],
            )


def _reverse(cursor: Any, entry: Entry) -> None:
    model = model_of(entry.table)
    key, table = model._meta.pk.column, f'"{entry.table}"'
    its_key = model._meta.pk.get_prep_value(model._meta.pk.to_python(entry.row_key))
    if entry.operation == Entry.Operation.INSERT:
        cursor.execute(f'DELETE FROM {table} WHERE "{key}" = %s', [its_key])
        return
    before = entry.before or {}
    emptied = _emptied(model, entry) if entry.operation == Entry.Operation.DELETE else {}
    generated = {column.column for column in model._meta.concrete_fields if column.generated}
    columns = ", ".join(f'"{name}"' for name in (before | emptied).keys() - generated)
    if not columns:
        return
    # The database reads its own words back: no number passes through another form of itself.
    row = (
        f"SELECT {columns} FROM jsonb_populate_record(NULL::{table},"
        " (SELECT before FROM history_entry WHERE id = %s) || %s::jsonb)"
    )
    told = [entry.pk, json.dumps(emptied)]
    if entry.operation == Entry.Operation.DELETE:
        cursor.execute(f"INSERT INTO {table} ({columns}) {row}", told)
    else:
        update = f'UPDATE {table} SET ({columns}) = ({row}) WHERE "{key}" = %s'
        cursor.execute(update, [*told, its_key])


def _emptied(model: type[models.Model], entry: Entry) -> dict[str, Any]:
    """Return values for what was never kept of a deleted row and may not be null: empty ones.

    Where no two rows may have the same, one that is no other row's.
    """
    hidden, before = private_columns(model), entry.before or {}
    return {
        column.column: _nothing(column, entry)
        for column in model._meta.concrete_fields
        if column.column in hidden and not column.null and column.column not in before
    }


def _nothing(column: models.Field, entry: Entry) -> str | None:
    if not isinstance(column, models.CharField | models.TextField):
        return None
    return f"#{entry.pk}" if column.unique else ""
