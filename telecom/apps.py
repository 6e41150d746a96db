from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TelecomConfig(AppConfig):
    """Figures of post, telecommunications and broadcasting, each with its source."""

    name = "telecom"
    verbose_name = "Viễn thông"

    def ready(self):
        from laocai_ict.display import menus
        from laocai_ict.publishing import sitemaps
        from laocai_ict.reference import loading

        from . import search_source, side_views
        from .loading import FILES, load
        from .sitemaps import TelecomSitemap, branch

        menus.add(20, "telecom", _("Viễn thông"), "telecom:overview")
        sitemaps.register("telecom", TelecomSitemap, branch)
        side_views.register()
        loading.register("telecom", load, files=FILES, after=("reference",))
        search_source.register()
