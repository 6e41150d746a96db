from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EgovConfig(AppConfig):
    """Shared systems of the three levels, and the administrative procedures of the sector."""

    name = "egov"
    verbose_name = "Chính quyền điện tử"

    def ready(self):
        from laocai_ict.display import menus
        from laocai_ict.publishing import registry
        from laocai_ict.publishing import sitemaps as site_map
        from laocai_ict.reference import loading as reference

        from . import loading, models, search_source, side_views, sitemaps

        menus.add(30, "procedures", _("Thủ tục"), "egov:procedure-list")
        menus.add(40, "egov", _("Chính quyền điện tử"), "egov:system-list")
        site_map.register("procedures", sitemaps.ProcedureSitemap, sitemaps.procedure_branch)
        site_map.register("systems", sitemaps.SystemSitemap, sitemaps.system_branch)
        registry.register(models.Procedure, side_views.of_procedure)
        registry.register(models.SharedSystem, side_views.of_system)
        registry.register(models.SystemFact, side_views.of_fact)
        registry.register(models.CooperationAgreement, side_views.of_agreement)
        reference.register("egov", loading.load, files=loading.FILES, after=("reference",))
        search_source.register()
