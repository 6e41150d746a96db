"""The two roles of the database: one owns and migrates, the other serves the portal.

Alias "owner" connects as the migrating role, "default" as the application's. Where only one is
given both connect the same way and the portal works, but whoever gets hold of that role could
touch history.
"""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

OWNER = "owner"

# What would let a role get at rows or triggers of history: being superuser, making roles, writing
# everything or reaching the server's own files by membership, owning the schema (its owner may drop
# what is in it) or anything in it, and a right on history that somebody gave it, or gave everybody.
SEPARATE = """
SELECT NOT (me.rolsuper OR me.rolcreaterole OR me.rolreplication
    OR pg_has_role(me.oid, space.nspowner, 'MEMBER')
    OR pg_has_role(me.oid, base.datdba, 'MEMBER')
    OR EXISTS (SELECT FROM pg_roles AS mighty WHERE mighty.rolname IN
        ('pg_write_all_data', 'pg_execute_server_program', 'pg_write_server_files')
        AND pg_has_role(me.oid, mighty.oid, 'MEMBER'))
    OR EXISTS (SELECT FROM pg_class AS kept WHERE kept.relnamespace = space.oid
        AND kept.relname IN ('history_act', 'history_entry')
        AND (has_table_privilege(me.oid, kept.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')
            OR has_any_column_privilege(me.oid, kept.oid, 'INSERT, UPDATE')))
    OR EXISTS (SELECT FROM pg_class AS relation WHERE relnamespace = space.oid
        AND relkind IN ('r', 'p') AND pg_has_role(me.oid, relowner, 'MEMBER'))
    OR EXISTS (SELECT FROM pg_proc WHERE pronamespace = space.oid
        AND pg_has_role(me.oid, proowner, 'MEMBER')))
FROM pg_roles AS me, pg_namespace AS space, pg_database AS base
WHERE me.rolname = session_user AND space.nspname = current_schema()
    AND base.datname = current_database()
"""


def are_separate(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Say whether the application's role is kept away from history, as the database sees it."""
    with connections[using].cursor() as cursor:
        cursor.execute(SEPARATE)
        row = cursor.fetchone()
    return bool(row and row[0])


def application_role() -> str:
    """Return the name of the role the portal serves with; asked of the settings, not connected."""
    name = connections[DEFAULT_DB_ALIAS].settings_dict["USER"]
    return name or os.environ.get("PGUSER") or getpass.getuser()


_migrating: ContextVar[bool] = ContextVar("migrating", default=False)


@contextmanager
def migrating() -> Iterator[None]:
    """While the block runs, whatever names no database works with the migrating role."""
    token = _migrating.set(True)
    try:
        yield
    finally:
        _migrating.reset(token)


class MigratingRouter:
    """Sends the queries of data migrations where their tables are being made."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return OWNER if _migrating.get() else None

    db_for_write = db_for_read

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return True  # two ways into one database
