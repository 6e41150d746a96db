"""What the telecom part adds to the site map: the overview and a page an indicator."""

from django.urls import reverse
from django.utils.translation import gettext as _

from laocai_ict.publishing.sitemaps import Branch, PortalSitemap

from .models import Indicator


class TelecomSitemap(PortalSitemap):
    """Addresses for the XML file; None stands for the overview."""

    def items(self):
        return [None, *Indicator.objects.published()]

    def location(self, item):
        return reverse("telecom:overview") if item is None else item.get_absolute_url()


def branch() -> Branch:
    return Branch(
        title=_("Viễn thông"),
        url=reverse("telecom:overview"),
        children=tuple(
            Branch(title=indicator.name, url=indicator.get_absolute_url(), lang="vi")
            for indicator in Indicator.objects.published()
        ),
    )
