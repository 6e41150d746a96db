from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """What is public, from when on, and under which address."""

    name = "laocai_ict.publishing"
    verbose_name = "Đăng tải"
