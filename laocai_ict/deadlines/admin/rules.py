"""Rules of terms and office hours: dated rows that are ended, not deleted."""

import datetime
from urllib.parse import urlencode

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timezone import localdate

from laocai_ict.deadlines.calendar import Calendar
from laocai_ict.deadlines.engine import CannotReckon, Reckoning, reckon
from laocai_ict.deadlines.models import DeadlineRule, OfficeHours
from laocai_ict.deadlines.terms import HOUR_UNITS
from laocai_ict.deadlines.units import Direction
from laocai_ict.display import dates
from laocai_ict.display.admin import PortalAdmin
from laocai_ict.reference.admin import TodayFilter

FIRST_YEAR = 2017
"""the first year whose days off the portal holds"""


class HeldInYearFilter(admin.SimpleListFilter):
    """What held on some day of a year: the question about an old case."""

    title = "có hiệu lực trong năm"
    parameter_name = "nam"

    def lookups(self, request, model_admin):
        return [(str(year), str(year)) for year in range(localdate().year + 1, FIRST_YEAR - 1, -1)]

    def queryset(self, request, queryset):
        if self.value() not in dict(self.lookup_choices):
            return queryset
        year = int(self.value())
        begun = queryset.filter(valid_from=None) | queryset.filter(valid_from__year__lte=year)
        over = queryset.filter(valid_until__lte=datetime.date(year, 1, 1))
        return begun.exclude(pk__in=over.values("pk"))


class DatedAdmin(PortalAdmin):
    """What has begun stays: old cases are judged by it. It is ended by its last day."""

    def has_delete_permission(self, request, obj=None):
        has_begun = obj is not None and (obj.valid_from is None or obj.valid_from <= localdate())
        return not has_begun and super().has_delete_permission(request, obj)

    def get_actions(self, request):
        return {
            name: action
            for name, action in super().get_actions(request).items()
            if name != "delete_selected"
        }


@admin.register(OfficeHours)
class OfficeHoursAdmin(DatedAdmin):
    list_display = ["hours", "valid_from", "valid_until", "legal_basis"]
    list_filter = [TodayFilter, HeldInYearFilter]
    search_fields = ["legal_basis", "note"]
    autocomplete_fields = ["source"]
    fieldsets = [
        (
            None,
            {"fields": [("morning_from", "morning_until"), ("afternoon_from", "afternoon_until")]},
        ),
        ("Hiệu lực", {"fields": ["valid_from", "valid_until"]}),
        ("Căn cứ và nguồn", {"fields": ["legal_basis", "source", "note"]}),
    ]

    @admin.display(description="giờ làm việc", ordering="morning_from")
    def hours(self, hours):
        return str(hours)


@admin.register(DeadlineRule)
class DeadlineRuleAdmin(DatedAdmin):
    list_display = ["name", "how_long", "field", "basis", "valid_from", "valid_until"]
    list_filter = [TodayFilter, HeldInYearFilter, "field", "unit", "is_law"]
    search_fields = ["name", "code", "start_event", "legal_basis", "article"]
    search_help_text = "Việc phải làm, mã, sự kiện bắt đầu, văn bản hoặc điều"
    autocomplete_fields = ["source"]
    readonly_fields = ["example", "other_times"]
    fieldsets = [
        (None, {"fields": ["field", "name", "code", "start_event"]}),
        (
            "Bao lâu",
            {"fields": [("amount", "unit"), "words", "direction", "next_day_after_15", "example"]},
        ),
        ("Căn cứ", {"fields": ["is_law", "legal_basis", "article"]}),
        ("Hiệu lực", {"fields": ["valid_from", "valid_until", "other_times"]}),
        (
            "Tạm dừng và gia hạn",
            {"fields": ["pause_ground", "extension_ground", "extension_amount"]},
        ),
        ("Nguồn", {"fields": ["source", "note"]}),
    ]

    @admin.display(description="thời hạn", ordering="amount")
    def how_long(self, rule):
        return rule.length

    @admin.display(description="căn cứ", ordering="legal_basis")
    def basis(self, rule):
        return rule.basis

    @admin.display(description="ví dụ từ lúc này")
    def example(self, rule):
        """Count the rule as it is stored from this moment, so that a wrong number is noticed."""
        term = rule.term() if rule.pk else None
        if term is None:
            return "Không có con số để tính." if rule.pk else "Lưu rồi sẽ thấy."
        try:
            reckoning = reckon(timezone.now(), term, Calendar.read())
        except CannotReckon as error:
            return str(error)
        return _told(reckoning)

    @admin.display(description="các thời kỳ khác")
    def other_times(self, rule):
        """Lead to every row of the same duty."""
        if not rule.pk:
            return "Lưu rồi sẽ thấy."
        address = reverse("admin:deadlines_deadlinerule_changelist")
        query = urlencode({"code__exact": rule.code})
        return format_html('<a href="{}?{}">Mọi quy định về việc này</a>', address, query)


def _told(reckoning: Reckoning) -> str:
    """Return the example in words: "Tính từ 21:00 thứ Tư …: hạn là hết ngày 27/11/2026."."""
    if reckoning.term.unit in HOUR_UNITS:
        end = dates.moment(reckoning.due_at)
    else:
        end = f"hết ngày {dates.day(reckoning.due_day)}"
    start = dates.moment(reckoning.start)
    if reckoning.term.direction == Direction.BEFORE:
        return f"Sự kiện vào {start}: chậm nhất {end}."
    return f"Tính từ {start}: hạn là {end}."
