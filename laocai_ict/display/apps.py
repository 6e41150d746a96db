from django.apps import AppConfig


class DisplayConfig(AppConfig):
    """How things are shown and typed: pages, numbers, dates, icons, colour scheme."""

    name = "laocai_ict.display"
    verbose_name = "Cách hiển thị"
