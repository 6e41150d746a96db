from django.contrib import admin
from django.urls import path
from django.utils.timezone import localdate

from laocai_ict.display.admin import PortalAdmin, PortalTabularInline

from . import year_page
from .models import (
    AdministrativeUnit,
    Agency,
    AgencySuccession,
    CalendarDay,
    Source,
    UnitChange,
    UnitFigure,
    UnitName,
)


class TodayFilter(admin.SimpleListFilter):
    """In force today, or ended: most visits to these lists are about one of the two."""

    title = "tình trạng"
    parameter_name = "tinh_trang"

    def lookups(self, request, model_admin):
        return [("dang-co", "đang có"), ("da-het", "đã kết thúc")]

    def queryset(self, request, queryset):
        if self.value() == "dang-co":
            return queryset.on(localdate())
        if self.value() == "da-het":
            return queryset.filter(valid_until__lte=localdate())
        return queryset


class UnitNameInline(PortalTabularInline):
    model = UnitName
    autocomplete_fields = ["source"]


class UnitFigureInline(PortalTabularInline):
    model = UnitFigure
    autocomplete_fields = ["source"]
    fields = [
        "kind", "value", "as_of", "period", "is_estimate", "value_in_source", "source", "note",
    ]  # fmt: skip


@admin.register(AdministrativeUnit)
class AdministrativeUnitAdmin(PortalAdmin):
    list_display = ["full_name", "code", "level", "parent", "valid_from", "valid_until"]
    list_select_related = ["parent"]
    list_filter = [TodayFilter, "level", "kind", "source"]
    search_fields = ["name", "code", "names__name"]
    search_help_text = "Tên, tên viết khác hoặc mã"
    autocomplete_fields = ["parent", "source"]
    readonly_fields = ["slug"]
    date_hierarchy = "valid_from"
    inlines = [UnitNameInline, UnitFigureInline]
    fieldsets = [
        (None, {"fields": ["level", "kind", "code", "name", "parent", "seat"]}),
        (
            "Thời gian",
            {"fields": ["valid_from", "first_listed", "valid_until"]},
        ),
        ("Nguồn và địa chỉ trang", {"fields": ["source", "slug"]}),
    ]

    @admin.display(description="đơn vị", ordering="sort_key")
    def full_name(self, unit):
        return unit.full_name


@admin.register(UnitChange)
class UnitChangeAdmin(PortalAdmin):
    list_display = ["effective_on", "from_unit", "kind", "extent", "to_unit", "legal_basis"]
    list_display_links = ["effective_on", "from_unit"]
    list_select_related = ["from_unit", "to_unit"]
    list_filter = ["effective_on", "kind", "extent", "confidence"]
    search_fields = [
        "from_unit__name", "from_unit__code", "to_unit__name", "to_unit__code", "legal_basis",
    ]  # fmt: skip
    autocomplete_fields = ["from_unit", "to_unit", "source"]
    fieldsets = [
        (None, {"fields": ["from_unit", "to_unit", "kind", "extent", "effective_on"]}),
        ("Phần chuyển", {"fields": ["area_km2", "population"]}),
        ("Văn bản", {"fields": ["legal_basis", "legal_basis_date", "legal_place"]}),
        ("Nguồn", {"fields": ["source", "confidence", "note"]}),
    ]


@admin.register(UnitFigure)
class UnitFigureAdmin(PortalAdmin):
    list_display = ["unit", "kind", "value", "as_of", "period", "is_estimate", "source"]
    list_select_related = ["unit", "source"]
    list_filter = ["kind", "is_estimate", "source"]
    search_fields = ["unit__name", "unit__code", "note"]
    autocomplete_fields = ["unit", "source"]


class SuccessionOutInline(PortalTabularInline):
    model = AgencySuccession
    fk_name = "from_agency"
    verbose_name_plural = "thành cơ quan nào"
    autocomplete_fields = ["to_agency", "source"]


class SuccessionInInline(PortalTabularInline):
    model = AgencySuccession
    fk_name = "to_agency"
    verbose_name_plural = "từ cơ quan nào"
    autocomplete_fields = ["from_agency", "source"]


@admin.register(Agency)
class AgencyAdmin(PortalAdmin):
    list_display = ["name", "short_name", "group", "valid_from", "valid_until"]
    list_filter = [TodayFilter, "group"]
    search_fields = ["name", "short_name", "identifier"]
    autocomplete_fields = ["unit", "source"]
    inlines = [SuccessionInInline, SuccessionOutInline]
    fieldsets = [
        (None, {"fields": ["name", "short_name", "group", "unit", "identifier"]}),
        (
            "Thời gian",
            {
                "fields": [
                    ("valid_from", "valid_from_precision"),
                    ("valid_until", "valid_until_precision"),
                ]
            },
        ),
        ("Nguồn", {"fields": ["source", "note"]}),
    ]


@admin.register(CalendarDay)
class CalendarDayAdmin(PortalAdmin):
    list_display = ["date", "name", "kind", "is_confirmed", "legal_basis"]
    list_filter = ["kind", "is_confirmed"]
    search_fields = ["name", "note", "legal_basis"]
    autocomplete_fields = ["source"]
    date_hierarchy = "date"
    ordering = ["-date"]
    fields = ["date", "kind", "name", "legal_basis", "is_confirmed", "source", "note"]

    def get_urls(self):
        page = self.admin_site.admin_view(self.year_view)
        return [path("nam/<int:number>/", page, name=year_page.NAME), *super().get_urls()]

    def year_view(self, request, number):
        return year_page.show(self, request, number)

    def changelist_view(self, request, extra_context=None):
        more = {"this_year": localdate().year}
        return super().changelist_view(request, more | (extra_context or {}))


@admin.register(Source)
class SourceAdmin(PortalAdmin):
    list_display = ["title", "published", "licence", "key"]
    list_filter = ["licence"]
    search_fields = ["title", "url", "key", "note"]
