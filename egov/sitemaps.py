"""What the site map holds of the procedures and the shared systems."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from laocai_ict.publishing.sitemaps import Branch, PortalSitemap, branches_of

from .models import Procedure


class ProcedureSitemap(PortalSitemap):
    def items(self):
        return ["egov:procedure-list", *Procedure.objects.published().with_version()]

    def lastmod(self, item):
        """Return the day of the version, or of the last check against the source if later."""
        if not isinstance(item, Procedure):
            return None
        return max(item.checked_on, localdate(item.published_at))


class SystemSitemap(PortalSitemap):
    def items(self):
        return ["egov:system-list"]


def procedure_branch() -> Branch:
    return Branch(
        _("Thủ tục hành chính"),
        reverse("egov:procedure-list"),
        children=branches_of(Procedure.objects.published()),
    )


def system_branch() -> Branch:
    return Branch(_("Chính quyền điện tử"), reverse("egov:system-list"))
