"""Briefings and their topics in the admin site."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html

from laocai_ict.display import dates
from laocai_ict.display.admin import PortalAdmin
from laocai_ict.display.typography import NBSP
from laocai_ict.publishing.admin import PartStackedInline, VersionedAdmin

from . import services
from .models import Briefing, BriefingSeries, Topic

AFTER_SAVING = "có sau khi lưu"


@admin.register(BriefingSeries)
class BriefingSeriesAdmin(PortalAdmin):
    """Day, hour, length and speaker of the series; the series itself comes with the portal."""

    list_display = ["name", "weekday", "start_time", "shortest_minutes", "longest_minutes"]
    search_fields = ["name"]
    autocomplete_fields = ["source"]
    readonly_fields = ["slug"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class TopicInline(PartStackedInline):
    model = Topic
    fields = ["order", "heading", "text", "agency", "speaker_post", "address"]
    readonly_fields = ["address"]
    autocomplete_fields = ["agency"]

    @admin.display(description="địa chỉ")
    def address(self, topic):
        return topic.get_absolute_url() if topic.pk else AFTER_SAVING


class BriefingForm(forms.ModelForm):
    """Keeps a briefing in the week of its address; a new one takes its week from its day."""

    def clean(self):
        cleaned = super().clean()
        start = cleaned.get("planned_start")
        if start is not None:
            week = timezone.localdate(start).isocalendar()[:2]
            if self.instance.pk is None:
                self.instance.iso_year, self.instance.iso_week = week
            elif week != (self.instance.iso_year, self.instance.iso_week):
                raise ValidationError(
                    {
                        "planned_start": f"Buổi này mang địa chỉ tuần {self.instance.iso_week}/"
                        f"{self.instance.iso_year}. Dời sang tuần khác thì ghi buổi này là hoãn, "
                        "kèm lý do, rồi tạo buổi mới."
                    }
                )
        real_start = cleaned.get("real_start")
        if real_start is not None:
            if real_start > timezone.now():
                raise ValidationError({"real_start": "Giờ thực tế không thể ở sau lúc này."})
            if start and timezone.localdate(real_start).isocalendar()[:2] != week:
                raise ValidationError(
                    {"real_start": "Ngày thực tế không nằm trong tuần của buổi này."}
                )
        return cleaned


@admin.register(Briefing)
class BriefingAdmin(VersionedAdmin):
    form = BriefingForm
    list_display = ["week", "heading", "day", "state", "is_sample"]
    list_display_links = ["week", "heading"]
    list_filter = ["state", "is_sample", "iso_year"]
    search_fields = ["title", "topics__heading", "topics__text", "place"]
    date_hierarchy = "planned_start"
    ordering = ["-iso_year", "-iso_week", "-sequence"]
    autocomplete_fields = ["series"]
    readonly_fields = ["address"]
    inlines = [TopicInline]
    fieldsets = [
        (None, {"fields": ["series", "address", "title", "is_sample"]}),
        ("Thời gian", {"fields": [("planned_start", "planned_end"), ("real_start", "real_end")]}),
        ("Tình trạng", {"fields": ["state", "state_reason"]}),
        ("Người và nơi", {"fields": ["speaker_post", "speaker_name", "place"]}),
    ]

    @admin.display(description="tuần", ordering="-iso_week")
    def week(self, briefing):
        return str(briefing).partition(":")[0].replace(" ", NBSP)

    @admin.display(description="tiêu đề")
    def heading(self, briefing):
        return briefing.heading

    @admin.display(description="ngày", ordering="planned_start")
    def day(self, briefing):
        return dates.day(briefing.day)

    @admin.display(description="địa chỉ")
    def address(self, briefing):
        if briefing.pk is None:
            return AFTER_SAVING
        url = briefing.get_absolute_url()
        is_open = Briefing.objects.published().filter(item=briefing.item_id).exists()
        return format_html('<a href="{}">{}</a>', url, url) if is_open else url

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj is None else [*self.readonly_fields, "series"]

    def get_changeform_initial_data(self, request):
        return services.proposed_briefing() | super().get_changeform_initial_data(request)

    def save_model(self, request, obj, form, change):
        if not change:
            services.give_sequence(obj)
        super().save_model(request, obj, form, change)
