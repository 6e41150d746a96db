from django.contrib import admin

from egov.models import CooperationAgreement, SharedSystem, SystemCoverage, SystemFact
from laocai_ict.publishing.admin import PartTabularInline, VersionedAdmin


class SystemCoverageInline(PartTabularInline):
    model = SystemCoverage
    autocomplete_fields = ["source"]
    fields = [
        "level", "covered", "total", "counted", "units_on", "as_of", "as_of_precision", "source",
    ]  # fmt: skip


@admin.register(SharedSystem)
class SharedSystemAdmin(VersionedAdmin):
    list_display = ["short_name", "name", "kind", "order"]
    list_filter = ["kind"]
    search_fields = ["name", "short_name", "slug"]
    inlines = [SystemCoverageInline]


@admin.register(SystemFact)
class SystemFactAdmin(VersionedAdmin):
    list_display = ["statement", "system", "as_of", "source"]
    list_filter = [("system", admin.RelatedOnlyFieldListFilter)]  # one a system, not a version
    list_select_related = ["system", "source"]
    search_fields = ["statement"]
    autocomplete_fields = ["system", "source"]


@admin.register(CooperationAgreement)
class CooperationAgreementAdmin(VersionedAdmin):
    list_display = ["partner", "first_year", "last_year", "source"]
    list_select_related = ["source"]
    search_fields = ["partner", "statement"]
    autocomplete_fields = ["source"]
