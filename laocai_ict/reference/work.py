"""Work with reference data that waits for whoever keeps it."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from laocai_ict.publishing import desk

from . import years


def years_to_confirm(user: Any, at: datetime.datetime, start: int, stop: int) -> desk.Batch | None:
    """Return this year, and from 1 October the next, where its days off are not confirmed."""
    if not user.has_perm("reference.change_calendarday"):
        return None
    waiting = [year for year in years.read(years.due(localdate(at))) if not year.is_confirmed]
    return desk.Batch([_line(year) for year in waiting][start:stop], len(waiting))


def _line(year: years.Year) -> desk.Line:
    lacking = "; ".join(year.missing)
    return desk.Line(
        kind="lịch nghỉ",
        title=f"Lịch nghỉ năm {year.number}: {year.state}",
        address=reverse("admin:reference_calendarday_year", args=[year.number]),
        due="Chưa nhập thì không tính được thời hạn nào chạm tới năm ấy." if not year.days else "",
        comment=f"So với luật còn thiếu: {lacking}." if lacking else "",
    )


YEARS = desk.Section(
    "lich-nghi", 70, "Lịch nghỉ chưa xác nhận",
    "Lịch nghỉ đến kỳ phải có đều đã xác nhận.", years_to_confirm,
)  # fmt: skip
