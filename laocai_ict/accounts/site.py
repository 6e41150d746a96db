"""The admin site: stock Django, in the portal's identity and in Vietnamese."""

import datetime
import math

from django.apps import apps
from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.db import DataError
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.i18n import JavaScriptCatalog

from laocai_ict.editing.site import KeepsForms

MINUTE = datetime.timedelta(minutes=1)


class PortalAdminSite(KeepsForms, AdminSite):
    """Admin site of the portal, in Vietnamese."""

    site_title = "Cổng thông tin Sở TT&TT Lào Cai"
    site_header = "Sở Thông tin và Truyền thông Lào Cai"
    index_title = "Trang nghiệp vụ"
    empty_value_display = "–"

    def get_app_list(self, request, app_label=None):
        """Return the apps as the house has them: the three apps, the ground, accounts last.

        Each entry says in `floor` under which heading of the index it stands. Groups stand with
        the accounts, whatever app of Django they come from.
        """
        found = self._build_app_dict(request, app_label)
        if app_label is None and "auth" in found and "accounts" in found:
            found["accounts"]["models"] += found.pop("auth")["models"]
        order = [config.label for config in apps.get_app_configs()]
        entries = sorted(
            found.values(), key=lambda entry: (_floor(entry), order.index(entry["app_label"]))
        )
        for entry in entries:
            entry["floor"] = FLOORS[_floor(entry)]
            entry["models"].sort(key=lambda model: _place(model["model"]))
        return entries

    def get_urls(self):
        return [
            path(
                "r/<path:content_type_id>/<path:object_id>/",
                self.admin_view(self.view_on_site),
                name="view_on_site",
            ),
            *super().get_urls(),
        ]

    def view_on_site(self, request, content_type_id, object_id):
        """Lead to the public address of a record, but only who may see the record.

        The stock view asks for no right, and tells every member of staff the addresses of drafts.
        """
        try:
            model = ContentType.objects.get_for_id(int(content_type_id)).model_class()
        except (ContentType.DoesNotExist, ValueError, OverflowError, DataError) as error:
            raise Http404 from error
        registered = self._registry.get(model)
        if registered is None or not registered.has_view_permission(request):
            raise Http404
        return shortcut(request, content_type_id, object_id)

    def login(self, request, extra_context=None):
        """Show the login page, or the page that says how long to wait after wrong passwords."""
        response = super().login(request, extra_context)
        blocked_until = getattr(request, "login_blocked_until", None)
        return response if blocked_until is None else self._wait(request, blocked_until)

    def _wait(self, request, blocked_until):
        wait = max(blocked_until - timezone.now(), datetime.timedelta(seconds=1))
        minutes = math.ceil(wait / MINUTE)
        context = {
            **self.each_context(request),
            "title": "Hãy đợi một lát",
            "minutes": minutes,
            # The next full minute: whoever comes at the time that was named gets in.
            "again_at": timezone.now() + minutes * MINUTE,
        }
        response = TemplateResponse(request, "admin/login_wait.html", context, status=429)
        response["Retry-After"] = str(math.ceil(wait.total_seconds()))
        return response

    def i18n_javascript(self, request, extra_context=None):
        """Serve the messages of the admin's scripts, the portal's own translations last."""
        packages = ["django.contrib.admin", "laocai_ict"]
        return JavaScriptCatalog.as_view(packages=packages)(request)


FLOORS = ("Nghiệp vụ", "Dữ liệu dùng chung", "Người dùng")


def _floor(entry) -> int:
    if entry["app_label"] in ("accounts", "auth"):
        return 2
    return int(apps.get_app_config(entry["app_label"]).name.startswith("laocai_ict."))


def _place(model) -> int:
    """Return where the app's own list of models has this one: the main record comes first."""
    return list(apps.get_app_config(model._meta.app_label).get_models()).index(model)
