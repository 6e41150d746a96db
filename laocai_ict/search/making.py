"""Pieces that sources are put together from: texts as readers see them, spans, published kinds."""

# ruff: noqa: S608 (names of our own tables and columns)

from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db.models import (
    Aggregate,
    BigIntegerField,
    Case,
    DateField,
    DecimalField,
    F,
    Func,
    OuterRef,
    Subquery,
    TextField,
    Value,
    When,
)  # fmt: skip
from django.db.models.functions import Cast, Coalesce, ExtractYear, NullIf

from laocai_ict.publishing.models import Version

from .registry import Source, Touch
from .spans import SpansField

TEXT = TextField()
APPROVED = (
    "EXISTS (SELECT FROM publishing_version v WHERE v.id = {version} AND v.public_from IS NOT NULL)"
)
VERSION_COLUMNS = ("id", "item_id", "public_from", "public_until")
HAS_BEEN_APPROVED = "r.public_from IS NOT NULL"
SAMPLE = Case(When(is_sample=True, then=Value("nội dung mẫu")), default=Value(""))
"""said of every record that was made up, as its own page says it"""


# --- Texts ------------------------------------------------------------------------------------


def said(*parts: Any, by: str = " ") -> Func:
    """Return the parts that are not empty, joined: columns by name, or expressions."""
    return Func(
        Value(by), *(_filled(part) for part in parts), function="concat_ws", output_field=TEXT
    )


def glued(*parts: Any) -> Func:
    """Return the parts one behind the other, with nothing between them."""
    return Func(*(_text(part) for part in parts), function="concat", output_field=TEXT)


def names(*parts: Any) -> Func:
    """Return the parts that are not empty, as the other names of an entry."""
    array = Func(
        *(_filled(part) for part in parts),
        template="ARRAY[%(expressions)s]::text[]",
        output_field=ArrayField(TEXT),
    )
    return Func(array, Value(None), function="array_remove", output_field=ArrayField(TEXT))


def lines(rows: Any, owner: str, *parts: Any, order: tuple = ("pk",), between: str = "\n") -> Any:
    """Return a line for each of the `rows` whose `owner` is the row asked for; "" where none is."""
    told = rows.filter(**{owner: OuterRef("pk")}).order_by().values(owner)
    line = NullIf(said(*parts, by=", "), Value(""))
    one = StringAgg(line, delimiter=between, order_by=order)
    return Coalesce(Subquery(told.annotate(told=one).values("told")), Value(""), output_field=TEXT)


def label(column: str, choices: Any) -> Case:
    """Return the words of a column with choices."""
    cases = [When(**{column: value}, then=Value(str(words))) for value, words in choices.choices]
    return Case(*cases, default=Value(""), output_field=TEXT)


def written(column: str) -> Func:
    """Return a number as people write it: 1.764, 98,5."""
    grouped = Func(
        Cast(F(column), DecimalField(max_digits=22, decimal_places=4)),
        Value("FM999,999,999,999,999,990.9999"),
        function="to_char",
    )
    swapped = Func(grouped, Value(",."), Value(".,"), function="translate")
    return Func(swapped, Value(","), function="rtrim", output_field=TEXT)


def day_of(date: Any) -> Func:
    """Return a date as 30/06/2018; nothing where it is not known."""
    date = F(date) if isinstance(date, str) else date
    return Func(date, Value("DD/MM/YYYY"), function="to_char", output_field=TEXT)


def else_published(column: str) -> Coalesce:
    """Return a date, or the day from which the version is public where it is not known."""
    return Coalesce(F(column), local_day(F("version__public_from")), output_field=DateField())


def ahead(before: str, part: Any) -> Any:
    """Return `part` with words before it; nothing where it is nothing."""
    # || keeps NULL as it is, concat would not.
    return Func(Value(before), part, arg_joiner=" || ", template="(%(expressions)s)",
                output_field=TEXT)  # fmt: skip


def whole(column: str) -> Func:
    """Return a number without its decimals and ungrouped, as years are written."""
    return Func(F(column), template="(trunc(%(expressions)s)::bigint)::text", output_field=TEXT)


def unless(column: str, value: Any, *parts: Any) -> Case:
    """Return `parts` glued, "" where `column` is `value`."""
    return Case(When(**{column: value}, then=Value("")), default=glued(*parts), output_field=TEXT)


def year(column: str) -> ExtractYear:
    return ExtractYear(column)


def local_day(moment: Any) -> Func:
    """Return the day of a moment in Vietnam."""
    return Func(
        moment,
        template="((%(expressions)s) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date",
        output_field=DateField(),
    )


