from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PublishingConfig(AppConfig):
    """What is public, in which version, from when on, and under which address."""

    name = "laocai_ict.publishing"
    verbose_name = "Đăng tải"

    def ready(self):
        from laocai_ict.display import refusals

        from . import rights, sourcing, triggers, work  # noqa: F401  (the loader learns of versions)

        refusals.add_sentences(triggers.SENTENCES)
        work.add_sections()
        post_migrate.connect(rights.sync_after_migrate, dispatch_uid="publishing.rights")
        post_migrate.connect(triggers.sync_after_migrate, dispatch_uid="publishing.triggers")
