"""History in the admin: read by whoever may see the records, written by nobody."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.urls import path

from laocai_ict.display.admin import PortalAdmin

from . import pages
from .models import Act, Entry
from .reading import model_of
from .recorded import delete_selected

admin.site.add_action(delete_selected, "delete_selected")


class AccountFilter(admin.SimpleListFilter):
    title = "người thực hiện"
    parameter_name = "nguoi"

    def lookups(self, request, model_admin):
        named = Act.objects.filter(account__isnull=False).order_by("account", "-id")
        return [
            (str(account), name)
            for account, name in named.distinct("account").values_list("account", "account_name")
        ]

    def queryset(self, request, queryset):
        return queryset.filter(account=self.value()) if self.value() else queryset


class TableFilter(admin.SimpleListFilter):
    title = "loại bản ghi"
    parameter_name = "bang"

    def lookups(self, request, model_admin):
        kinds = {
            (table, str(model_of(table)._meta.verbose_name))
            for table in pages.viewable_tables(request)
        }
        return sorted(kinds, key=lambda kind: kind[1])

    def queryset(self, request, queryset):
        return queryset if not self.value() else _with(queryset, table=self.value())


class OperationFilter(admin.SimpleListFilter):
    title = "thao tác"
    parameter_name = "thao-tac"

    def lookups(self, request, model_admin):
        return Entry.Operation.choices

    def queryset(self, request, queryset):
        return queryset if not self.value() else _with(queryset, operation=self.value())


def _with(acts, **condition):
    return acts.filter(Exists(Entry.objects.filter(act=OuterRef("pk"), **condition)))


@admin.register(Act)
class ActAdmin(PortalAdmin):
    list_display = ["when", "actor_name", "kind", "changed", "reason"]
    list_filter = [OperationFilter, "kind", AccountFilter, TableFilter]
    date_hierarchy = "moment"
    search_fields = ["entries__label"]
    search_help_text = "Tên bản ghi, cả bản ghi đã xóa"
    ordering = ["-id"]
    actions = None

    def get_queryset(self, request):
        entries = pages.seen_entries(request).filter(act=OuterRef("pk")).order_by("id")
        count = entries.order_by().values("act").annotate(count=Count("pk")).values("count")
        return pages.acts_for(request).annotate(
            rows=Coalesce(Subquery(count), 0),
            first_table=Subquery(entries.values("table")[:1]),
            first_label=Subquery(entries.values("label")[:1]),
            first_operation=Subquery(entries.values("operation")[:1]),
        )

    @admin.display(description="lúc", ordering="id")
    def when(self, act):
        return act.moment

    @admin.display(description="người thực hiện", ordering=F("account_name"))
    def actor_name(self, act):
        return act.actor

    @admin.display(description="đã đổi")
    def changed(self, act):
        if not act.rows:
            return None
        model = model_of(act.first_table)
        kind = model._meta.verbose_name if model else act.first_table
        more = f" và {act.rows - 1} dòng khác" if act.rows > 1 else ""
        operation = dict(Entry.Operation.choices)[act.first_operation]
        name = f" “{act.first_label}”" if act.first_label else ""
        return f"{operation} {kind}{name}{more}"

    def get_urls(self):
        undo = self.admin_site.admin_view(self.undo_view)
        return [path("<int:pk>/hoan-tac/", undo, name="history_act_undo"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return pages.act_page(self, request, self._act(request, object_id))

    def history_view(self, request, object_id, extra_context=None):
        return pages.act_page(self, request, self._act(request, object_id))

    def undo_view(self, request, pk):
        return pages.undo_page(self, request, self._act(request, pk))

    def _act(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        number = int(pk) if str(pk).isdecimal() else 0
        return get_object_or_404(pages.acts_for(request), pk=number)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        user = request.user
        return user.is_active and user.is_staff and bool(pages.viewable_tables(request))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
