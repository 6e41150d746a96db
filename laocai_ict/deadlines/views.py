"""Public pages on terms: how a due date is counted, and the days off that count so."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from laocai_ict.display.pages import Page, PublicPage

from . import days_off, drawn, examples, forms, questions
from .answers import Answer, answer, data
from .asking import AskedPage
from .calendar import Calendar
from .models import DeadlineRule
from .questions import Question
from .terms import CannotReckon

WRITTEN_ON = datetime.date(2026, 11, 26)
"""the day the words of the form were written; answers come from dated rows"""


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


class Reckon(AskedPage, PublicPage, TemplateView):
    """A day and a term, or a rule, in; the due date with its count out.

    The address is the question. What it does not ask properly is status 400 with the form as it
    was typed; so is what has no honest answer, like a year whose days off are not known.
    """

    template_name = "deadlines/reckon.html"
    parameters = questions.PARAMETERS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rules = list(DeadlineRule.objects.by_field().select_related("source"))
        question = questions.read(self.asked, rules)
        self.answer = self._answer(question, rules) if question else None
        found = self.answer.reckoning if self.answer else None
        is_new = not (self.asked.given or self.asked.problems)
        self.choices = forms.choices(rules, localdate())
        return super().get_context_data(
            answer=self.answer,
            drawing=drawn.draw(found) if found and not self.asked.as_data else None,
            form=forms.Form(self.asked, question, localdate(), has_rules=bool(rules)),
            fields=self.choices,
            weekdays=drawn.WEEKDAYS,
            examples=examples.both_times(rules, Calendar.read(), localdate()) if is_new else [],
            **kwargs,
        )

    def _answer(self, question: Question, rules: list[DeadlineRule]) -> Answer | None:
        try:
            return answer(question, rules, Calendar.read())
        except CannotReckon as error:
            self.asked.refuse("so" if error.code == "amount" else "tu", str(error))
            return None

    def as_data(self) -> dict[str, Any]:
        if self.answer:
            return data(self.answer, self.request)
        return {
            "url": self.request.build_absolute_uri(reverse("deadlines:reckon")),
            "parameters": list(questions.PARAMETERS),
            "units": list(questions.UNITS),
            "directions": list(questions.DIRECTIONS),
            "rules": [
                {"code": choice.code, "name": choice.name}
                for field in self.choices
                for choice in field.choices
            ],
        }

    def get_page(self) -> Page:
        title = _("Tính thời hạn")
        if self.asked.problems:
            title = _("Lỗi: %(title)s") % {"title": title}
        elif self.answer:
            title = f"{self.answer.heading}, {self.answer.asked}"
        return Page(
            title=title,
            description=_(
                "Từ một ngày và một số ngày, giờ hoặc một quy định, tính ra hạn, kèm từng ngày "
                "được tính hay không và căn cứ pháp lý."
            ),
            date=WRITTEN_ON,
            section="deadlines",
            crumbs=(((_("Tính thời hạn"), reverse("deadlines:reckon")),) if self.answer else ()),
            lang="vi" if self.answer and self.answer.says_words else "",
            canonical=self.answer.question.url if self.answer else "",
        )

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        if self.request.GET:
            # Questions are without end: kept, they would push every other page out of memory.
            response["Cache-Control"] = "no-cache"
        return response


@require_safe
def days_off_file(request: HttpRequest) -> HttpResponse:
    """The same as iCalendar."""
    from .calendar_file import calendar_file  # the package is loaded by whoever asks for the file

    origin = f"{request.scheme}://{request.get_host()}"
    body = calendar_file(days_off.read(), origin)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="ngay-nghi.ics"'
    return response
