"""The admin pages beside the steps: two versions compared, and preview links."""

import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from laocai_ict.publishing import services
from laocai_ict.publishing.models import PreviewLink
from laocai_ict.publishing.refusal import Refused

from .addresses import address
from .pages import GONE, NO_RIGHT, StepPages, compared
from .steps import Situation

LASTING = [(1, "1 ngày"), (3, "3 ngày"), (7, "7 ngày"), (30, "30 ngày")]


class LinkForm(forms.Form):
    days = forms.TypedChoiceField(
        label="Mở được trong",
        choices=LASTING,
        coerce=int,
        initial=3,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn thời hạn.", "invalid_choice": "Chọn thời hạn."},
    )


class SidePages(StepPages):
    """Base of `VersionedAdmin`, on the pages of the steps."""

    def get_urls(self):
        return [
            self.page_at("so-sanh/<int:number>/", self.compare_view, "compare"),
            self.page_at("xem-truoc/", self.links_view, "links"),
            *super().get_urls(),
        ]

    def compare_view(self, request, object_id, number):
        """Show what differs between this version and another of the same item, older first."""
        record = self.viewed(request, object_id)
        if record is None:
            return self.kept_page(request, GONE, status=404)
        other = get_object_or_404(
            self.model._default_manager.select_related("version").of(record),
            version__number=number,
        )
        old, new = sorted([record, other], key=lambda row: row.version.number)
        title = f"Phiên bản {new.version.number} so với phiên bản {old.version.number}"
        context = {
            **self.page_context(request, record, title),
            **compared(old.version, new),
        }
        return TemplateResponse(request, "admin/publishing/compare.html", context)

    def links_view(self, request, object_id):
        """List the preview links of a version, make one, revoke one. An address is shown once."""
        if request.method == "POST" and not self.has_view_permission(request):
            return self.kept_page(request, NO_RIGHT, status=403)
        record = self.viewed(request, object_id)
        if record is None:
            return self.kept_page(request, GONE, status=404)
        if request.method == "GET" and not Situation(record.version, request.user).may("either"):
            raise PermissionDenied
        form = LinkForm(request.POST if "tao" in request.POST else None)
        told: dict[str, Any] = {"form": form}
        try:
            if "thu_hoi" in request.POST:
                return self._revoke(request, record, request.POST["thu_hoi"])
            if form.is_bound and form.is_valid():
                told["made"] = self._share(request, record, form.cleaned_data["days"])
        except Refused as refusal:
            told["refused"] = refusal.reasons
        return self._links_page(request, record, told)

    def _share(self, request, record, days):
        lasts = datetime.timedelta(days=days)
        link, secret = services.share_preview(record.version, by=request.user, lasts=lasts)
        opens = reverse("publishing:preview", args=[secret])
        return {"address": request.build_absolute_uri(opens), "link": link}

    def _revoke(self, request, record, key):
        links = PreviewLink.objects.filter(version=record.version_id)
        link = get_object_or_404(links, pk=key if key.isdecimal() else None)
        services.revoke_preview(link, by=request.user)
        messages.success(request, "Đã thu hồi: liên kết ấy không mở được nữa.")
        return HttpResponseRedirect(address(record, "links", record.pk))

    def _links_page(self, request, record, told):
        now = timezone.now()
        situation = Situation(record.version, request.user, now)
        is_made_here = not (record.version.is_public(now) or record.version.is_over(now))
        links = record.version.links.order_by("-made_at", "-pk")
        context = {
            **self.page_context(request, record, "Liên kết xem trước"),
            "links": [{"link": link, "is_open": link.is_open(now)} for link in links],
            "is_made_here": is_made_here,
            **told,
        }
        status = 200 if situation.may("either") else 403
        return TemplateResponse(request, "admin/publishing/links.html", context, status=status)
