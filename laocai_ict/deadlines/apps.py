from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeadlinesConfig(AppConfig):
    """Legal terms: their rules as dated rows, how they are counted, and the open ones."""

    name = "laocai_ict.deadlines"
    verbose_name = "Thời hạn"

    def ready(self):
        from laocai_ict.display import menus, refusals
        from laocai_ict.history import undo
        from laocai_ict.publishing import sitemaps
        from laocai_ict.reference import loading as reference
        from laocai_ict.search import pages

        from . import foreseeing, loading, undoing, work
        from .sentences import SENTENCES
        from .sitemaps import DeadlinesSitemap, branch

        refusals.add_sentences(SENTENCES)
        reference.register("deadlines", loading.load, files=loading.FILES, after=("reference",))
        foreseeing.register()
        work.add_sections()
        undo.handlers.append(undoing.DecisionHandler())
        menus.add_about(1, _("Tính thời hạn"), "deadlines:reckon")
        menus.add_about(2, _("Ngày nghỉ, ngày làm bù"), "deadlines:days-off")
        sitemaps.register("deadlines", DeadlinesSitemap, branch)
        pages.add("deadlines:reckon", _("Tính thời hạn"), "Tính hạn, tính ngày làm việc")
        pages.add("deadlines:days-off", _("Ngày nghỉ, ngày làm bù"), "Lịch nghỉ lễ, Tết")
