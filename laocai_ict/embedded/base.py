import time
from collections.abc import Iterable
from typing import Any

import psycopg2
from django.db.backends.postgresql import base
from django.db.backends.postgresql.client import DatabaseClient as PostgreSQLClient

from laocai_ict.launch import binaries, server

ATTEMPTS = 5


class DatabaseClient(PostgreSQLClient):
    """`manage.py dbshell` with the psql of the embedded server."""

    def runshell(self, parameters: Iterable[str]) -> None:
        server.current().ensure()
        self.executable_name = str(binaries.folder() / "psql")
        super().runshell(parameters)


MAKE_ROLE = f"""
DO $$ BEGIN
    IF to_regrole('{server.APPLICATION_ROLE}') IS NULL THEN
        CREATE ROLE {server.APPLICATION_ROLE} LOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another process was faster
END $$
"""


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    def __init__(self, settings_dict: dict[str, Any], alias: str = "default") -> None:
        settings_dict["USER"] = settings_dict["USER"] or server.ROLE
        settings_dict["HOST"] = str(server.current().socket_folder)
        if settings_dict["NAME"] == "":
            settings_dict["NAME"] = server.DATABASE
        super().__init__(settings_dict, alias)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; the server is started if need be, and again if it has crashed meanwhile.

        A data folder of before there were two roles gets the second one here.
        """
        server.current().ensure()
        try:
            connection = self._connect(conn_params)
        except psycopg2.OperationalError as error:
            if f'role "{server.APPLICATION_ROLE}" does not exist' not in str(error):
                raise
            owner = psycopg2.connect(host=conn_params["host"], dbname="postgres", user=server.ROLE)
            _make_application_role(owner)
            owner.close()
            return self._connect(conn_params)
        if conn_params["user"] == server.ROLE:
            _make_application_role(connection)
        return connection

    def _connect(self, conn_params: dict[str, Any]) -> Any:
        for attempt in range(1, ATTEMPTS):
            try:
                return super().get_new_connection(conn_params)
            except psycopg2.OperationalError as error:
                if "does not exist" in str(error) or "already exists" in str(error):
                    raise
                server.current().revive()
                time.sleep(0.1 * attempt)  # a server about to stop still takes connections briefly
        return super().get_new_connection(conn_params)


def _make_application_role(owner: Any) -> None:
    with owner, owner.cursor() as cursor:
        cursor.execute(MAKE_ROLE)
