"""Turns sources into functions and triggers of the database.

For each kind `search_make_…(keys)` gives the entries of rows as they have to be, and
`search_refresh_…(keys)` makes the index so. For each table that a source stands on `search_on_…()`
is called once after each statement with all rows that it changed, finds the keys they lead to, and
refreshes them, in the same transaction.

Two transactions that touch what one entry is made of would each see only its own half. Whoever
changes something that several entries stand on (the name of a field, the versions of an indicator)
therefore takes the lock of the kind alone, before looking for keys; whoever refreshes entries takes
it together with others. What belongs to one version needs no more than that: publishing locks the
version's row (`publishing_touch`).
"""

# ruff: noqa: S608 (names of our own tables and columns)

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation

from laocai_ict.publishing.models import Version

from .registry import Source, Touch, sources

COLUMNS = {
    "key": "bigint",
    "beside": "bigint",
    "item": "bigint",
    "title": "text",
    "names": "text[]",
    "number": "text",
    "note": "text",
    "body": "text",
    "address": "text",
    "year": "smallint",
    "agency": "text",
    "date": "date",
    "open_during": "tstzmultirange",
}
"""what a source gives, in this order"""
MADE = {"sort_key": "text", "named": "tsvector", "words": "tsvector", "exact": "tsvector"}
"""what is made of that"""
EMPTY = {"beside": 0, "item": None, "number": "", "note": "", "body": "", "year": None,
         "agency": "", "date": None}  # fmt: skip
ALL = {**COLUMNS, **MADE}
LOCKS = 5_283_115
"""first number of the advisory locks of the index; the second is 0 for all of it, or a kind's"""
PLANS = "SET plan_cache_mode = force_generic_plan SET jit = off"
"""keys come a few at a time: planning each time anew costs more than the query"""
EVENTS = {"insert": "new", "update": "both", "delete": "old"}


@dataclass(frozen=True)
class Function:
    """A function of the database; its comment tells from which text it was made."""

    name: str
    arguments: str
    head: str
    code: str
    only_reads: bool = False
    """reads what its caller may read, so everybody may call it"""

    @property
    def digest(self) -> str:
        return hashlib.sha256(f"{self.arguments}{self.head}{PLANS}{self.code}".encode()).hexdigest()

    @property
    def signature(self) -> str:
        types = " ".join(self.arguments.split()[1:])
        return f"{self.name}({types})"

    def statements(self, schema: str) -> list[str]:
        path = f'SET search_path = pg_catalog, "{schema}", pg_temp {PLANS}'
        right, whose = ("GRANT EXECUTE", "TO") if self.only_reads else ("REVOKE ALL", "FROM")
        return [
            f"DROP FUNCTION IF EXISTS {self.signature} CASCADE",
            f"CREATE FUNCTION {self.name}({self.arguments}) {self.head} {path}"
            f" AS $search$\n{self.code.strip()}\n$search$",
            f"{right} ON FUNCTION {self.signature} {whose} PUBLIC",
            f"COMMENT ON FUNCTION {self.signature} IS '{self.digest}'",
        ]


def functions(connection: Any) -> list[Function]:
    """Return every function of the index as this version of the software has it."""
    prefix = get_script_prefix()
    set_script_prefix("/")
    try:
        with translation.override("vi"):
            made = [make(source, connection) for source in sources()]
            made += [refresh(source, connection) for source in sources()]
            return made + [
                on_table(table, used, connection) for table, used in touched_tables().items()
            ]
    finally:
        set_script_prefix(prefix)


def touched_tables() -> dict[str, list[tuple[Source, Touch]]]:
    """Return by table who stands on it, the kinds in the order in which locks are taken."""
    tables: dict[str, list[tuple[Source, Touch]]] = {}
    for source in sources():
        for touch in source.touches():
            tables.setdefault(touch.table, []).append((source, touch))
    return tables


def trigger_function(table: str) -> str:
    return f"search_on_{table}"


# --- Entries of rows --------------------------------------------------------------------------


