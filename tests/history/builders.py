"""Small helpers of the tests of history."""

from contextlib import contextmanager

import psycopg2
from django.db import connections

from laocai_ict.history.models import Act, Entry


def entries(record) -> list[Entry]:
    """Return what history says of one record, oldest first."""
    return list(
        Entry.objects.filter(table=record._meta.db_table, row_key=str(record.pk)).select_related(
            "act"
        )
    )


def last_act() -> Act:
    return Act.objects.order_by("-id")[0]


@contextmanager
def session(alias="default"):
    """Give a cursor of a connection of its own, past Django, each statement its transaction."""
    connection = psycopg2.connect(**connections[alias].get_connection_params())
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()
