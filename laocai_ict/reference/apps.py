from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferenceConfig(AppConfig):
    """Dated reference data that every app stands on: places, agencies, days off, sources."""

    name = "laocai_ict.reference"
    verbose_name = "Dữ liệu tham chiếu"

    def ready(self):
        from laocai_ict.display import menus
        from laocai_ict.publishing import desk, sitemaps

        from . import loaders, loading, work
        from .sitemaps import PlaceSitemap, branch

        loading.register("reference", loaders.load, files=loaders.FILES, version=loaders.VERSION)
        sitemaps.register("places", PlaceSitemap, branch)
        desk.add(work.YEARS)
        menus.add(50, "places", _("Địa phương"), "reference:place-list")
