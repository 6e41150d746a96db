"""Public pages on terms: how a due date is counted, and the days off that count so."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from laocai_ict.display.pages import Page, PublicPage

from . import days_off
from .asking import AskedPage


class DaysOff(AskedPage, PublicPage, TemplateView):
    """Every day off and Saturday worked of the years held; no year is ever left out."""

    template_name = "deadlines/days_off.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.days = days_off.read()
        self.hours = days_off.read_hours()
        return super().get_context_data(
            years=days_off.by_year(self.days),
            this_year=localdate().year,
            next_off=days_off.next_off(self.days, localdate()),
            hours=self.hours,
            **kwargs,
        )

    def as_data(self) -> dict[str, Any]:
        return days_off.data(days_off.by_year(self.days), self.hours, self.request)

    def get_page(self) -> Page:
        title = _("Ngày nghỉ, ngày làm bù")
        return Page(
            title=_("Lỗi: %(title)s") % {"title": title} if self.asked.problems else title,
            description=_(
                "Ngày nghỉ lễ, tết, nghỉ bù và thứ Bảy làm bù từng năm, theo văn bản nào, "
                "đã có thông báo hay mới tính theo luật."
            ),
            date=changed_on(self.days),
            section="deadlines",
        )


def changed_on(days: list[days_off.CalendarDay]) -> datetime.date:
    """Return the day the calendar was last changed."""
    changes = (each.changed_at for each in days)
    return localdate(max(changes, default=days_off.FIRST_DATA))


@require_safe
def days_off_file(request: HttpRequest) -> HttpResponse:
    """The same as iCalendar."""
    from .calendar_file import calendar_file  # the package is loaded by whoever asks for the file

    origin = f"{request.scheme}://{request.get_host()}"
    body = calendar_file(days_off.read(), origin)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="ngay-nghi.ics"'
    return response
