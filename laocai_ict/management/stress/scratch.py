"""A copy of the database for what may not touch the real one."""

import contextlib
import os
from collections.abc import Iterator

from django.db import connection, connections


@contextlib.contextmanager
def scratch_database() -> Iterator[None]:
    """Within, every connection of this process goes to a copy, which is dropped afterwards."""
    owner = connections["owner"] if "owner" in connections else connection  # noqa: SIM401
    original = connection.settings_dict["NAME"]
    copy = f"{original}_scratch_{os.getpid()}"
    connections.close_all()
    with owner._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{original}"')
    _point_at(copy)
    try:
        yield
    finally:
        _point_at(original)
        with owner._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


def _point_at(name: str) -> None:
    connections.close_all()
    for alias in connections:
        connections.settings[alias]["NAME"] = name
        connections[alias].settings_dict["NAME"] = name
