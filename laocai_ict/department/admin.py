from django.contrib import admin

from laocai_ict.display.admin import PortalAdmin
from laocai_ict.publishing.admin import VersionedAdmin

from .models import Contact, DepartmentName, Duty, Leader, Milestone


class RecordAdmin(VersionedAdmin):
    autocomplete_fields = ["source"]


@admin.register(DepartmentName)
class DepartmentNameAdmin(PortalAdmin):
    autocomplete_fields = ["source"]
    list_display = ["name", "since", "until", "legal_basis"]
    search_fields = ["name", "name_en", "legal_basis"]
    list_filter = ["from_precision"]

    @admin.display(description="từ", ordering="valid_from")
    def since(self, name):
        return name.since

    @admin.display(description="đến trước", ordering="valid_until")
    def until(self, name):
        return name.until or "nay"


@admin.register(Milestone)
class MilestoneAdmin(RecordAdmin):
    list_display = ["when", "title", "source"]
    list_display_links = ["title"]
    list_select_related = ["source"]
    list_filter = ["precision", "source"]
    search_fields = ["title", "text", "title_en", "text_en"]

    @admin.display(description="khi nào", ordering="happened_on")
    def when(self, milestone):
        return milestone.when


@admin.register(Duty)
class DutyAdmin(RecordAdmin):
    list_display = ["title", "kind", "order", "source"]
    list_select_related = ["source"]
    list_filter = ["kind"]
    search_fields = ["title", "text", "title_en", "text_en"]


@admin.register(Leader)
class LeaderAdmin(RecordAdmin):
    list_display = ["post", "name", "known_when", "order"]
    list_filter = ["as_of_precision"]
    search_fields = ["post", "name"]

    @admin.display(description="tính đến", ordering="as_of")
    def known_when(self, leader):
        return leader.known_when


@admin.register(Contact)
class ContactAdmin(RecordAdmin):
    list_display = ["kind", "value"]
    list_filter = ["kind"]
    search_fields = ["value"]
