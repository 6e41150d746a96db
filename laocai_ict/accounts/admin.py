"""Accounts and groups in the admin site: for superusers alone."""

from django.contrib import admin
from django.contrib.auth import admin as stock
from django.contrib.auth.models import Group
from django.forms import CheckboxSelectMultiple
from django.utils.html import format_html_join

from laocai_ict.display.admin import PortalAdmin
from laocai_ict.display.ordering import SortKey
from laocai_ict.history.models import Act

from .forms import GroupForm, NewUserForm, UserForm, action_of, choosable_permissions, kind_of
from .models import User
from .roles import GROUPS

SET_BY_SOFTWARE = (
    "Nhóm này do phần mềm đặt, quyền của nó theo các phần mà phòng phụ trách. Cần quyền khác thì "
    "tạo nhóm mới."
)

admin.site.unregister(Group)


class SuperusersOnly:
    """Whoever could edit accounts or groups could raise their own rights: superusers only."""

    def has_module_permission(self, request):
        return request.user.is_active and request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_add_permission(self, request):
        return self.has_module_permission(request)

    def has_change_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_delete_permission(self, request, obj=None):
        return self.has_module_permission(request)


@admin.register(User)
class UserAdmin(SuperusersOnly, PortalAdmin, stock.UserAdmin):
    form = UserForm
    add_form = NewUserForm
    list_display = ["username", "display_name", "agency", "offices", "is_active", "last_login"]
    list_filter = ["is_active", "is_superuser", "groups"]
    list_select_related = ["agency"]
    search_fields = ["username", "display_name", "email"]
    autocomplete_fields = ["agency"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    actions = None
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Người dùng", {"fields": ["display_name", "email", "agency"]}),
        ("Quyền", {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        ("Thời điểm", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "password1", "password2"]}),
        ("Người dùng", {"fields": ["display_name", "agency"]}),
        ("Quyền", {"fields": ["is_staff", "groups"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":  # a handful: to be ticked, not searched for
            kwargs["widget"] = CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description="nhóm")
    def offices(self, user):
        if user.is_superuser:
            return "Quản trị"
        return ", ".join(group.name for group in user.groups.all())

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        if obj is not None and obj.pk == request.user.pk:
            # Nobody shuts themselves out by a wrong tick.
            return [*fields, "is_active", "is_staff", "is_superuser"]
        return fields

    def has_delete_permission(self, request, obj=None):
        """Only an account that has done nothing may go; any other is made inactive instead."""
        allowed = super().has_delete_permission(request, obj)
        if not allowed or obj is None:
            return allowed
        return obj.last_login is None and not Act.objects.filter(account=obj.pk).exists()


@admin.register(Group)
class GroupAdmin(SuperusersOnly, PortalAdmin):
    form = GroupForm
    search_fields = ["name"]
    ordering = [SortKey("name")]
    list_display = ["name", "is_of_the_software"]
    actions = None

    @admin.display(description="do phần mềm đặt", boolean=True)
    def is_of_the_software(self, group):
        return group.name in GROUPS

    @admin.display(description="quyền")
    def held(self, group):
        """List what a group of the software may do; `migrate` sets it, so it is not edited here."""
        held = choosable_permissions().filter(group=group)
        lines: dict[str, list[str]] = {}
        for permission in held:
            lines.setdefault(kind_of(permission), []).append(action_of(permission))
        return format_html_join(
            "", "<div>{}: {}</div>", ((k, ", ".join(a)) for k, a in lines.items())
        )

    def get_fieldsets(self, request, obj=None):
        if obj is not None and obj.name in GROUPS:
            return [(None, {"fields": ["name", "held"], "description": SET_BY_SOFTWARE})]
        return [(None, {"fields": ["name", "permissions"]})]

    def get_readonly_fields(self, request, obj=None):
        return ["name", "held"] if obj is not None and obj.name in GROUPS else []

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (
            obj is None or obj.name not in GROUPS
        )
