"""The admin pages of the steps: GET shows what a step does and asks, POST takes it."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path

from laocai_ict.display.admin import PortalAdmin
from laocai_ict.display.dates import moment
from laocai_ict.display.refusals import sentence_of
from laocai_ict.history import acting
from laocai_ict.publishing.blockers import blockers, unexplained
from laocai_ict.publishing.differences import before_of, difference
from laocai_ict.publishing.models import Version
from laocai_ict.publishing.refusal import Refused, Stale
from laocai_ict.publishing.states import mark_of

from . import forms, seeing
from .addresses import address, change_address
from .panel import button, hints, last_word
from .steps import BY_SLUG, EXPLAIN, Situation, Step

GONE = "Bản này không còn: có người vừa bỏ nó."
NO_RIGHT = "Tài khoản của bạn không còn quyền với loại bản ghi này."


class StepPages(PortalAdmin):
    """Base of `VersionedAdmin`. Each page checks its right; the services check it again."""

    admin_site: Any

    def get_urls(self):
        return [self.page_at("buoc/<slug:slug>/", self.step_view, "step"), *super().get_urls()]

    def page_at(self, route, view, name):
        """Return the entry of the address table for a page of one record."""
        whole_name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
        return path(f"<path:object_id>/{route}", self.admin_site.admin_view(view), name=whole_name)

    def step_view(self, request: HttpRequest, object_id: str, slug: str) -> HttpResponse:
        step = BY_SLUG.get(slug)
        if step is None:
            raise Http404
        if request.method == "POST":
            return self._take(request, object_id, step)
        record = self.viewed(request, object_id)
        if record is None:
            return self.kept_page(request, GONE, status=404)
        situation = Situation(record.version, request.user)
        if not situation.may(step.right):
            raise PermissionDenied
        if not step.fits(situation):
            state = mark_of(record.version).words
            messages.warning(
                request, f"Bản này đang là “{state}” nên không làm được việc “{step.words}”."
            )
            return HttpResponseRedirect(change_address(record))
        kept = self.admin_site.given_back(request)
        form = step.form_class(record.version)(kept and kept.as_post(), version=record.version)
        return self._step_page(request, record, step, form, {"kept": kept})

    def viewed(self, request, object_id):
        """Return the record, or None where it is gone; PermissionDenied for who may not see it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.get_object(request, unquote(object_id))

    def _take(self, request, object_id, step):
        if not self.has_view_permission(request):
            return self.kept_page(request, NO_RIGHT, status=403)
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self.kept_page(request, GONE, status=404)
        form = step.form_class(record.version)(request.POST, version=record.version)
        seen = seeing.read(request.POST.get("da_xem"), record)
        refused: list[str] = []
        stale = False
        if form.is_valid() and form.is_confirmed:
            try:
                return self._taken(request, record, step, form, seen)
            except Stale:
                stale = True
            except Refused as refusal:
                refused = list(refusal.reasons)
            except IntegrityError as error:
                sentence = sentence_of(error)
                if sentence is None:
                    raise
                refused = [sentence]
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self.kept_page(request, GONE, status=404)
        since = seen.since(record) if step.shows_content and not refused else []
        told = {"refused": refused, "stale": stale, "since": since}
        return self._step_page(request, record, step, form, told)

    def _taken(self, request, record, step, form, seen):
        target = record if step.verb == "open_version" else record.version
        with acting(reason=form.why), transaction.atomic():
            result = form.act(step.verb, target, request.user, seen.edits)
        messages.success(request, step.done_words(form))
        if step.verb == "discard":
            return HttpResponseRedirect(address(record, "changelist"))
        return HttpResponseRedirect(
            change_address(result if step.verb == "open_version" else record)
        )

    def _step_page(self, request, record, step: Step, form: forms.StepForm, told=None):
        minute = getattr(form, "minute", None)
        context = {
            **self.page_context(request, record, step.words),
            "step": step,
            "form": form,
            "seen": seeing.token(record),
            "blocking": _blocking(record, step, minute),
            "minute_words": moment(minute),
            **(told or {}),
        }
        situation = Situation(record.version, request.user)
        context |= _explaining(record, step, situation)
        if step.shows_content:
            context |= compared(before_of(record.version), record)
            context["said"] = last_word(record.version)
        if step.verb in ("close", "refuse_closing"):
            context["hints"] = list(hints(situation))
        has_right = situation.may(step.right)
        return TemplateResponse(
            request, "admin/publishing/step.html", context, status=200 if has_right else 403
        )

    def page_context(self, request, record, title):
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "record": record,
            "version": record.version,
            "mark": mark_of(record.version),
            "title": title,
            "subtitle": str(record),
            "back": change_address(record),
        }

    def kept_page(self, request, sentence, status):
        """Say that nothing can be done any more, and give back what was typed."""
        typed = [
            (label, request.POST[name])
            for name, label in forms.labels().items()
            if request.POST.get(name)
        ]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Không làm tiếp được",
            "sentence": sentence,
            "typed": typed,
            "may_list": self.has_view_permission(request),
        }
        return TemplateResponse(request, "admin/publishing/kept.html", context, status=status)


def compared(before: Version | None, record: Any) -> dict[str, Any]:
    """Return the context of `admin/publishing/difference.html`."""
    old = before.record if before is not None else None
    return {"before": before, "after": record.version, "difference": difference(old, record)}


def _explaining(record, step, situation):
    """Say where to tell what the version changes, when a step waits for it and does not ask it."""
    if step.verb not in ("approve", "force") or not unexplained(record.version):
        return {}
    if not EXPLAIN.is_offered(situation):
        return {"explained_by_writer": True}
    return {"explain": button(record, EXPLAIN)}


def _blocking(record, step, minute):
    """Return what stands in the way of publishing, where the step leads there."""
    if step.verb in ("approve", "force"):
        return blockers(record, minute)
    if step.verb == "submit":
        asked = unexplained(record.version)  # the form of this very page asks for it
        return [sentence for sentence in blockers(record) if sentence not in asked]
    return []