def shortened(column: str, most: int = 120) -> Func:
    """Return the beginning of a text as a title has it, cut between words."""
    return Func(
        F(column),
        template=(
            f"(CASE WHEN length(%(expressions)s) <= {most} THEN %(expressions)s ELSE "
            f"regexp_replace(left(%(expressions)s, {most}), '\\s+\\S*$', '') || '…' END)"
        ),
        output_field=TEXT,
    )


def _filled(part: Any) -> Any:
    return NullIf(_text(part), Value(""))


def _text(part: Any) -> Any:
    return Cast(F(part), TEXT) if isinstance(part, str) else part


# --- Spans ------------------------------------------------------------------------------------


def in_public(version: str = "version__") -> Func:
    """Return when the version at `version` is public; it has to be an approved one."""
    span = Func(
        F(f"{version}public_from"),
        F(f"{version}public_until"),
        function="tstzrange",
        output_field=DateTimeRangeField(),
    )
    return Func(span, function="tstzmultirange", output_field=SpansField())


def both(*spans: Any) -> Func:
    """Return when all of the spans hold."""
    return Func(*spans, arg_joiner=" * ", template="(%(expressions)s)", output_field=SpansField())


class Together(Aggregate):
    """All spans of a group as one."""

    function = "range_agg"
    output_field = SpansField()


def all_of(rows: Any, group: str, spans: Any) -> Any:
    """Return when any of the `rows` is public, for a subquery; never where there is none."""
    told = rows.order_by().values(group).annotate(together=Together(spans)).values("together")
    never = Value("{}", output_field=SpansField())
    return Coalesce(Subquery(told), never, output_field=SpansField())


def item_in_public(item: str) -> Any:
    """Return when any version of the item that `item` leads to is public."""
    approved = Version.objects.filter(item=OuterRef(item), public_from__isnull=False)
    return all_of(approved, "item", in_public(""))


# --- Published kinds --------------------------------------------------------------------------


def published(
    model: Any,
    called: Any,
    columns: Any,
    *,
    rows: Any = None,
    needs: tuple[Touch, ...] = (),
    app: str = "",
) -> Source:
    """Return the source of a published kind: an entry for each of its approved versions.

    `columns()` gives what is its own; it may say `open_during` otherwise, where the row also
    depends on others. `needs` are the tables it stands on besides its own and its parts'.
    """

    def approved() -> Any:
        return model._base_manager.filter(version__public_from__isnull=False)

    def all_columns() -> dict[str, Any]:
        own = columns()
        if any(field.name == "is_sample" for field in model._meta.fields):
            own["note"] = said(own.get("note", Value("")), SAMPLE, by=", ")
        return {
            "item": F("item_id"),
            "open_during": in_public(),
            "date": local_day(F("version__public_from")),
            **own,
        }

    return Source(
        kind=model._meta.label_lower,
        app=app or model._meta.app_label,
        label=called,
        model=model,
        rows=approved if rows is None else lambda: rows(approved()),
        candidates=approved,
        columns=all_columns,
        touches=lambda: (*own_touches(model), *needs),
    )


def own_touches(model: Any) -> tuple[Touch, ...]:
    """Return what leads to a row: itself, its version, its parts. Drafts are passed over."""
    table = model._meta.db_table
    touches = [
        Touch(model, "id", unless_deleted=APPROVED.format(version="r.version_id")),
        Touch(
            Version,
            "id",
            "version",
            watched=VERSION_COLUMNS,
            where=HAS_BEEN_APPROVED,
            item_kind=model._meta.label_lower,
        ),
    ]
    for name in model.parts:
        part = model._meta.get_field(name)
        column = part.remote_field.column
        whole = f"(SELECT w.version_id FROM {table} w WHERE w.id = r.{column})"
        touches.append(
            Touch(part.related_model, column, unless_deleted=APPROVED.format(version=whole))
        )
    return tuple(touches)


def versions_of(model: Any, path: str) -> tuple[Touch, ...]:
    """Return what changes when another published record does; `path` leads to its item."""
    return (
        Touch(
            Version,
            "item_id",
            path,
            watched=VERSION_COLUMNS,
            where=HAS_BEEN_APPROVED,
            item_kind=model._meta.label_lower,
        ),
        Touch(model, "item_id", path, unless_deleted=APPROVED.format(version="r.version_id")),
    )


def reference(model: Any, path: str, column: str = "id") -> Touch:
    """Return what changes with a row of a table that has no versions."""
    return Touch(model, column, path)


def key_pair(*columns: str) -> Any:
    """Return one number for several keys, of which those behind the first may be null."""
    total: Any = Coalesce(F(columns[0]), Value(0), output_field=BigIntegerField())
    for column in columns[1:]:
        key = Coalesce(F(column), Value(0), output_field=BigIntegerField())
        total = total * Value(2**31, output_field=BigIntegerField()) + key
    return total
