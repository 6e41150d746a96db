"""Addresses of the places for the site map."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from laocai_ict.publishing.sitemaps import Branch, PortalSitemap

from .models import AdministrativeUnit


class PlaceSitemap(PortalSitemap):
    """Every unit, ended ones too: their pages are history that stays."""

    def items(self):
        return [None, *AdministrativeUnit.objects.only("slug").sorted()]

    def location(self, item):
        return item.get_absolute_url() if item else reverse("reference:place-list")


def branch() -> Branch:
    """Return the list of places with the provinces and what stands right below them today."""
    units = AdministrativeUnit.objects.on(localdate()).sorted().only("kind", "name", "slug")
    children = tuple(Branch(unit.full_name, unit.get_absolute_url(), lang="vi") for unit in units)
    return Branch(_("Địa phương"), reverse("reference:place-list"), children=children)
