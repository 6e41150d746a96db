"""Puts functions and triggers of the index in place, and fills it where they changed.

Runs after every `migrate` and at every start, as the migrating role. What is right already is left
alone; a kind whose entries would be made otherwise than before is made anew, and all kinds that
stand on a table whose triggers were missing: nobody knows what changed meanwhile.
"""

# ruff: noqa: S608 (names of our own tables and columns)

from typing import Any

from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor

from laocai_ict.history.roles import OWNER

from . import pages
from .compiling import EVENTS, LOCKS, Function, all_keys, functions, touched_tables
from .compiling import trigger_function as function_on
from .models import Entry
from .registry import Source, sources

LOCK = 5_283_115_001
"""number of the advisory lock that lets two migrating processes in one after the other"""
OURS = ("search_make_", "search_refresh_", "search_on_")
KNOWN = """
SELECT proname, oid::regprocedure::text, obj_description(oid, 'pg_proc')
FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
    AND proname ~ '^(search_make_|search_refresh_|search_on_)'
"""
TRIGGERS = """
SELECT relname, tgname, tgfoid::regproc::text, tgenabled = 'A'
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE relnamespace = current_schema()::regnamespace AND tgname ~ '^search_on_' AND NOT tgisinternal
"""
ROWS = {
    "insert": "REFERENCING NEW TABLE AS new_rows",
    "update": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "REFERENCING OLD TABLE AS old_rows",
}


def stop_before_migrate(sender: Any, using: str, plan: Any = (), **options: Any) -> None:
    """Receiver of pre_migrate; where nothing is to be migrated nothing stops."""
    if plan:
        stop(using)


def stop(using: str = OWNER) -> None:
    """Take the triggers off: while tables change, none of them may read columns that are gone.

    `sync` puts them on again and makes anew what they stood for.
    """
    with connections[using].cursor() as cursor:
        for table, name, _function, _enabled in _rows(cursor, TRIGGERS):
            cursor.execute(f'DROP TRIGGER {name} ON "{table}"')


def sync_after_migrate(sender: Any, using: str, **options: Any) -> None:
    """Receiver of post_migrate; a database that is not migrated to the end stays without index."""
    executor = MigrationExecutor(connections[using])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        sync(using)


def sync(using: str = OWNER) -> list[str]:
    """Put everything in place; return the kinds that were filled."""
    connection = connections[using]
    with transaction.atomic(using), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        stale = _sync_functions(cursor, functions(connection))
        stale |= _sync_triggers(cursor)
        pages.write(using)
        kinds = [source.kind for source in sources()]
        Entry.objects.using(using).exclude(kind__in=kinds).delete()
        to_fill = [source for source in sources() if source.kind in stale]
        for source in to_fill:
            fill(source, using)
    return [source.kind for source in to_fill]


def fill(source: Source, using: str = OWNER) -> int:
    """Make every entry of a kind as it has to be; return how many were not."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT search_refresh_{source.name}(ARRAY({all_keys(source, connection)}"
            f" UNION SELECT key FROM search_entry WHERE kind = '{source.kind}'))"
        )
        return cursor.fetchone()[0]


def lock_all(using: str = OWNER) -> None:
    """Wait until nobody writes the index, and let nobody until the transaction ends."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [LOCKS])


def faults(using: str = OWNER) -> list[str]:
    """Return the functions and triggers that are not as they have to be."""
    connection = connections[using]
    with connection.cursor() as cursor:
        known = {name: digest for name, _, digest in _rows(cursor, KNOWN)}
        wanted = functions(connection)
        found = [one.name for one in wanted if known.get(one.name) != one.digest]
        missing = _wanted_triggers() - _present_triggers(cursor)
        return found + [f"{name} ({table})" for table, name in sorted(missing)]


def _sync_functions(cursor: Any, wanted: list[Function]) -> set[str]:
    """Make what is missing or of another version; return the kinds whose entries it makes."""
    cursor.execute("SELECT current_schema()")
    (schema,) = cursor.fetchone()
    known = {name: (signature, digest) for name, signature, digest in _rows(cursor, KNOWN)}
    names = {function.name for function in wanted}
    for name in known.keys() - names:
        cursor.execute(f"DROP FUNCTION {known[name][0]} CASCADE")
    changed = {
        function.name
        for function in wanted
        if known.get(function.name, ("", ""))[1] != function.digest
    }
    for function in wanted:
        if function.name in changed:
            for statement in function.statements(schema):
                cursor.execute(statement)
    return {
        source.kind
        for source in sources()
        if changed & {f"search_make_{source.name}", f"search_refresh_{source.name}"}
    }


def _sync_triggers(cursor: Any) -> set[str]:
    """Make what is missing, drop what is too many; return the kinds that stood without."""
    wanted, present = _wanted_triggers(), _present_triggers(cursor)
    for table, name, _function, _enabled in _rows(cursor, TRIGGERS):
        if (table, name) not in wanted & present:
            cursor.execute(f'DROP TRIGGER {name} ON "{table}"')
    for table, name in sorted(wanted - present):
        event = name.removeprefix("search_on_")
        cursor.execute(
            f'CREATE TRIGGER {name} AFTER {event.upper()} ON "{table}" {ROWS[event]}'
            f" FOR EACH STATEMENT EXECUTE FUNCTION {function_on(table)}()"
        )
        # ALWAYS: not even a session that plays a replica goes past it.
        cursor.execute(f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER {name}')
    bare = {table for table, _name in wanted - present}
    used = touched_tables()
    return {source.kind for table in bare for source, _touch in used[table]}


def _wanted_triggers() -> set[tuple[str, str]]:
    return {(table, f"search_on_{event}") for table in touched_tables() for event in EVENTS}


def _present_triggers(cursor: Any) -> set[tuple[str, str]]:
    return {
        (table, name)
        for table, name, function, is_enabled in _rows(cursor, TRIGGERS)
        if is_enabled and function.rpartition(".")[2] == function_on(table)
    }


def _rows(cursor: Any, sql: str) -> list[tuple]:
    cursor.execute(sql)
    return cursor.fetchall()
