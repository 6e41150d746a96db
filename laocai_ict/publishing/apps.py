from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    """What is public, in which version, from when on, and under which address."""

    name = "laocai_ict.publishing"
    verbose_name = "Đăng tải"

    def ready(self):
        from laocai_ict.display import menus, refusals
        from laocai_ict.history import pages, reading, undo

        from . import recorded, rights, sitemaps, sourcing, triggers, undoing, work  # noqa: F401

        refusals.add_sentences(triggers.SENTENCES)
        work.add_sections()
        reading.add_family(recorded.rows_of)
        pages.add_followers(recorded.rows_seen)
        undo.handlers.append(undoing.PublishedHandler())
        undo.afterwards.append(undoing.note_writers)
        undo.goes_along.add("publishing_writer")
        menus.add_about(5, _("Đính chính và sửa nhỏ"), "publishing:corrections")
        sitemaps.register("corrections", sitemaps.CorrectionsSitemap, sitemaps.corrections_branch)
        post_migrate.connect(rights.sync_after_migrate, dispatch_uid="publishing.rights")
        post_migrate.connect(triggers.sync_after_migrate, dispatch_uid="publishing.triggers")
