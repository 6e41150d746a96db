"""What every form of the admin does so that nothing typed is lost and nothing unseen overwritten.

A mixin for ModelAdmin, above the stock classes. It judges a form that was sent by its ticket, in
the transaction that saves and with the rows held, so that of two savers at once one sees the other.
Whatever must not be saved is shown again by Django's own way for forms with errors, everything
typed in it, rows added and removed included.
"""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.admin.utils import unquote
from django.db import router, transaction
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from . import comparing, drafts, kept, once, posted, states, tickets
from .models import KeptForm


@dataclass
class Attempt:
    """One request for a form, from what arrived to what is shown; kept on the request.

    `notice` says why the form is shown again: conflict, unknown, made, kept, taken or gone.
    """

    ticket: tickets.Ticket | None = None
    state: states.State = field(default_factory=states.State)
    fingerprint: str = ""
    notice: str = ""
    kept: KeptForm | None = None
    made: Any = None
    saved: Any = None

    @property
    def only_shown(self) -> bool:
        return bool(self.notice)


class SafeEditing:
    """Mixin for ModelAdmin: refuses stale forms, gives kept ones back, saves none twice."""

    def changelist_view(self, request, extra_context=None):
        """Ask again for a bulk action that was kept, with its reason; pressed again, it runs."""
        given = kept.asked_for(request)
        if given is None:
            return super().changelist_view(request, extra_context)
        kept.take_in(request, given)  # an address that a list does not know sends it elsewhere
        response = super().changelist_view(request, extra_context)
        if response is not None and response.status_code == 302:
            given.delete()
        return response

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        request.attempt = Attempt()
        show = super().changeform_view
        if request.method == "POST":
            request.attempt.ticket = ticket = tickets.read(request.POST)
            if ticket is not None and ticket.account != str(request.user.pk):
                return self.admin_site.keep_for_its_owner(request)
            with transaction.atomic(using=router.db_for_write(self.model)):
                return self._receive(request, object_id, form_url, extra_context, show)
        request.attempt.kept = kept.asked_for(request)
        if request.method == "GET" and request.attempt.kept:
            return self._give_back(request, object_id, form_url, extra_context, show)
        return drafts.may_come_back(show(request, object_id, form_url, extra_context))

    def _receive(self, request, object_id, form_url, extra_context, show) -> HttpResponse:
        attempt = request.attempt
        attempt.fingerprint = posted.fingerprint(request)
        is_new = object_id is None or "_saveasnew" in request.POST
        answer = self._judge_new(request) if is_new else self._judge_change(request, object_id)
        if answer is not None:
            return answer
        response = show(request, object_id, form_url, extra_context)
        if attempt.saved is not None and attempt.ticket is not None:
            once.remember(attempt.ticket, attempt.fingerprint, attempt.saved)
            kept.forget(request)
            drafts.confirm(response, attempt.ticket)
        elif is_new and attempt.made is None and attempt.ticket is not None:
            once.release(attempt.ticket)
        return response

    def _judge_new(self, request) -> HttpResponse | None:
        """Say by `attempt.notice` why a new record must not be made; answer where it was made."""
        attempt = request.attempt
        if attempt.ticket is None or not attempt.ticket.is_for(self.opts.label, ""):
            attempt.ticket, attempt.notice = None, "unknown"
            return None
        seen, form = once.claim(attempt.ticket, attempt.fingerprint)
        if seen is once.Seen.NEVER:
            return None
        attempt.made = made = self.get_object(request, form.record)
        if seen is once.Seen.SAME and made is not None:
            response = self.response_add(request, made)
            drafts.confirm(response, attempt.ticket)
            return response
        attempt.ticket, attempt.notice = None, "made"
        attempt.made = made or form
        return None

    def _judge_change(self, request, object_id) -> HttpResponse | None:
        """Say by `attempt.notice` why the change must not be saved; answer where it was saved."""
        attempt = request.attempt
        record = self._asked(request, object_id)
        if record is None or not self.has_change_permission(request, record):
            return self._gone(request) if record is None else None
        try:
            attempt.state = states.read(self, request, record, lock=True)
        except self.model.DoesNotExist:
            return self._gone(request)
        ticket = attempt.ticket
        if ticket is not None and once.was_saved(ticket, attempt.fingerprint):
            response = self.response_change(request, record)
            drafts.confirm(response, ticket)
            return response
        if ticket is None or not ticket.is_for(self.opts.label, str(record.pk)):
            attempt.notice = "unknown"
        elif attempt.state.differs_from(ticket):
            attempt.notice = "conflict"
        request.POST = self._settled(request, request.POST)
        if "_take" in request.POST and not attempt.notice:
            attempt.notice = "taken"
        return None

    def _settled(self, request, data):
        """Return what was typed, stored values taken back where asked for, rows as they are now."""
        state = request.attempt.state
        if posted.TAKEN in data:
            form = self.get_form(request, state.record, change=True)
            data = posted.take_back(data, form, state)
        return posted.settle_rows(data, state)

    def _asked(self, request, object_id):
        to_field = request.POST.get(TO_FIELD_VAR, request.GET.get(TO_FIELD_VAR))
        return self.get_object(request, unquote(object_id), to_field)

    def _gone(self, request) -> HttpResponse | None:
        """Give what was typed back as a new record where the old one was deleted meanwhile."""
        ticket = request.attempt.ticket
        if ticket is None or not self.has_add_permission(request):
            return None
        request.POST = posted.all_rows_new(request.POST, ticket.rows)
        meta = self.opts
        form = kept.keep(request, ticket, reverse(f"admin:{meta.app_label}_{meta.model_name}_add"))
        return HttpResponseRedirect(form.get_absolute_url())

    def _give_back(self, request, object_id, form_url, extra_context, show) -> HttpResponse:
        """Show the form with what was kept, judged like one that was sent, without saving it."""
        attempt = request.attempt
        attempt.notice, data = "kept", attempt.kept.as_post()
        ticket = tickets.read(data)
        record = None if object_id is None else self._asked(request, object_id)
        if ticket and ticket.is_for(self.opts.label, "" if record is None else str(record.pk)):
            attempt.ticket = ticket
        if record is not None:
            attempt.state = states.read(self, request, record)
            data = self._settled(request, data)
            if attempt.ticket is None or attempt.state.differs_from(attempt.ticket):
                attempt.notice = "conflict"
        request.method, request.POST = "POST", data
        try:
            return show(request, object_id, form_url, extra_context)
        finally:
            request.method = "GET"

    def delete_view(self, request, object_id, extra_context=None):
        """Delete only what the confirmation page has shown."""
        view = super().delete_view
        with transaction.atomic(using=router.db_for_write(self.model)):
            record = self._asked(request, object_id)
            if record is None or not self.has_delete_permission(request, record):
                return view(request, object_id, extra_context)
            state = states.read(self, request, record, lock=request.method == "POST", whole=True)
            ticket = tickets.read(request.POST)
            stale = request.method == "POST" and (
                ticket is None
                or ticket.account != str(request.user.pk)
                or not ticket.is_for(self.opts.label, str(record.pk))
                or state.differs_from(ticket)
            )
            shown = {"ticket": self._new_ticket(request, record, state), "stale": stale}
            if stale:
                request.POST = QueryDict()  # as if nothing had been confirmed yet
                shown["by"], shown["at"] = comparing.last_change(record)
            return view(request, object_id, {**(extra_context or {}), "editing": shown})

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        attempt = getattr(request, "attempt", None)
        return only_shown(form) if attempt is not None and attempt.only_shown else form

    def response_add(self, request, obj, post_url_continue=None):
        if (attempt := getattr(request, "attempt", None)) is not None:
            attempt.saved = obj
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if (attempt := getattr(request, "attempt", None)) is not None:
            attempt.saved = obj
        return super().response_change(request, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        attempt = getattr(request, "attempt", None) or Attempt()
        form = context["adminform"].form
        formsets = [one.formset for one in context["inline_admin_formsets"]]
        shown = {"notice": attempt.notice, "kept": attempt.kept, "made": attempt.made}
        if attempt.notice in ("conflict", "unknown") and attempt.state.record is not None:
            shown["comparison"] = comparing.compare(attempt.state, attempt.ticket, form, formsets)
        ticket = self._ticket(request, attempt, None if add else obj, [form, *formsets])
        shown |= {"ticket": ticket, "draft": drafts.identity(request.user, ticket)}
        if not attempt.notice and request.method == "GET":
            shown["waiting"] = kept.waiting_at(request)
        context["editing"] = shown
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _ticket(self, request, attempt, record, forms) -> tickets.Ticket:
        """Return the ticket of the form as it is shown now.

        A form that comes back with errors keeps what its reader had seen; one that shows a
        conflict has shown the newest state, and may be saved over it.
        """
        if attempt.ticket is not None and attempt.notice in ("", "kept", "taken"):
            return attempt.ticket
        state = attempt.state
        if record is not None and state.record is None:
            state = states.read(self, request, record)
        return self._new_ticket(request, record, state, _secret(forms))

    def _new_ticket(self, request, record, state, secret=()) -> tickets.Ticket:
        kind = self.opts.verbose_name
        return tickets.Ticket(
            account=str(request.user.pk),
            form=self.opts.label,
            record="" if record is None else str(record.pk),
            title=f"{kind} mới" if record is None else f"{kind}: {record}",
            secret=list(secret),
            fields=state.fields,
            rows=state.rows,
        )


def only_shown(form):
    """Return the form class that checks everything and is never ready to be saved."""

    def is_valid(self):
        super(shown, self).is_valid()
        return False

    shown = type(form.__name__, (form,), {"is_valid": is_valid})
    return shown


def _secret(forms) -> list[str]:
    """Return the names of inputs for passwords, whose content is never kept."""
    return [
        bound.html_name
        for one in forms
        for form in getattr(one, "forms", [one])
        for bound in form
        if getattr(bound.field.widget, "input_type", "") == "password"
    ]
