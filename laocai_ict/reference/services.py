"""Steps that staff take with reference data as a whole."""

from typing import Any

from django.db import transaction

from laocai_ict.display.refusals import Refused
from laocai_ict.history import acting

from .models import CalendarDay

BASIS = CalendarDay._meta.get_field("legal_basis")


def confirm_year(number: int, *, decision: str, by: Any) -> int:
    """Mark every day of a year as announced by the document `decision`; return how many were not.

    Days that were confirmed before keep their legal basis; the others get the document added to
    theirs. Refused where the year has no days, all are confirmed, or no document is named.
    """
    decision = " ".join(decision.split())
    if not decision:
        raise Refused("Ghi thông báo hoặc quyết định xác nhận lịch nghỉ của năm.")
    with acting(by=by, reason=decision), transaction.atomic():
        days = list(CalendarDay.objects.filter(date__year=number).select_for_update())
        if not days:
            raise Refused(f"Năm {number} chưa có ngày nào để xác nhận.")
        waiting = [day for day in days if not day.is_confirmed]
        if not waiting:
            raise Refused(f"Mọi ngày của năm {number} đã được xác nhận.")
        for day in waiting:
            day.is_confirmed = True
            day.legal_basis = _with(day.legal_basis, decision)
            day.save(update_fields=["is_confirmed", "legal_basis"])
    return len(waiting)


def _with(basis: str, decision: str) -> str:
    """Return the legal basis with the document in it, once."""
    if decision in basis:
        return basis
    together = f"{basis}; {decision}" if basis else decision
    if len(together) > BASIS.max_length:
        raise Refused(f"Căn cứ dài quá {BASIS.max_length} ký tự: hãy ghi gọn hơn.")
    return together
