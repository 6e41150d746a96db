from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PressConfig(AppConfig):
    """The weekly session in which the province informs the press, and its archive."""

    name = "press"
    verbose_name = "Báo chí"

    def ready(self):
        from laocai_ict.display import menus
        from laocai_ict.publishing import registry, sitemaps
        from laocai_ict.reference import loading as reference_loading

        from . import loading, search_source
        from .models import Briefing
        from .sitemaps import PressSitemap, branch
        from .views import side_views

        menus.add(10, "press", _("Báo chí"), "press:briefing-list")
        sitemaps.register("press", PressSitemap, branch)
        registry.register(Briefing, side_views)
        reference_loading.register("press", loading.load, files=loading.FILES)
        search_source.register()