def make(source: Source, connection: Any) -> Function:
    """Return the function that gives the entries of rows as they have to be."""
    given = ", ".join(f"{name} {kind}" for name, kind in ALL.items())
    plain = ", ".join(f"given.{name}" for name in COLUMNS)
    code = f"""
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH given ({", ".join(COLUMNS)}) AS (
        {source.select() if source.select else select(source, connection)}
    )
    SELECT {plain}, reference_sort_key(given.title),
        {_vector("search_folded", "A title", "B names")},
        {_vector("search_folded", "A title", "B names", "C note", "D body")},
        {_vector("search_exact", "A title", "B names", "C note", "D body")}
    FROM given, LATERAL (
        SELECT search_words(given.title) AS title,
            search_words(array_to_string(given.names, ' ; ') || ' ; ' || given.number) AS names,
            search_words(given.note) AS note, search_words(given.body) AS body
        OFFSET 0
    ) AS cut
    WHERE NOT isempty(given.open_during);
END
"""
    return Function(
        name=f"search_make_{source.name}",
        arguments="wanted_keys bigint[]",
        head=f"RETURNS TABLE ({given}) LANGUAGE plpgsql STABLE",
        code=code,
        only_reads=True,
    )


def _vector(keys: str, *weighted: str) -> str:
    parts = (one.split() for one in weighted)
    vectors = (f"setweight(search_vector({keys}(cut.{name})), '{at}')" for at, name in parts)
    return " || ".join(vectors)


def select(source: Source, connection: Any) -> str:
    """Return the SQL of a source written in Django's expressions."""
    given = EMPTY | {"names": names_of_nothing(), "key": F("pk")} | source.columns()
    made = {f"made_{name}": _typed(given[name], kind) for name, kind in COLUMNS.items()}
    rows = source.rows().filter(pk__in=RawSQL("SELECT unnest(wanted_keys)", ()))
    return compiled(rows.annotate(**made).order_by().values_list(*made), connection)


def names_of_nothing() -> Any:
    return RawSQL("ARRAY[]::text[]", (), output_field=TextField())


def _typed(value: Any, kind: str) -> Any:
    expression = value if hasattr(value, "resolve_expression") else Value(value)
    return Cast(expression, _OfType(kind))


class _OfType(TextField):
    """A type of the database by its name."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def db_type(self, connection: Any) -> str:
        return self.kind

    cast_db_type = db_type


def compiled(rows: Any, connection: Any) -> str:
    """Return the SQL of a query, its values written in."""
    sql, values = rows.using(connection.alias).query.get_compiler(connection=connection).as_sql()
    with connection.cursor() as cursor:
        return cursor.mogrify(sql, values or None).decode()


def all_keys(source: Source, connection: Any) -> str:
    """Return the SQL that gives the key of every row that has an entry."""
    return compiled(source.rows().order_by().values("pk"), connection)


# --- The index made so ------------------------------------------------------------------------


def refresh(source: Source, connection: Any) -> Function:
    """Return the function that brings the entries of rows up to date; it tells how many changed."""
    columns = list(ALL)
    listed = ", ".join(columns)
    candidates = source.candidates or source.rows
    own = candidates().filter(pk__in=RawSQL("SELECT unnest(wanted_keys)", ())).order_by()
    code = f"""
DECLARE
    live bigint[];
    changes bigint;
BEGIN
    -- A draft has no entry and gets none: nothing is to be done, and nothing to be locked. What
    -- waits for another record is no draft: that one may be approved at this moment.
    SELECT array_agg(DISTINCT key) INTO live FROM (
        SELECT key FROM search_entry WHERE kind = '{source.kind}' AND key = ANY (wanted_keys)
        UNION ALL {compiled(own.values("pk"), connection)}
    ) AS known (key);
    IF live IS NULL THEN
        RETURN 0;
    END IF;
    PERFORM pg_advisory_xact_lock_shared({LOCKS}, 0);
    PERFORM pg_advisory_xact_lock_shared({LOCKS}, {lock_of(source)});
    WITH made AS MATERIALIZED (SELECT * FROM search_make_{source.name}(live)),
    gone AS (
        DELETE FROM search_entry AS entry WHERE kind = '{source.kind}' AND key = ANY (live)
            AND NOT EXISTS (
                SELECT FROM made WHERE made.key = entry.key AND made.beside = entry.beside
            )
        RETURNING 1
    ),
    put AS (
        INSERT INTO search_entry AS entry (kind, app, {listed})
        SELECT '{source.kind}', '{source.app}', {listed} FROM made
        ON CONFLICT (kind, key, beside) DO UPDATE SET app = excluded.app, {
        ", ".join(f"{name} = excluded.{name}" for name in columns)
    }
        WHERE {differ("entry", "excluded")} OR entry.app <> excluded.app
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM put) INTO changes;
    RETURN changes;
