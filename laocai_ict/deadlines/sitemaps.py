from django.urls import reverse
from django.utils.translation import gettext as _

from laocai_ict.publishing.sitemaps import Branch, PortalSitemap

PAGES = ("deadlines:reckon", "deadlines:days-off")


class DeadlinesSitemap(PortalSitemap):
    """The pages themselves; the questions one can ask them are without end."""

    def items(self):
        return list(PAGES)


def branch() -> Branch:
    return Branch(
        _("Tính thời hạn"),
        reverse("deadlines:reckon"),
        children=(Branch(_("Ngày nghỉ, ngày làm bù"), reverse("deadlines:days-off")),),
    )
