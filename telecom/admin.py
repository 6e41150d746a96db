from django.contrib import admin

from laocai_ict.publishing.admin import PartStackedInline, PartTabularInline, VersionedAdmin

from .models import (
    HeadlineFigure,
    Indicator,
    IndicatorDefinition,
    Observation,
    Operator,
    SeriesBreak,
    Target,
)


class DefinitionInline(PartStackedInline):
    model = IndicatorDefinition
    autocomplete_fields = ["source"]


class BreakInline(PartTabularInline):
    model = SeriesBreak


@admin.register(Indicator)
class IndicatorAdmin(VersionedAdmin):
    list_display = ["name", "unit", "subject"]
    list_filter = ["subject"]
    search_fields = ["name", "code", "scope"]
    search_help_text = "Tên, mã hoặc phạm vi của chỉ tiêu"
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug", "code", "subject", "unit", "scope", "order"]
    inlines = [DefinitionInline, BreakInline]


class FigureAdmin(VersionedAdmin):
    """What observations and targets share: the value as the public reads it, found by its place."""

    search_fields = ["indicator__name", "name_in_source", "as_written", "note", "source__title"]
    search_help_text = "Tên chỉ tiêu, chữ của nguồn, ghi chú hoặc tên nguồn"
    list_select_related = ["indicator", "area", "source"]

    @admin.display(description="số liệu", ordering="value")
    def figure(self, figure):
        return f"{figure.prefix}\u00a0{figure.amount}" if figure.prefix else figure.amount

    @admin.display(description="địa bàn", ordering="area__code")
    def place(self, figure):
        """Say the code too: two provinces bear the name Lào Cai, one after the other."""
        return f"{figure.area.full_name}, mã {figure.area.code}"


@admin.register(Observation)
class ObservationAdmin(FigureAdmin):
    list_display = ["indicator", "figure", "as_of", "place", "operator", "confidence"]
    list_display_links = ["indicator", "figure"]
    list_select_related = ["indicator", "area", "source", "operator"]
    list_filter = [
        "indicator__subject", "confidence", "bound", "status",
        ("as_of", admin.EmptyFieldListFilter),
    ]  # fmt: skip
    date_hierarchy = "as_of"
    autocomplete_fields = ["indicator", "area", "source", "operator"]
    fieldsets = [
        (None, {"fields": ["indicator", "area", "operator"]}),
        (
            "Con số, đúng như nguồn viết",
            {
                "fields": [
                    ("words", "words_recorded", "bound"), ("value", "as_written"),
                    ("numerator", "total"), "status",
                ]
            },
        ),
        (
            "Thời gian",
            {
                "fields": [
                    ("as_of", "as_of_inferred"), "period_text", "period_from",
                ]
            },
        ),
        ("Nguồn", {"fields": ["source", "name_in_source", "quote", "confidence", "note"]}),
    ]  # fmt: skip


@admin.register(Target)
class TargetAdmin(FigureAdmin):
    list_display = ["indicator", "figure", "due_on", "place", "source"]
    list_display_links = ["indicator", "figure"]
    list_filter = ["indicator__subject", "due_on"]
    autocomplete_fields = ["indicator", "area", "source"]
    fieldsets = [
        (None, {"fields": ["indicator", "area", "due_on"]}),
        (
            "Con số, đúng như nguồn viết",
            {
                "fields": [
                    ("words", "words_recorded", "bound"),
                    ("value", "as_written"),
                    "period_text",
                ]
            },
        ),
        ("Nguồn", {"fields": ["source", "name_in_source", "confidence", "note"]}),
    ]


@admin.register(HeadlineFigure)
class HeadlineFigureAdmin(VersionedAdmin):
    list_display = ["label", "observation", "order"]
    list_select_related = ["observation__indicator"]
    search_fields = ["label", "meaning"]
    search_help_text = "Chữ dưới số hoặc nghĩa của số"
    autocomplete_fields = ["observation"]


@admin.register(Operator)
class OperatorAdmin(VersionedAdmin):
    list_display = ["name", "field", "known_active"]
    list_filter = ["field"]
    search_fields = ["name", "short_name", "note"]
    search_help_text = "Tên doanh nghiệp hoặc ghi chú"
    fields = [
        "name", "short_name", "key", "field", "known_active", "source", "note", "order",
    ]  # fmt: skip
    autocomplete_fields = ["source"]