END
"""
    return Function(
        name=f"search_refresh_{source.name}",
        arguments="wanted_keys bigint[]",
        head="RETURNS bigint LANGUAGE plpgsql",
        code=code,
    )


def differ(one: str, other: str) -> str:
    """Return the condition that two rows with the columns of an entry are not the same."""
    rows = (", ".join(f"{row}.{name}" for name in ALL) for row in (one, other))
    return "({}) IS DISTINCT FROM ({})".format(*rows)


def lock_of(source: Source) -> int:
    """Return the number of the lock of a kind; never 0, which is for everything."""
    return zlib.crc32(source.kind.encode()) % (2**31 - 1) + 1


# --- After a statement ------------------------------------------------------------------------


def on_table(table: str, used: list[tuple[Source, Touch]], connection: Any) -> Function:
    """Return what is called after each statement that changed rows of `table`."""
    groups: dict[tuple, list[tuple[Source, Touch]]] = {}
    for source, touch in used:
        said = (touch.watched, touch.where, touch.unless_deleted)
        groups.setdefault(said, []).append((source, touch))
    columns = sorted({touch.column for _, touch in used} | _kind_columns(table))
    declared = "".join(f"    changed_{column} bigint[];\n" for column in columns)
    blocks = "".join(_block(table, said, group, connection) for said, group in groups.items())
    code = f"""
DECLARE
{declared}    kinds text[];
BEGIN
{blocks}    RETURN NULL;
END
"""
    return Function(
        name=trigger_function(table),
        arguments="",
        head="RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER",
        code=code,
    )


def _kind_columns(table: str) -> set[str]:
    return {"item_id"} if table == Version._meta.db_table else set()


def _block(table: str, said: tuple, group: list[tuple[Source, Touch]], connection: Any) -> str:
    """Return the code that collects what one kind of change touched, and refreshes it."""
    watched, where, unless_deleted = said
    columns = sorted({touch.column for _, touch in group} | _kind_columns(table))
    taken = ", ".join(f"array_agg(DISTINCT r.{column})" for column in columns)
    into = ", ".join(f"changed_{column}" for column in columns)
    compared = ", ".join(sorted({*watched, *columns})) if watched else "*"
    changed = (
        f"((SELECT {compared} FROM old_rows EXCEPT SELECT {compared} FROM new_rows) UNION ALL"
        f" (SELECT {compared} FROM new_rows EXCEPT SELECT {compared} FROM old_rows))"
    )
    there = " AND ".join(filter(None, (where, unless_deleted))) or "true"
    steps = "".join(_step(source, touch, connection) for source, touch in group)
    return f"""
    IF TG_OP = 'INSERT' THEN
        SELECT {taken} INTO {into} FROM new_rows AS r WHERE {there};
    ELSIF TG_OP = 'DELETE' THEN
        SELECT {taken} INTO {into} FROM old_rows AS r WHERE {where or "true"};
    ELSE
        SELECT {taken} INTO {into} FROM {changed} AS r WHERE {there};
    END IF;
    IF {" OR ".join(f"changed_{column} IS NOT NULL" for column in columns)} THEN
{_kinds(group)}{steps}    END IF;
"""


def _kinds(group: Iterable[tuple[Source, Touch]]) -> str:
    if not any(touch.item_kind for _, touch in group):
        return ""
    return """
        SELECT array_agg(DISTINCT kind) INTO kinds FROM publishing_item
            WHERE id = ANY (changed_item_id);
"""


def _step(source: Source, touch: Touch, connection: Any) -> str:
    """Return the code that refreshes the entries of one kind that stand on what was changed."""
    changed = f"changed_{touch.column}"
    lock = ""
    if touch.is_shared:
        # Before the keys are looked for: others see what was committed until then.
        lock = f"            PERFORM pg_advisory_xact_lock({LOCKS}, {lock_of(source)});\n"
    condition = f"'{touch.item_kind}' = ANY (kinds)" if touch.item_kind else "true"
    return f"""
        IF {condition} THEN
{lock}            PERFORM search_refresh_{source.name}({_keys(source, touch, changed, connection)});
        END IF;
"""


def _keys(source: Source, touch: Touch, changed: str, connection: Any) -> str:
    if touch.keys:
        return f"ARRAY({touch.keys.replace('changed', changed)})"
    if touch.path == "pk":
        return changed
    values = RawSQL(f"SELECT unnest({changed})", ())  # noqa: S611 (a name of our own)
    rows = source.model._base_manager.filter(**{f"{touch.path}__in": values})
    return f"ARRAY({compiled(rows.order_by().values('pk').distinct(), connection)})"
