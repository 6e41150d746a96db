"""Puts functions, triggers and rights of history in place; leaves alone what is right already.

Runs after every `migrate` and at every start, as the migrating role: a new model has history by
itself, and what somebody switched off by hand is on again.
"""

from typing import Any

from django.db import connections, transaction

from .coverage import covered, only_read_tables
from .functions import (
    FUNCTIONS,
    REFUSING_TRIGGER,
    ROW_TRIGGER,
    TRUNCATE_TRIGGER,
)
from .roles import OWNER, application_role

HISTORY = ("history_act", "history_entry")
READ_ONLY = (*HISTORY, "django_migrations")
LOCK = 5_283_114_907
"""number of the advisory lock that lets two migrating processes in one after the other"""
OURS = (ROW_TRIGGER, TRUNCATE_TRIGGER, REFUSING_TRIGGER)

TABLES = """
SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace
    AND relkind IN ('r', 'p')
"""
TRIGGERS = """
SELECT relname, tgname, encode(tgargs, 'hex'), tgtype, tgfoid::regproc::text
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE relnamespace = current_schema()::regnamespace AND tgname = ANY (%s) AND tgenabled = 'A'
"""
BODIES = """
SELECT proname, prosrc, EXISTS (SELECT FROM aclexplode(coalesce(proacl, acldefault('f', proowner)))
    WHERE grantee = 0)
FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND proname = ANY (%s)
"""
RIGHTS = """
SELECT relname, relkind::text, array(SELECT privilege_type
    FROM aclexplode(coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char",
        relowner))) WHERE grantee = %s::regrole)
FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'S')
"""
ON_ROW = "AFTER INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW"
ON_TRUNCATE = "BEFORE TRUNCATE ON {table}"
ON_HISTORY_ROW = "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW"
ROW_BITS, TRUNCATE_BITS, HISTORY_ROW_BITS = 29, 34, 27
"""how pg_trigger writes the three moments down"""


def sync_after_migrate(sender: Any, using: str, **options: Any) -> None:
    """Receiver of post_migrate; a database migrated back to before history is left alone."""
    sync(using)


def sync(using: str = OWNER) -> int:
    """Put everything in place; return how many things had to be made or mended."""
    connection = connections[using]
    with transaction.atomic(using), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        tables = {name for (name,) in _rows(cursor, TABLES)}
        if not tables.issuperset(HISTORY):
            return 0
        return sum(
            (
                _sync_functions(cursor),
                _sync_triggers(cursor, tables),
                _sync_rights(cursor, application_role()),
            )
        )


def wanted_triggers(tables: set[str]) -> dict[tuple[str, str], tuple[list[str], int, str]]:
    """Return by table and name each trigger to be: its arguments, moment, and how to make it."""
    wanted = {}
    for place in covered():
        if place.table in tables:
            wanted[place.table, ROW_TRIGGER] = place.arguments(), ROW_BITS, ON_ROW
            wanted[place.table, TRUNCATE_TRIGGER] = [], TRUNCATE_BITS, ON_TRUNCATE
    for table in HISTORY:
        wanted[table, REFUSING_TRIGGER] = [], HISTORY_ROW_BITS, ON_HISTORY_ROW
        wanted[table, TRUNCATE_TRIGGER] = [], TRUNCATE_BITS, ON_TRUNCATE
    return wanted


def _sync_functions(cursor: Any) -> int:
    cursor.execute("SELECT current_schema()")
    (schema,) = cursor.fetchone()
    found = {name: (body, public) for name, body, public in _rows(cursor, BODIES, _names())}
    made = 0
    for function in FUNCTIONS:
        if found.get(function.name) == (function.body(schema), function.everybody):
            continue
        cursor.execute(function.create(schema))
        right = "GRANT EXECUTE ON FUNCTION {} TO" if function.everybody else (
            "REVOKE ALL ON FUNCTION {} FROM"
        )  # fmt: skip
        types = " ".join(function.arguments.split()[1:])
        cursor.execute(f"{right.format(f'{function.name}({types})')} PUBLIC")
        made += 1
    return made


def _names() -> list[Any]:
    return [[function.name for function in FUNCTIONS]]


