"""/suc-khoe/: is the site well? For people, and with ?dinh-dang=json for watching programs.

It says nothing that helps an attacker: no version, no host name, no message of an error.
"""

import datetime
import functools
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from laocai_ict.display.pages import Page, PublicPage
from laocai_ict.history.roles import are_separate
from laocai_ict.reference.models import LoadRun

from .context import without_database
from .maintenance import current_maintenance


@dataclass(frozen=True)
class Health:
    """What was found; None stands for what a database that does not answer cannot tell.

    `protected`: the role that serves pages can touch neither rows nor triggers of history.
    """

    database: bool
    migrated: bool | None = None
    protected: bool | None = None
    last_load: datetime.datetime | None = None
    maintenance: bool = False

    @property
    def well(self) -> bool:
        return self.database and bool(self.migrated)

    def as_json(self) -> dict[str, Any]:
        return {
            "status": "ok" if self.well else "fail",
            "database": self.database,
            "migrations_applied": self.migrated,
            "history_protected": self.protected,
            "last_load": self.last_load and localtime(self.last_load).isoformat("T", "seconds"),
            "maintenance": self.maintenance,
        }


@functools.cache
def expected_migrations() -> frozenset[tuple[str, str]]:
    """Return the migrations this code came with; files do not change under a running process."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(loader.disk_migrations)


def check() -> Health:
    """Ask the database; whatever goes wrong is a finding, not an error."""
    maintenance = current_maintenance() is not None
    try:
        applied = MigrationRecorder(connection).applied_migrations()
        migrated = expected_migrations() <= set(applied)
        last_load = LoadRun.objects.order_by("-finished_at").values_list("finished_at", flat=True)
        return Health(
            database=True,
            migrated=migrated,
            protected=are_separate(),
            last_load=last_load.first() if migrated else None,
            maintenance=maintenance,
        )
    except Exception:  # the embedded server fails in other ways than the database driver does
        return Health(database=False, maintenance=maintenance)


class HealthPage(PublicPage, TemplateView):
    template_name = "department/health.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.health = check()
        status = 200 if self.health.well else 503
        response: HttpResponse
        if request.GET.get("dinh-dang") == "json":
            response = JsonResponse(self.health.as_json(), status=status)
        else:
            context = self.get_context_data(health=self.health)
            if not self.health.database:
                context["identity"] = without_database()
            response = self.render_to_response(context, status=status)
        add_never_cache_headers(response)
        return response

    def get_page(self) -> Page:
        return Page(
            title=_("Tình trạng hệ thống"),
            description=_("Cổng có đang chạy bình thường không, dữ liệu nạp lần cuối khi nào."),
            date=localdate(),
            section="about",
            crumbs=((_("Giới thiệu"), reverse("department:about")),),
        )
