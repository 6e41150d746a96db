"""What every ModelAdmin of the portal does about history.

The page "Lịch sử" of a record shows what the database kept, also when the record is gone; Django's
own log of the admin is not written, since it knows less. Deleting several asks for a reason.
"""

from django.contrib.admin import actions, helpers
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.response import TemplateResponse

from .acting import acting

REASON = "ly_do"
CONFIRMED = "da_xac_nhan"
SAMPLE = 10
"""records named on a page that asks before an action touches many"""


class RecordedHistory:
    """Mixin for ModelAdmin."""

    def history_view(self, request, object_id, extra_context=None):
        from .pages import record_page

        record = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        page = record_page(self, request, unquote(object_id), record)
        return page or self._get_obj_does_not_exist_redirect(request, self.opts, object_id)

    def log_addition(self, request, obj, message):
        """Leave it to the database."""

    def log_change(self, request, obj, message):
        """Leave it to the database."""

    def log_deletions(self, request, queryset):
        """Leave it to the database."""


def reason_of(request: HttpRequest) -> str:
    return request.POST.get(REASON, "").strip()


def asks_reason(words: str):
    """Decorate an admin action: before it runs, a page asks why, naming what it will touch.

    `words` says what is done, "Gỡ các mục đã chọn"; it heads the page and stands on its button. The
    action then runs as one bulk act with that reason.
    """

    def decorate(action):
        def asked(model_admin, request, queryset):
            if CONFIRMED in request.POST and reason_of(request):
                with acting(kind="bulk", reason=reason_of(request)):
                    return action(model_admin, request, queryset)
            return ask(model_admin, request, queryset, words)

        for name in ("__name__", "__doc__", "short_description", "allowed_permissions"):
            if hasattr(action, name):
                setattr(asked, name, getattr(action, name))
        return asked

    return decorate


def ask(model_admin, request: HttpRequest, queryset, words: str) -> TemplateResponse:
    """Return the page that asks for the reason of a bulk action."""
    count = queryset.count()
    context = {
        **model_admin.admin_site.each_context(request),
        "title": words,
        "opts": model_admin.opts,
        "count": count,
        "sample": list(queryset[:SAMPLE]),
        "more": max(count - SAMPLE, 0),
        "selected": request.POST.getlist(helpers.ACTION_CHECKBOX_NAME),
        "select_across": request.POST.get("select_across", "0"),
        "action": request.POST.get("action", ""),
        "missing": CONFIRMED in request.POST,
        "reason": reason_of(request),
        "words": words,
    }
    return TemplateResponse(request, "admin/history/ask_reason.html", context)


def delete_selected(model_admin, request, queryset):
    """Django's own action with its own page; that page asks for a reason as well."""
    if not request.POST.get("post"):
        return actions.delete_selected(model_admin, request, queryset)
    if reason_of(request):
        with acting(kind="bulk", reason=reason_of(request)):
            return actions.delete_selected(model_admin, request, queryset)
    request.POST = request.POST.copy()
    del request.POST["post"]
    page = actions.delete_selected(model_admin, request, queryset)
    page.context_data["reason_missing"] = True
    return page


delete_selected.short_description = actions.delete_selected.short_description
delete_selected.allowed_permissions = actions.delete_selected.allowed_permissions
