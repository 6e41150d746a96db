"""What the site map holds of the press: the archive by year, and each real briefing.

Sample briefings are read by people who try the portal; no search engine is asked to take them for
news, so they stay out of the XML file and their pages say noindex.
"""

from django.urls import reverse
from django.utils.translation import gettext as _

from laocai_ict.publishing.sitemaps import Branch, PortalSitemap

from .models import WEEKLY, Briefing, BriefingSeries


def _years() -> list[int]:
    series = BriefingSeries.objects.with_years().filter(slug=WEEKLY).first()
    return series.years if series else []


class PressSitemap(PortalSitemap):
    """The archive, its years (as numbers) and the briefings that are no samples."""

    def items(self):
        real = Briefing.objects.weekly().published().filter(is_sample=False)
        return ["press:briefing-list", *_years(), *real.with_version().newest_first()]

    def location(self, item):
        if isinstance(item, int):
            return reverse("press:briefing-year", args=[item])
        return super().location(item)

    def lastmod(self, item):
        return item.content_day if isinstance(item, Briefing) else None


def branch() -> Branch:
    return Branch(
        _("Báo chí"),
        reverse("press:briefing-list"),
        children=tuple(
            Branch(_("Năm %(year)s") % {"year": year}, reverse("press:briefing-year", args=[year]))
            for year in _years()
        ),
    )
