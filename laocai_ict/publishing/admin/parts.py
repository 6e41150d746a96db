"""Parts of a versioned record in the admin: who may change the record may change its parts."""

from typing import Any

from django.contrib import admin
from django.utils.html import format_html

from laocai_ict.display.admin import PortalAdmin, PortalStackedInline, PortalTabularInline

from .addresses import change_address


class FollowsTheWhole:
    """Mixin for inlines of `Part` models: every right is that of the record's own admin."""

    admin_site: Any
    parent_model: Any

    def _whole(self):
        return self.admin_site.get_model_admin(self.parent_model)

    def get_formset(self, request, obj=None, **kwargs):
        """Lead to the public page only from parts of the version that stands there."""
        is_saved = obj is not None and not obj._state.adding
        self.view_on_site = is_saved and obj.version.is_public()
        return super().get_formset(request, obj, **kwargs)  # type: ignore[misc]

    def get_extra(self, request, obj=None, **kwargs):
        """Offer one empty row, for who has no script that adds rows; left alone it is not saved."""
        return 1

    def has_view_permission(self, request, obj=None):
        return self._whole().has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        whole = self._whole()
        if obj is None or obj._state.adding:
            return whole.has_add_permission(request)
        return whole.has_change_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)


class PartTabularInline(FollowsTheWhole, PortalTabularInline):
    pass


class PartStackedInline(FollowsTheWhole, PortalStackedInline):
    pass


class PartAdmin(PortalAdmin):
    """A list of parts to search and look up. Each is changed in the form of its record."""

    def get_queryset(self, request):
        """Return the parts as the newest version of each record has them."""
        whole = self.model._meta.get_field(self.model.whole)
        newest = whole.related_model._default_manager.newest()
        return super().get_queryset(request).filter(**{f"{whole.name}__in": newest})

    def get_list_display(self, request):
        return [*super().get_list_display(request), "whole_link"]

    def get_list_select_related(self, request):
        chosen = super().get_list_select_related(request)
        return [*(chosen if isinstance(chosen, list | tuple) else ()), self.model.whole]

    def get_fields(self, request, obj=None):
        return [*super().get_fields(request, obj), "whole_link"]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "whole_link"]

    @admin.display(description="sửa trong")
    def whole_link(self, part):
        whole = getattr(part, self.model.whole)
        return format_html('<a href="{}">{}</a>', change_address(whole), whole)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
