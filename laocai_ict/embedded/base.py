import functools
import os
import time
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.client import DatabaseClient as PostgreSQLClient

from laocai_ict.launch import binaries
from laocai_ict.launch.server import DATABASE, ROLE, Server, portal_server, test_server

ATTEMPTS = 5


@functools.cache
def server() -> Server:
    """Return this process's server; tests have one of their own, to run beside the portal."""
    return test_server() if os.environ.get("EMBEDDED_SERVER") == "test" else portal_server()


class DatabaseClient(PostgreSQLClient):
    """`manage.py dbshell` with the psql of the embedded server."""

    def runshell(self, parameters: list[str]) -> None:
        server().ensure()
        self.executable_name = str(binaries.folder() / "psql")
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient


    def __init__(self, settings_dict: dict[str, Any], alias: str = "default") -> None:
        settings_dict["USER"] = ROLE
        settings_dict["HOST"] = str(server().socket_folder)
        if settings_dict["NAME"] == "":
            settings_dict["NAME"] = DATABASE
        super().__init__(settings_dict, alias)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect; the server is started if need be, and again if it has crashed meanwhile."""
        server().ensure()
        for attempt in range(1, ATTEMPTS):
            try:
                return super().get_new_connection(conn_params)
            except base.Database.OperationalError as error:
                if "does not exist" in str(error) or "already exists" in str(error):
                    raise
                server().revive()
                time.sleep(0.1 * attempt)  # a server about to stop still takes connections briefly
        return super().get_new_connection(conn_params)
