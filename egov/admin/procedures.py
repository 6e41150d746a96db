from django.contrib import admin
from django.db.models import Exists, OuterRef

from egov.models import (
    Competence,
    Fee,
    FilingRule,
    LegalBasis,
    Procedure,
    ProcedureField,
    ProcessingTime,
    ServiceLevel,
)
from laocai_ict.display.admin import PortalAdmin
from laocai_ict.publishing.admin import PartStackedInline, PartTabularInline, VersionedAdmin

SPAN = ("valid_from", "valid_until", "has_ended")


class ProcessingTimeInline(PartStackedInline):
    model = ProcessingTime
    autocomplete_fields = ["source"]
    fields = [
        ("kind", "amount", "unit"), "legal_basis", "context", SPAN, ("source", "source_detail"),
        "order",
    ]  # fmt: skip


class FeeInline(PartStackedInline):
    model = Fee
    autocomplete_fields = ["source"]
    fields = [
        ("amount", "per", "case"), "legal_basis", "context", SPAN, ("source", "source_detail"),
        "order",
    ]  # fmt: skip


class ServiceLevelInline(PartStackedInline):
    model = ServiceLevel
    autocomplete_fields = ["source"]
    fields = ["level", "context", SPAN, ("source", "source_detail")]


class LegalBasisInline(PartTabularInline):
    model = LegalBasis
    autocomplete_fields = ["source"]
    fields = ["document", "article", *SPAN, "source", "order"]


@admin.register(ProcedureField)
class ProcedureFieldAdmin(PortalAdmin):
    list_display = ["name", "slug", "order"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}


class HasTerms(admin.SimpleListFilter):
    """What is still to be verified, by kind of term."""

    title = "còn thiếu"
    parameter_name = "thieu"
    missing = {
        "ma": ("mã", None),
        "han": ("thời hạn", ProcessingTime),
        "phi": ("phí", Fee),
        "muc": ("mức dịch vụ công", ServiceLevel),
        "luat": ("căn cứ pháp lý", LegalBasis),
    }

    def lookups(self, request, model_admin):
        return [(value, title) for value, (title, _model) in self.missing.items()]

    def queryset(self, request, queryset):
        if self.value() not in self.missing:
            return queryset
        _title, model = self.missing[self.value()]
        if model is None:
            return queryset.filter(code="")
        return queryset.filter(~Exists(model.objects.filter(procedure=OuterRef("pk"))))


@admin.register(Procedure)
class ProcedureAdmin(VersionedAdmin):
    list_display = ["number", "name", "field", "level", "code", "checked_on"]
    list_display_links = ["name"]
    list_filter = ["field", "level", HasTerms]
    list_select_related = ["field"]
    search_fields = ["name", "source_name", "code", "slug"]
    autocomplete_fields = ["field", "source", "code_source"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [ProcessingTimeInline, FeeInline, ServiceLevelInline, LegalBasisInline]
    fieldsets = [
        (None, {"fields": ["name", "source_name", "field", "level", "number", "slug"]}),
        ("Mã quốc gia", {"fields": ["code", "code_source"]}),
        ("Nội dung công khai", {"fields": ["conditions", "notice"]}),
        ("Nguồn", {"fields": ["source", "checked_on", "staff_note"]}),
    ]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields  # an address once public stays


@admin.register(Competence)
class CompetenceAdmin(PortalAdmin):
    list_display = ["field", "level", "holder", "valid_from", "valid_until"]
    list_filter = ["field", "level"]
    list_select_related = ["field", "agency"]
    search_fields = ["agency__name", "body", "field__name"]
    autocomplete_fields = ["field", "agency", "source"]
    fields = [
        ("field", "level"), ("agency", "body"), SPAN, ("since", "until"),
        ("source", "source_detail"),
    ]  # fmt: skip

    @admin.display(description="cơ quan", ordering="agency__name")
    def holder(self, competence):
        return competence.holder


@admin.register(FilingRule)
class FilingRuleAdmin(PortalAdmin):
    list_display = ["title", "legal_basis", "valid_from", "valid_until", "is_exclusive"]
    list_filter = ["is_exclusive"]
    search_fields = ["title", "legal_basis"]
    autocomplete_fields = ["source"]
    fields = [
        "title", "explanation", "legal_basis", "url", "is_exclusive", SPAN,
        ("source", "source_detail"), "order",
    ]  # fmt: skip
