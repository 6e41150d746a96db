"""What a record said before: each version that has been public keeps an address of its own."""

from typing import Any
from urllib.parse import urlsplit

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from laocai_ict.display import dates
from laocai_ict.display.pages import Page
from laocai_ict.publishing.addresses import notice
from laocai_ict.publishing.models import Version, showing
from laocai_ict.publishing.models.versions import in_public
from laocai_ict.publishing.registry import address_of, content_of, with_content
from laocai_ict.publishing.rendering import Shown, answer, keep_nowhere, plain_path


class OldVersion(View):
    """The whole page as it was when version `number` of an item was public.

    Leads to the present page where that version still is public. Of an item that was withdrawn
    there is the notice, of a version that was closed the note, of all else nothing (404).
    """

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, item: int, number: int) -> HttpResponse:
        now = timezone.now()
        asked = Q(number=number, public_from__lte=now)
        versions = list(
            with_content(Version.objects.filter(asked | in_public(now), item=item)).order_by("pk")
        )
        present = next((version for version in versions if version.is_public(now)), None)
        version = next((version for version in versions if version.number == number), None)
        if version is None:
            raise Http404
        if version.closed_at is not None:
            return keep_nowhere(closed_note(request, version))
        if present is None:
            return keep_nowhere(notice(request, _last_public(version, now)))
        if version == present:
            return keep_nowhere(HttpResponseRedirect(address_of(content_of(present))))
        return keep_nowhere(self.page(request, version, present))

    def page(self, request: HttpRequest, version: Version, present: Version) -> HttpResponse:
        address = address_of(content_of(present))
        request.shown = Shown(  # type: ignore[attr-defined]
            template="publishing/_old_banner.html",
            version=version,
            canonical=urlsplit(address).path,
            address=address,
            anchor=urlsplit(address).fragment,
        )
        with showing(version):
            return answer(request, plain_path(address_of(content_of(version))))


def _last_public(version: Version, at: Any) -> Version:
    been = Version.objects.filter(item=version.item_id, public_from__lte=at)
    return been.latest("public_from")


def closed_note(request: HttpRequest, version: Version) -> HttpResponse:
    """Say that an old version was closed, on which ground and when; nothing of what it said."""
    page = Page(
        title=_("Bản cũ này đã đóng"),
        description=_("Bản cũ này không đọc được nữa; trang này cho biết căn cứ và lúc đóng."),
        date=dates.local_day(version.closed_at or timezone.now()),
        section="closed",
    )
    context = {"page": page, "version": version}
    return render(request, "publishing/closed.html", context, status=410)
