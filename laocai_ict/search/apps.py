from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """One index of everything published, and the page that finds it as Vietnamese is typed."""

    name = "laocai_ict.search"
    verbose_name = "Tìm kiếm"

    def ready(self):
        from laocai_ict.reference.loading import register

        from . import loading, near, pages, places, sync

        register("search", loading.load, files=loading.FILES, version=loading.VERSION)
        pages.register()
        places.register()
        near.consider(places.KIND)
        pages.add("publishing:corrections", _("Đính chính và sửa nhỏ"))
        pages.add("reference:place-list", _("Địa phương"), "Tra cứu xã, phường, huyện cũ và mới")
        pre_migrate.connect(sync.stop_before_migrate, sender=self, dispatch_uid="search.stop")
        post_migrate.connect(sync.sync_after_migrate, sender=self, dispatch_uid="search.sync")
