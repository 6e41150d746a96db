"""The admin site's part: forms of an ended session are kept, their owner finds them again."""

from functools import update_wrapper

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_POST

from . import kept, once, tickets
from .models import GIVE_BACK, KeptForm

COMES_BACK = "private, no-cache, must-revalidate"
WIPE = '"cache", "storage"'


class KeepsForms:
    """Mixin for AdminSite."""

    def admin_view(self, view, cacheable=False):
        guarded = super().admin_view(view, cacheable)

        def inner(request, *args, **kwargs):
            if request.method == "POST" and not self.has_permission(request):
                fate = kept.fate_of(request)
                if fate.kept:
                    return HttpResponseRedirect(
                        kept.login_address(reverse("admin:login"), fate.kept)
                    )
                if fate.too_long:
                    return self._not_kept(request)
            ticket = tickets.read(request.POST) if request.method == "POST" else None
            is_of_page = ticket is not None and ticket.form == request.path
            if is_of_page and ticket.account != str(request.user.pk):
                return self.keep_for_its_owner(request)
            response = guarded(request, *args, **kwargs)
            if is_of_page and response.status_code == 302:
                kept.forget(request)
            if getattr(response, "may_come_back", False):
                response["Cache-Control"] = COMES_BACK
            return response

        return update_wrapper(inner, guarded)

    def given_back(self, request):
        """Return the kept form that the address names, if it is this account's, or None."""
        return kept.asked_for(request)

    def keep_for_its_owner(self, request):
        """Answer a form that another account opened: it is kept for that one."""
        fate = kept.fate_of(request)
        if fate.too_long:
            return self._not_kept(request)
        return self._page(request, "kept_for_another.html", "Biểu mẫu của tài khoản khác", 403)

    def _not_kept(self, request):
        return self._page(request, "kept_too_long.html", "Nội dung quá dài để giữ lại", 413)

    def _page(self, request, template, title, status=200, **context):
        context = {**self.each_context(request), "title": title, **context}
        response = TemplateResponse(request, f"admin/editing/{template}", context, status=status)
        add_never_cache_headers(response)
        return response

    def login(self, request, extra_context=None):
        if request.method == "POST":
            kept.forget_outdated()
            once.forget_outdated()
        wanted = request.GET.get(REDIRECT_FIELD_NAME) or request.POST.get(REDIRECT_FIELD_NAME, "")
        return super().login(
            request, {**(extra_context or {}), "form_is_kept": f"{GIVE_BACK}=" in wanted}
        )

    def logout(self, request, extra_context=None):
        response = super().logout(request, extra_context)
        response["Clear-Site-Data"] = WIPE
        return response

    def get_urls(self):
        return [
            path("bieu-mau-da-giu/", self.admin_view(self.kept_forms), name="kept_forms"),
            path(
                "bieu-mau-da-giu/<str:key>/bo/",
                self.admin_view(require_POST(self.drop_kept_form)),
                name="kept_form_drop",
            ),
            *super().get_urls(),
        ]

    def kept_forms(self, request):
        """List what is kept for whoever asks, and for nobody else."""
        forms = KeptForm.objects.of(request.user).order_by("-kept_at")
        return self._page(request, "kept_forms.html", "Biểu mẫu gửi lúc hết phiên", forms=forms)

    def drop_kept_form(self, request, key):
        form = get_object_or_404(KeptForm.objects.of(request.user), key=key)
        form.delete()
        return HttpResponseRedirect(reverse("admin:kept_forms"))
