"""The steps of a followed deadline: their words, when they make sense, their page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from laocai_ict.deadlines import services
from laocai_ict.deadlines.models import Deadline
from laocai_ict.deadlines.words import due_words, mark_of
from laocai_ict.display.admin import PortalAdmin
from laocai_ict.display.refusals import Refused, sentence_of

from . import forms


@dataclass(frozen=True)
class Step:
    """One step; `fits` says whether it makes sense for the deadline as it is."""

    slug: str
    verb: str
    words: str
    about: str
    form: type[forms.StepForm]
    fits: Callable[[Deadline], bool]


STEPS = (
    Step(
        "xong", "close", "Ghi là đã xong",
        "Từ nay thời hạn này không dời nữa, dù lịch có đổi.",
        forms.CloseForm, lambda one: one.is_open,
    ),
    Step(
        "tam-dung", "pause", "Tạm dừng",
        "Thời gian tạm dừng không tính vào thời hạn. Trong lúc ấy chưa có ngày hết hạn.",
        forms.PauseForm,
        lambda one: one.is_open and one.due_at is not None and one.rule.knows_pause,
    ),
    Step(
        "chay-tiep", "resume", "Cho chạy tiếp",
        "Ngày hết hạn được tính lại theo lịch hiện nay.",
        forms.WhenForm, lambda one: one.is_paused,
    ),
    Step(
        "gia-han", "extend", "Gia hạn",
        "Chỉ gia hạn được một lần, tính tiếp từ ngày hết hạn.",
        forms.ExtendForm,
        lambda one: one.is_open
        and one.due_at is not None
        and one.rule.knows_extension
        and one.extension_amount is None,
    ),
    Step(
        "mo-lai", "reopen", "Mở lại",
        "Chỉ khi đã ghi nhầm là xong. Ngày hết hạn giữ như trước.",
        forms.ReasonForm, lambda one: not one.is_open,
    ),
)  # fmt: skip
BY_SLUG = {step.slug: step for step in STEPS}
GONE = "Thời hạn này không còn."


class StepPages(PortalAdmin):
    """GET shows what a step does and asks, POST takes it."""

    admin_site: Any

    def get_urls(self):
        whole = self.admin_site.admin_view(self.step_view)
        route = "<path:object_id>/viec/<slug:slug>/"
        return [path(route, whole, name="deadlines_deadline_step"), *super().get_urls()]

    def buttons(self, request: HttpRequest, deadline: Deadline) -> list[tuple[str, str]]:
        """Return the words and the address of each step that this account may take now."""
        if not services.may(request.user, "change", deadline.kind):
            return []
        return [
            (step.words, reverse("admin:deadlines_deadline_step", args=[deadline.pk, step.slug]))
            for step in STEPS
            if step.fits(deadline)
        ]

    def step_view(self, request: HttpRequest, object_id: str, slug: str) -> HttpResponse:
        step = BY_SLUG.get(slug)
        if step is None:
            raise Http404
        if not self.has_view_permission(request):
            raise PermissionDenied
        deadline = self.get_object(request, unquote(object_id))
        if deadline is None:
            raise Http404
        if not services.may(request.user, "change", deadline.kind):
            raise PermissionDenied
        if request.method == "POST":
            return self._take(request, deadline, step)
        if not step.fits(deadline):
            state = mark_of(deadline).words
            messages.warning(
                request, f"Thời hạn này đang “{state}” nên không làm được việc “{step.words}”."
            )
            return HttpResponseRedirect(change_address(deadline))
        kept = self.admin_site.given_back(request)
        form = step.form(kept and kept.as_post(), deadline=deadline)
        return self._step_page(request, deadline, step, form, kept=kept)

    def _take(self, request, deadline, step):
        form = step.form(request.POST, deadline=deadline)
        refused: list[str] = []
        if form.is_valid():
            try:
                with transaction.atomic():
                    done = services.VERBS[step.verb](deadline, by=request.user, **form.arguments())
                messages.success(request, told(done))
                return HttpResponseRedirect(change_address(deadline))
            except Refused as refusal:
                refused = list(refusal.reasons)
            except IntegrityError as error:
                sentence = sentence_of(error)
                if sentence is None:
                    raise
                refused = [sentence]
        return self._step_page(request, deadline, step, form, refused=refused)

    def _step_page(self, request, deadline, step, form, **told_more):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": step.words,
            "record": deadline,
            "mark": mark_of(deadline),
            "due": due_words(deadline),
            "back": change_address(deadline),
            "step": step,
            "form": form,
            **told_more,
        }
        return TemplateResponse(request, "admin/deadlines/step.html", context)


def change_address(deadline: Deadline) -> str:
    return reverse("admin:deadlines_deadline_change", args=[deadline.pk])


def told(deadline: Deadline) -> str:
    """Say how the deadline stands after the step."""
    due = due_words(deadline)
    if deadline.closed_at is not None:
        return f"Đã ghi: {mark_of(deadline).words}."
    return f"Đã ghi: thời hạn {due}." if due else "Đã ghi: thời hạn đang tạm dừng."
