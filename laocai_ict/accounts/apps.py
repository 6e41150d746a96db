from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class AccountsConfig(AppConfig):
    """Who may enter the admin site, and what each may do there."""

    default = True
    name = "laocai_ict.accounts"
    verbose_name = "Tài khoản"


class PortalAdminConfig(admin_apps.AdminConfig):
    """The stock admin, under the portal's own site class."""

    default = False
    default_site = "laocai_ict.accounts.site.PortalAdminSite"
