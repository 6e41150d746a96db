"""Addresses of the places for the site map."""

from operator import attrgetter

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from laocai_ict.publishing.sitemaps import Branch, PortalSitemap, branches_of

from .models import AdministrativeUnit


class PlaceSitemap(PortalSitemap):
    """Every unit, ended ones too: their pages are history that stays."""

    def items(self):
        return ["reference:place-list", *AdministrativeUnit.objects.only("slug").sorted()]


def branch() -> Branch:
    """Return the list of places with the provinces and what stands right below them today."""
    units = AdministrativeUnit.objects.on(localdate()).sorted().only("kind", "name", "slug")
    children = branches_of(units, attrgetter("full_name"))
    return Branch(_("Địa phương"), reverse("reference:place-list"), children=children)
