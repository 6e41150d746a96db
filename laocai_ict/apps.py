from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _

from laocai_ict.launch.refusal import too_old

OLDEST_SERVER = 15


def refuse_old_server(connection: Any, **options: Any) -> None:
    """Raise Refusal at the first connection to a PostgreSQL that the portal is not made for."""
    version = connection.connection.server_version
    if version < OLDEST_SERVER * 10000:
        raise too_old(f"{version // 10000}.{version % 10000}")


class RoofConfig(AppConfig):
    """What ties the apps together: addresses, home page, the commands that set up the whole."""

    name = "laocai_ict"
    label = "roof"
    verbose_name = "Cổng thông tin"

    def ready(self) -> None:
        from laocai_ict.search import pages

        pages.add("home", _("Trang chủ"), "Sở Thông tin và Truyền thông Lào Cai")
        connection_created.connect(refuse_old_server)
