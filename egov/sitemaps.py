"""What the site map holds of the procedures and the shared systems."""

from django.urls import reverse
from django.utils.translation import gettext as _

from laocai_ict.publishing.sitemaps import Branch, PortalSitemap

from .models import Procedure


class ProcedureSitemap(PortalSitemap):
    def items(self):
        return [None, *Procedure.objects.published().order_by("number")]

    def location(self, item):
        return item.get_absolute_url() if item else reverse("egov:procedure-list")

    def lastmod(self, item):
        return item.checked_on if item else None


class SystemSitemap(PortalSitemap):
    def items(self):
        return ["egov:system-list"]

    def location(self, item):
        return reverse(item)


def procedure_branch() -> Branch:
    return Branch(
        _("Thủ tục hành chính"),
        reverse("egov:procedure-list"),
        children=tuple(
            Branch(procedure.name, procedure.get_absolute_url(), lang="vi")
            for procedure in Procedure.objects.published().order_by("number")
        ),
    )


def system_branch() -> Branch:
    return Branch(_("Chính quyền điện tử"), reverse("egov:system-list"))
