"""Submitting many versions at once. Approving many at once is not offered: nobody reads so."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.template.response import TemplateResponse

from laocai_ict.display.numbers import format_number
from laocai_ict.history import acting
from laocai_ict.publishing import services
from laocai_ict.publishing.refusal import Refused

MOST = 200
SAMPLE = 10
TOLD = 20


@admin.action(description="Gửi duyệt các bản đã chọn", permissions=["change"])
def submit_chosen(model_admin, request, queryset):
    """Ask first, with count, sample and reason; then submit one by one, each with its own fate.

    It is one act of history, so that one button takes all of it back.
    """
    rows = list(queryset.select_related("version", "item")[: MOST + 1])
    if len(rows) > MOST:
        told = f"Mỗi lần gửi nhiều nhất {MOST} bản: chọn ít hơn. Chưa gửi bản nào."
        model_admin.message_user(request, told, messages.ERROR)
        return None
    reason = request.POST.get("ly_do", "").strip()
    if "xac_nhan" not in request.POST or not reason:
        return _ask(model_admin, request, rows, reason)
    refused = []
    with acting(reason=reason, kind="bulk"), transaction.atomic():
        for row in sorted(rows, key=lambda row: row.item_id):  # in one order, lest two block
            try:
                with transaction.atomic():
                    services.submit(row.version, by=request.user, note=reason[:2000])
            except Refused as refusal:
                refused.append(f"{row}: {' '.join(refusal.reasons)}")
    _tell(model_admin, request, len(rows) - len(refused), refused)
    return None


def _ask(model_admin, request, rows, reason):
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": "Gửi duyệt các bản đã chọn",
        "count": len(rows),
        "sample": rows[:SAMPLE],
        "more": len(rows) - SAMPLE,
        "rows": rows,
        "reason": reason,
        "error": "Ghi vì sao gửi các bản này." if "xac_nhan" in request.POST else "",
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/publishing/submit_chosen.html", context)


def _tell(model_admin, request, submitted, refused):
    if submitted:
        told = f"Đã gửi duyệt {format_number(submitted)} bản."
        model_admin.message_user(request, told, messages.SUCCESS)
    for sentence in refused[:TOLD]:
        model_admin.message_user(request, sentence, messages.ERROR)
    if len(refused) > TOLD:
        told = f"Và {len(refused) - TOLD} bản nữa không gửi được."
        model_admin.message_user(request, told, messages.ERROR)