def _sync_triggers(cursor: Any, tables: set[str]) -> int:
    wanted = wanted_triggers(tables)
    found = {
        (table, name): (arguments, moment)
        for table, name, arguments, moment, function in _rows(cursor, TRIGGERS, [list(OURS)])
        if function.rpartition(".")[2] == name
    }
    made = 0
    for (table, name), (arguments, bits, when) in wanted.items():
        if found.get((table, name)) != (_hex(arguments), bits):
            quoted = f'"{table}"'
            said = ", ".join(f"'{argument}'" for argument in arguments)
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {name} {when.format(table=quoted)} "
                f"EXECUTE FUNCTION {name}({said})"
            )
            # ALWAYS: not even a session that plays a replica goes past it.
            cursor.execute(f"ALTER TABLE {quoted} ENABLE ALWAYS TRIGGER {name}")
            made += 1
    for table, name in found.keys() - wanted.keys():
        cursor.execute(f'DROP TRIGGER {name} ON "{table}"')
        made += 1
    return made


def _hex(arguments: list[str]) -> str:
    return "".join(argument.encode().hex() + "00" for argument in arguments)


def _sync_rights(cursor: Any, role: str) -> int:
    """Give the application's role what serving needs and nothing of history but reading it."""
    cursor.execute(
        "SELECT rolname = session_user OR rolsuper FROM pg_roles WHERE rolname = %s", [role]
    )
    row = cursor.fetchone()
    if row is None or row[0]:
        return 0  # one role: it owns everything, so there is nothing to give
    quoted = '"' + role.replace('"', '""') + '"'
    made = 0
    for name, kind, held in _rows(cursor, RIGHTS, [quoted]):
        wanted = _wanted_rights(name, kind)
        if set(held) != wanted:
            what = f'{"SEQUENCE" if kind == "S" else "TABLE"} "{name}"'
            cursor.execute(f"REVOKE ALL ON {what} FROM {quoted}")
            if wanted:
                cursor.execute(f"GRANT {', '.join(sorted(wanted))} ON {what} TO {quoted}")
            made += 1
    return made + _sync_rights_around(cursor, quoted)


def _wanted_rights(name: str, kind: str) -> set[str]:
    read_only = only_read_tables()
    if kind == "S":
        unwritten = name.startswith((*HISTORY, *read_only))
        return set() if unwritten else {"SELECT", "USAGE"}
    if name in READ_ONLY or name in read_only:
        return {"SELECT"}
    return {"SELECT", "INSERT", "UPDATE", "DELETE"}


def _sync_rights_around(cursor: Any, role: str) -> int:
    """Rights on schema and database, and on tables that are still to come."""
    cursor.execute(
        "SELECT has_schema_privilege(%(role)s::regrole, current_schema(), 'CREATE')"
        " OR NOT has_schema_privilege(%(role)s::regrole, current_schema(), 'USAGE'),"
        " has_database_privilege(%(role)s::regrole, current_database(), 'TEMP'),"
        " (SELECT count(*) FROM pg_default_acl, aclexplode(defaclacl)"
        "   WHERE grantee = %(role)s::regrole AND defaclnamespace = current_schema()::regnamespace"
        "   AND defaclrole = session_user::regrole) < 6, current_schema(), current_database()",
        {"role": role},
    )
    schema_wrong, temporary, coming_wrong, schema, database = cursor.fetchone()
    if schema_wrong:
        cursor.execute(f'REVOKE CREATE ON SCHEMA "{schema}" FROM PUBLIC, {role}')
        cursor.execute(f'GRANT USAGE ON SCHEMA "{schema}" TO {role}')
    if temporary:
        # A table of its own would be a place to hang functions on.
        cursor.execute(f'REVOKE TEMPORARY ON DATABASE "{database}" FROM PUBLIC, {role}')
    if coming_wrong:
        start = f'ALTER DEFAULT PRIVILEGES IN SCHEMA "{schema}" GRANT'
        cursor.execute(f"{start} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}")
        cursor.execute(f"{start} SELECT, USAGE ON SEQUENCES TO {role}")
    return schema_wrong + temporary + coming_wrong


def _rows(cursor: Any, sql: str, parameters: list[Any] | None = None) -> list[tuple]:
    cursor.execute(sql, parameters)
    return cursor.fetchall()
