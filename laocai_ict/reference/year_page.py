"""The days off of one year in the admin: how far they are known, and confirming them at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from laocai_ict.display.refusals import Refused

from . import services, years
from .models.calendar import FIRST_YEAR, LAST_YEAR

NAME = "reference_calendarday_year"


def show(model_admin: Any, request: HttpRequest, number: int) -> HttpResponse:
    """Show the year to who may see its days; POST confirms it, for who may change them."""
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise Http404
    may_change = model_admin.has_change_permission(request)
    if not (may_change or model_admin.has_view_permission(request)):
        raise PermissionDenied
    refused: list[str] = []
    decision = request.POST.get("quyet_dinh", "")
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        try:
            count = services.confirm_year(number, decision=decision, by=request.user)
        except Refused as error:
            refused = list(error.reasons)
        else:
            messages.success(request, f"Đã xác nhận {count} ngày của năm {number}.")
            return HttpResponseRedirect(reverse(f"admin:{NAME}", args=[number]))
    [year] = years.read([number])
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Lịch nghỉ năm {number}",
        "opts": model_admin.opts,
        "year": year,
        "before": number - 1 if number > FIRST_YEAR else None,
        "after": number + 1 if number < LAST_YEAR else None,
        "may_change": may_change,
        "may_add": model_admin.has_add_permission(request),
        "refused": refused,
        "typed": decision,
        "longest": services.BASIS.max_length,
    }
    return TemplateResponse(request, "admin/reference/calendarday/year.html", context)
