from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class HistoryConfig(AppConfig):
    """Keeps every change of every record, whoever makes it and by whatever way."""

    name = "laocai_ict.history"
    verbose_name = "Lịch sử"

    def ready(self):
        from .acting import tell_connection
        from .sync import sync_after_migrate

        connection_created.connect(tell_connection, dispatch_uid="history-telling")
        # All tables are there by the time the first app hears of it.
        post_migrate.connect(sync_after_migrate, sender=self, dispatch_uid="history-sync")
