from django.urls import reverse
from django.utils.translation import gettext as _

from laocai_ict.publishing.sitemaps import Branch, PortalSitemap

PAGES = ("home", "department:about", "department:accessibility", "department:sitemap")


class DepartmentSitemap(PortalSitemap):
    def items(self):
        return list(PAGES)


def branch() -> Branch:
    return Branch(
        _("Giới thiệu"),
        reverse("department:about"),
        children=(
            Branch(_("Sơ đồ trang"), reverse("department:sitemap")),
            Branch(_("Khả năng tiếp cận"), reverse("department:accessibility")),
            Branch(_("Tình trạng hệ thống"), reverse("department:health")),
        ),
    )
