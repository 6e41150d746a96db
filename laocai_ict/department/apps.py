from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DepartmentConfig(AppConfig):
    """What the department is and was, and the pages in which the site speaks of itself."""

    name = "laocai_ict.department"
    verbose_name = _("Giới thiệu Sở")  # public too: a filter of the list of corrections

    def ready(self):
        from laocai_ict.display import menus
        from laocai_ict.publishing import pagecache, registry, sitemaps
        from laocai_ict.reference.loading import register

        from . import search_source, side_views
        from .context import LEGAL_BLOCK
        from .loading import FILES, load
        from .models import Contact, Duty, Leader, Milestone
        from .sitemaps import DepartmentSitemap, branch

        register("department", load, files=FILES)
        for model in (Milestone, Duty, Leader):
            registry.register(model, side_views.of_record)
        registry.register(Contact, side_views.of_contact)
        pagecache.read_along("legal block", LEGAL_BLOCK)
        menus.add(60, "about", _("Giới thiệu"), "department:about")
        menus.add_about(10, _("Sơ đồ trang"), "department:sitemap")
        menus.add_about(20, _("Khả năng tiếp cận"), "department:accessibility")
        menus.add_about(30, _("Tình trạng hệ thống"), "department:health")
        sitemaps.register("department", DepartmentSitemap, branch)
        search_source.register()
