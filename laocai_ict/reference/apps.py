from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    """Dated reference data that every app stands on: places, agencies, days off, sources."""

    name = "laocai_ict.reference"
    verbose_name = "Dữ liệu tham chiếu"
