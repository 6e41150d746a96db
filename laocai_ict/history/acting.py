"""Who acts, from where and why, as the application tells it to the database.

What is told goes in front of each writing statement, in the same round trip, as a setting that
lasts no longer than the transaction: reads cost nothing, nothing can leak from one request to the
next over a kept connection, and a rolled-back savepoint takes nothing along that the next write
does not say again. The triggers read it (`functions.py`).
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg2.extensions import QuotedString

SETTING = "laocai_ict.told"
WRITES = ("INSERT", "UPDATE", "DELETE", "WITH", "MERGE", "CALL", "DO")
"""words that statements begin with that may change a row"""


@dataclass
class Later:
    """A reason that becomes known only while the request is served."""

    reason: str = ""


@dataclass(frozen=True)
class Acting:
    """What is told: `by` is an account, or a function that finds it at the first write."""

    by: Any = None
    where: str = ""
    reason: str = ""
    kind: str = ""
    undoes: int | None = None
    later: Later = field(default_factory=Later)

    def told(self) -> str:
        """Return what the database is told, "" for nothing."""
        account = self.by() if callable(self.by) else self.by
        said = {
            "by": getattr(account, "pk", None),
            "name": str(account) if getattr(account, "pk", None) else "",
            "where": self.where,
            "reason": self.later.reason or self.reason,
            "kind": self.kind,
            "undoes": self.undoes,
        }
        # PostgreSQL holds no sign NUL; of JSON with one it would believe nothing.
        said = {
            name: value.replace("\0", "") if isinstance(value, str) else value
            for name, value in said.items()
            if value not in (None, "")
        }
        return json.dumps(said, ensure_ascii=False) if said else ""


@cache
def of_process() -> Acting:
    """Return what every statement of this process tells unless more is known: the command."""
    return of_command_line(sys.argv)


def of_command_line(argv: list[str]) -> Acting:
    """Return the command that `argv` runs; nothing where it runs none of Django's."""
    program = Path(argv[0]) if argv else Path()
    ours = program.name in ("manage.py", "django-admin") or program.match("django/__main__.py")
    if not ours or len(argv) < 2:
        return Acting()
    # Without its arguments: a name or an address typed there is nobody's business later.
    return Acting(where=f"manage.py {argv[1]}", kind="command")


_current: ContextVar[Acting | None] = ContextVar("acting", default=None)


def current() -> Acting:
    return _current.get() or of_process()


@contextmanager
def acting(
    by: Any = None,
    where: str = "",
    reason: str = "",
    kind: str = "",
    undoes: int | None = None,
) -> Iterator[None]:
    """Tell who acts while the block runs; what is not given stays as it was outside."""
    given = {"by": by, "where": where, "reason": reason, "kind": kind, "undoes": undoes}
    more: dict[str, Any] = {name: value for name, value in given.items() if value not in (None, "")}
    outer = current()
    more.setdefault("reason", outer.later.reason or outer.reason)
    token = _current.set(replace(outer, **more, later=Later()))
    try:
        yield
    finally:
        _current.reset(token)


def give_reason(reason: str, using: str = DEFAULT_DB_ALIAS) -> None:
    """Say why, in the middle of an `acting` block: for what its transaction did and will do."""
    said = current()
    said.later.reason = reason
    connection = connections[using]
    if connection.in_atomic_block and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("SELECT history_tell(%s)", [said.told()])


def tell_connection(connection: Any, **options: Any) -> None:
    """Receiver of connection_created: have its writing statements say who acts."""
    if connection.vendor == "postgresql" and _tell not in connection.execute_wrappers:
        # First of all, because Django takes wrappers of a block off from the end.
        connection.execute_wrappers.insert(0, _tell)


def _tell(execute: Callable, sql: Any, params: Any, many: bool, context: dict) -> Any:
    if isinstance(sql, str) and sql.lstrip(" \n\t(")[:6].upper().startswith(WRITES):
        told = current().told()
        if told:
            quoted = QuotedString(told)
            quoted.encoding = "utf-8"
            literal = quoted.getquoted().decode()
            if params is not None:
                literal = literal.replace("%", "%%")
            sql = f"SELECT set_config('{SETTING}', {literal}, true); {sql}"
    return execute(sql, params, many, context)
