from django.apps import AppConfig


class RoofConfig(AppConfig):
    """What ties the apps together: addresses, home page, the commands that set up the whole."""

    name = "laocai_ict"
    label = "roof"
    verbose_name = "Cổng thông tin"
