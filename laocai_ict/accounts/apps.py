from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    """Who may enter the admin site, and what each may do there."""

    default = True
    name = "laocai_ict.accounts"
    verbose_name = "Tài khoản"

    def ready(self):
        from .roles import sync_after_migrate

        # Permissions exist only once Django's own receiver has made them, so no migration can
        # hand them out; that receiver is older than this one and runs first.
        post_migrate.connect(sync_after_migrate, dispatch_uid="accounts-roles")


class PortalAdminConfig(admin_apps.AdminConfig):
    """The stock admin, under the portal's own site class."""

    default = False
    default_site = "laocai_ict.accounts.site.PortalAdminSite"
