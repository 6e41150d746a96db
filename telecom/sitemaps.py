"""What the telecom part adds to the site map: the overview and a page an indicator."""

from django.urls import reverse
from django.utils.translation import gettext as _

from laocai_ict.publishing.sitemaps import Branch, PortalSitemap, branches_of

from .models import Indicator


class TelecomSitemap(PortalSitemap):
    def items(self):
        return ["telecom:overview", *Indicator.objects.published()]


def branch() -> Branch:
    return Branch(
        _("Viễn thông"),
        reverse("telecom:overview"),
        children=branches_of(Indicator.objects.published()),
    )
