from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One index of everything published, and the page that finds it as Vietnamese is typed."""

    name = "laocai_ict.search"
    verbose_name = "Tìm kiếm"

    def ready(self):
        from laocai_ict.reference.loading import register

        from . import loading

        register("search", loading.load, files=loading.FILES, version=loading.VERSION)
