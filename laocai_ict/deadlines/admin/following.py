"""Followed deadlines in the admin: the list, the form by hand, the day-by-day explanation."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.forms import CheckboxSelectMultiple
from django.utils import timezone
from django.utils.html import format_html

from laocai_ict.deadlines import services
from laocai_ict.deadlines.explaining import explained
from laocai_ict.deadlines.models import Deadline
from laocai_ict.deadlines.words import due_words, mark_of
from laocai_ict.display.ordering import SortKey
from laocai_ict.display.refusals import Refused

from .deviating import DeviatingPages
from .steps import StepPages


class StateFilter(admin.SimpleListFilter):
    """The states of the field, computed at the moment of asking."""

    title = "tình trạng"
    parameter_name = "tinh_trang"

    def lookups(self, request, model_admin):
        return [
            ("qua-han", "quá hạn"),
            ("hom-nay", "hết hạn hôm nay"),
            ("dang-mo", "đang mở"),
            ("tam-dung", "tạm dừng"),
            ("xong", "đã xong"),
        ]

    def queryset(self, request, queryset):
        now = timezone.now()
        chosen = {
            "qua-han": lambda: queryset.overdue(now),
            "hom-nay": lambda: queryset.due_on(timezone.localdate(now)),
            "dang-mo": queryset.open,
            "tam-dung": lambda: queryset.open().filter(due_at=None),
            "xong": queryset.closed,
        }.get(self.value())
        return chosen() if chosen else queryset


@admin.register(Deadline)
class DeadlineAdmin(DeviatingPages, StepPages):
    list_display = ["title", "rule_name", "due", "state", "agency"]
    list_select_related = ["rule", "agency"]
    list_filter = [StateFilter, "rule__field"]
    search_fields = ["title", "rule__name", "outcome"]
    search_help_text = "Việc phải làm, quy định hoặc kết quả"
    autocomplete_fields = ["rule", "agency"]
    fields = ["title", "rule", "started_at", "agency", "people"]
    actions = None
    change_form_template = "admin/deadlines/change_form.html"
    change_list_template = "admin/deadlines/change_list.html"

    @admin.display(description="quy định", ordering="rule__name")
    def rule_name(self, deadline):
        return deadline.rule.name

    @admin.display(description="hết hạn", ordering="due_at")
    def due(self, deadline):
        return due_words(deadline) or None

    @admin.display(description="tình trạng")
    def state(self, deadline):
        mark = mark_of(deadline)
        return format_html('<span class="tag {}">{}</span>', mark.tone, mark.words)

    def get_readonly_fields(self, request, obj=None):
        """What the end was reckoned from stands; who was wrong closes this one and opens anew."""
        return ["rule", "started_at"] if obj is not None else []

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        staff = get_user_model().objects.filter(is_active=True, is_staff=True)
        kwargs["queryset"] = staff.order_by(SortKey("display_name"), "username")
        kwargs["widget"] = CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        """Deadlines of records are kept where those records are: here they are only shown."""
        if obj is not None and obj.kind:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show the page again, with what was typed, where the verb refuses to open it."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refused:
            request.refused = " ".join(refused.reasons)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        if change:
            typed = [name for name in form.changed_data if name != "people"]
            if typed:
                obj.save(update_fields=typed)
            return
        opened = services.open_(
            title=obj.title,
            rule=obj.rule,
            started_at=obj.started_at,
            agency=obj.agency,
            by=request.user,
        )
        obj.pk = opened.pk
        obj.refresh_from_db()
        request.opened = obj

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None:
            context["panel"] = panel_of(obj)
            context["buttons"] = self.buttons(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


def panel_of(deadline: Deadline) -> dict[str, Any]:
    """Return what the page of a deadline shows above its form."""
    return {
        "deadline": deadline,
        "mark": mark_of(deadline),
        "due": due_words(deadline),
        "pauses": list(deadline.pauses.all()),
        "shifts": list(deadline.shifts.select_related("decision").order_by("decision__at")),
        "explained": explained(deadline.explanation),
    }
