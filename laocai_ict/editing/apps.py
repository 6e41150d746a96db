from django.apps import AppConfig


class EditingConfig(AppConfig):
    """What is typed into the admin's forms is never lost and never overwrites unseen work."""

    name = "laocai_ict.editing"
    verbose_name = "Biểu mẫu"
