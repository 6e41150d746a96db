from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    """Legal terms: their rules as dated rows, how they are counted, and the open ones."""

    name = "laocai_ict.deadlines"
    verbose_name = "Thời hạn"

    def ready(self):
        from laocai_ict.display import refusals

        from .sentences import SENTENCES

        refusals.add_sentences(SENTENCES)
