from urllib.parse import urlencode

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate

from laocai_ict.display.admin import PortalAdmin
from laocai_ict.reference.admin import TodayFilter

from .models import Synonym, Unfound
from .unfound import KEPT


@admin.register(Synonym)
class SynonymAdmin(PortalAdmin):
    list_display = ["phrase", "means", "kind", "is_mutual", "valid_from", "valid_until"]
    list_filter = ["kind", TodayFilter, "is_mutual"]
    search_fields = ["phrase", "means", "note"]
    search_help_text = "Chữ người ta gõ, nghĩa hoặc ghi chú"
    fieldsets = [
        (None, {"fields": ["phrase", "means", "kind", "is_mutual"]}),
        ("Thời gian và nguồn", {"fields": [("valid_from", "valid_until"), "note"]}),
    ]


@admin.register(Unfound)
class UnfoundAdmin(PortalAdmin):
    """A list to read: each thing once, the most wanted of the last thirty days first."""

    list_display = ["text", "total", "days", "day", "to_synonym"]
    list_display_links = None
    search_fields = ["text"]
    search_help_text = "Chữ người ta tìm"

    def get_queryset(self, request):
        return Unfound.objects.summed(localdate() - KEPT)

    def get_ordering(self, request):
        return ["-total", "-day", "key"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="số lần trong 30 ngày", ordering="total")
    def total(self, unfound):
        return unfound.total

    @admin.display(description="số ngày", ordering="days")
    def days(self, unfound):
        return unfound.days

    @admin.display(description="từ đồng nghĩa")
    def to_synonym(self, unfound):
        address = reverse("admin:search_synonym_add")
        filled = urlencode({"phrase": unfound.text, "kind": Synonym.Kind.EVERYDAY})
        return format_html('<a href="{}?{}">Thêm từ đồng nghĩa</a>', address, filled)
