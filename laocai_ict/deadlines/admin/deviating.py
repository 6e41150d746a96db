"""Deadlines that deviate from the calendar, and those of one's own that were moved."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from laocai_ict.deadlines import services
from laocai_ict.deadlines.deviations import deviating, shown
from laocai_ict.deadlines.explaining import explain, explained
from laocai_ict.deadlines.models import Notice
from laocai_ict.deadlines.telling import concerned
from laocai_ict.deadlines.words import due_words, end_words
from laocai_ict.display.admin import PortalAdmin
from laocai_ict.display.refusals import Refused

from .forms import DecideForm

CHOSEN = "chon"
SHOWN = "da_xem"
MOST = 200
"""decided on at once; the rest comes after"""


class DeviatingPages(PortalAdmin):
    admin_site: Any

    def get_urls(self):
        guarded = self.admin_site.admin_view
        return [
            path(
                "lech-voi-lich/",
                guarded(require_http_methods(["GET", "HEAD", "POST"])(self.deviating_view)),
                name="deadlines_deviating",
            ),
            path(
                "da-doi/",
                guarded(require_http_methods(["GET", "HEAD", "POST"])(self.notices_view)),
                name="deadlines_notices",
            ),
            *super().get_urls(),
        ]

    def deviating_view(self, request: HttpRequest) -> HttpResponse:
        """List open deadlines that deviate; POST moves the chosen ones by one decision."""
        may_decide = request.user.has_perm(services.RIGHT)
        if not (may_decide or self.has_view_permission(request)):
            raise PermissionDenied
        if request.method == "POST" and not may_decide:
            raise PermissionDenied
        kept_form = self.admin_site.given_back(request)
        typed = request.POST if request.method == "POST" else kept_form and kept_form.as_post()
        form = DecideForm(typed)
        refused: list[str] = []
        if request.method == "POST" and form.is_valid():
            try:
                return self._decided(request, form)
            except Refused as refusal:
                refused = list(refusal.reasons)
        return self._deviating_page(
            request, form, typed, may_decide=may_decide, refused=refused, kept=kept_form
        )

    def _decided(self, request, form):
        chosen = [int(key) for key in request.POST.getlist(CHOSEN) if _is_key(key)]
        decision = services.decide_shift(
            chosen, by=request.user, seen=request.POST.get(SHOWN, ""), **form.cleaned_data
        )
        count = decision.shifts.count()
        messages.success(request, f"Đã dời {count} thời hạn và báo cho những người liên quan.")
        return HttpResponseRedirect(
            reverse("admin:deadlines_decision_change", args=[decision.pk])
            if self.admin_site._registry[type(decision)].has_view_permission(request)
            else request.path
        )

    def _deviating_page(self, request, form, typed, **more):
        every = deviating()
        found = every[:MOST]
        people = concerned([one.deadline for one in found]) if found else {}
        chosen = typed.getlist(CHOSEN) if typed is not None else None
        lines = [
            {
                "deviation": one,
                "old": due_words(one.deadline),
                "new": one.reckoning
                and end_words(one.deadline.rule.unit, one.reckoning.due_at, one.reckoning.due_day),
                "explained": one.reckoning and explain(one.reckoning),
                "people": people[one.deadline.pk],
                "chosen": chosen is None or str(one.deadline.pk) in chosen,
            }
            for one in found
        ]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Thời hạn lệch với lịch",
            "lines": lines,
            "more": len(every) - len(found),
            "can_decide_any": any(one.reckoning for one in found),
            "seen": shown(found),
            "form": form,
            **more,
        }
        return TemplateResponse(request, "admin/deadlines/deviating.html", context)

    def notices_view(self, request: HttpRequest) -> HttpResponse:
        """Show the moved deadlines that this account was told of; POST says that it knows."""
        if request.method == "POST":
            told = [int(key) for key in request.POST.getlist(CHOSEN) if _is_key(key)]
            count = services.acknowledge(told, by=request.user)
            if count:
                messages.success(request, f"Đã ghi là bạn đã biết {count} thời hạn đã dời.")
            return HttpResponseRedirect(request.path)
        mine = Notice.objects.unseen().filter(user=request.user)
        found = mine.select_related("shift__decision", "shift__deadline__rule")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Thời hạn của bạn đã dời",
            "may_view": self.has_view_permission(request),
            "lines": [
                {
                    "notice": one,
                    "shift": one.shift,
                    "old": _end(one.shift, "old"),
                    "new": _end(one.shift, "new"),
                    "explained": explained(one.shift.explanation),
                }
                for one in found[:MOST]
            ],
        }
        return TemplateResponse(request, "admin/deadlines/notices.html", context)


def _end(shift: Any, which: str) -> str:
    return end_words(
        shift.deadline.rule.unit,
        getattr(shift, f"{which}_due_at"),
        getattr(shift, f"{which}_due_day"),
    )


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19
