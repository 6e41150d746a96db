from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PressConfig(AppConfig):
    """The weekly session in which the province informs the press, and its archive."""

    name = "press"
    verbose_name = "Báo chí"

    def ready(self):
        from laocai_ict.display import menus
        from laocai_ict.publishing import sitemaps
        from laocai_ict.reference import loading as reference_loading

        from . import loading
        from .sitemaps import PressSitemap, branch

        menus.add(10, "press", _("Báo chí"), "press:briefing-list")
        sitemaps.register("press", PressSitemap, branch)
        reference_loading.register("press", loading.load, files=loading.FILES)
