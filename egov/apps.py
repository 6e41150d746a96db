from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EgovConfig(AppConfig):
    """Shared systems of the three levels, and the administrative procedures of the sector."""

    name = "egov"
    verbose_name = "Chính quyền điện tử"

    def ready(self):
        from laocai_ict.display import menus
        from laocai_ict.publishing import sitemaps as registry
        from laocai_ict.reference import loading as reference

        from . import loading, sitemaps

        menus.add(30, "procedures", _("Thủ tục"), "egov:procedure-list")
        menus.add(40, "egov", _("Chính quyền điện tử"), "egov:system-list")
        registry.register("procedures", sitemaps.ProcedureSitemap, sitemaps.procedure_branch)
        registry.register("systems", sitemaps.SystemSitemap, sitemaps.system_branch)
        reference.register("egov", loading.load, files=loading.FILES, after=("reference",))
