"""The log of decisions that moved deadlines: to read, never to write in."""

from django.contrib import admin
from django.db.models import Count, Prefetch
from django.urls import reverse

from laocai_ict.deadlines.models import Decision, Notice, Shift
from laocai_ict.deadlines.words import end_words
from laocai_ict.display.admin import PortalAdmin


@admin.register(Decision)
class DecisionAdmin(PortalAdmin):
    list_display = ["at", "by_name", "reason", "document", "count"]
    search_fields = ["reason", "document", "by_name"]
    search_help_text = "Lý do, văn bản hoặc người quyết định"
    date_hierarchy = "at"
    fields = ["at", "by_name", "reason", "document"]
    actions = None
    change_form_template = "admin/deadlines/decision.html"

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(moved=Count("shifts"))

    @admin.display(description="số thời hạn đã dời", ordering="moved")
    def count(self, decision):
        return decision.moved

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["lines"] = lines_of(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


def lines_of(decision: Decision) -> list[dict]:
    """Return each shift of a decision with both ends and whom it was told to; two queries."""
    told = Prefetch("notices", Notice.objects.select_related("user").order_by("user"))
    shifts = Shift.objects.filter(decision=decision).order_by("old_due_at", "pk")
    return [
        {
            "shift": one,
            "old": end_words(one.deadline.rule.unit, one.old_due_at, one.old_due_day),
            "new": end_words(one.deadline.rule.unit, one.new_due_at, one.new_due_day),
            "address": reverse("admin:deadlines_deadline_change", args=[one.deadline_id]),
            "told": list(one.notices.all()),
        }
        for one in shifts.select_related("deadline__rule").prefetch_related(told)
    ]
