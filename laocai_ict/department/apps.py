from django.apps import AppConfig


class DepartmentConfig(AppConfig):
    """What the department is and was: its names, duties, leaders, contacts."""

    name = "laocai_ict.department"
    verbose_name = "Giới thiệu Sở"
