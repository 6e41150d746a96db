"""A version before it is public, for people without an account who were given its link.

The secret stands in the address, so no answer is kept anywhere, no page tells another host where
its reader came from, and logs leave the secret out (`secrecy`).
"""

import copy
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
)
from django.shortcuts import render
from django.urls import get_resolver, reverse
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from laocai_ict.display.pages import Page, Vietnamese
from laocai_ict.display.scheme import choose
from laocai_ict.publishing.corrections import CHANGES
from laocai_ict.publishing.models import PreviewLink, showing
from laocai_ict.publishing.registry import address_of, kind_of
from laocai_ict.publishing.rendering import (
    Shown,
    answer,
    keep_nowhere,
    language_of,
    mounted,
    plain_path,
)
from laocai_ict.publishing.services import digest_of


def open_link(secret: str) -> PreviewLink | None:
    """Return the link that the secret opens; None for one unknown, revoked, expired or overtaken.

    A version that is not public any more is old, or withdrawn: other rules hold for reading it.
    """
    links = PreviewLink.objects.open().select_related("version__item")
    link = links.filter(digest=digest_of(secret)).first()
    return None if link is None or link.version.is_over() else link


class Previewing(View):
    """Base of what a preview link opens; `link` is open when a method runs."""

    link: PreviewLink
    prefix: str
    """what the addresses of previewed pages begin with"""
    start: str

    @method_decorator(csrf_exempt)  # posts nothing but the choice of colours, see `scheme.choose`
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        secret = kwargs["secret"]
        self.prefix = reverse("preview-page", args=[secret, ""])
        self.start = reverse("publishing:preview", args=[secret])
        link = open_link(secret)
        try:
            if link is None:
                response: Any = _gone(request)
            else:
                self.link = link
                response = super().dispatch(request, *args, **kwargs)
        except Http404:
            response = get_resolver().resolve_error_handler(404)(request)
        response["Referrer-Policy"] = "no-referrer"
        return keep_nowhere(response)

    def shown(self, path: str) -> Shown:
        return Shown(
            template="publishing/_preview_banner.html",
            version=self.link.version,
            canonical=path,
            address=self.start,
            expires_at=self.link.expires_at,
        )

    def at(self, path: str) -> HttpRequest:
        """Return the request as if `path` had been asked for, mounted under the link."""
        inner = copy.copy(self.request)
        inner.path_info = path
        inner.path = self.prefix + path.removeprefix("/")
        inner.shown = self.shown(path)  # type: ignore[attr-defined]
        inner.LANGUAGE_CODE = language_of(path)
        return inner


class PreviewPage(Previewing):
    """Any page of the portal as it will be, its links leading to pages as they will be."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, secret: str, path: str) -> HttpResponse:
        inner = self.at(f"/{path}")
        with showing(self.link.version), mounted(self.prefix):
            return answer(inner, inner.path_info, follow=False)

    def post(self, request: HttpRequest, secret: str, path: str) -> HttpResponse:
        if f"/{path}" != reverse("display-choose"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return choose(request)


@dataclass(frozen=True)
class SideView:
    label: Any
    address: str
    language: str


OWN = gettext_lazy("Trang của bản ghi")
LIST = gettext_lazy("Danh sách đính chính")
FEED = gettext_lazy("Đính chính (Atom)")


@dataclass(frozen=True)
class Excerpt:
    """How the page looks in a list of search results: title, address, a sentence."""

    title: str
    description: str
    address: str


class Preview(Previewing):
    """Where a preview link leads: every page that will show the record, as it will show it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, secret: str) -> HttpResponse:
        version = self.link.version
        record = version.record
        with showing(version):
            path = plain_path(address_of(record))
            found = self.side_views(record)
        context = {
            "page": Page(
                title=_("Xem trước"),
                description=_("Nội dung chưa công khai, xem được bằng liên kết này."),
                date=timezone.localdate(version.changed_at),
                section="preview",
                canonical="/",
            ),
            "version": version,
            "link": self.link,
            "languages": [
                (code, [view for view in found if view.language == code])
                for code, name in settings.LANGUAGES
            ],
            "excerpt": self.excerpt(path),
        }
        request.shown = self.shown("/")  # type: ignore[attr-defined]
        return render(request, "publishing/preview.html", context)

    def side_views(self, record: Any) -> list[SideView]:
        """Return every page that will show the record, in each language; its own comes first."""
        found: list[tuple[Any, str]] = []
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                if hasattr(record, "get_absolute_url"):
                    found.append((OWN, record.get_absolute_url()))
                views = kind_of(record).side_views(record)
                found += [(Vietnamese(told) if code == "vi" else told, at) for told, at in views]
                if record.version.change in CHANGES.values():
                    found.append((LIST, reverse("publishing:corrections")))
                    found.append((FEED, reverse("publishing:corrections-feed")))
        return [
            SideView(label, self.prefix + address.removeprefix("/"), language_of(address))
            for address, label in {address: label for label, address in reversed(found)}.items()
        ][::-1]

    def excerpt(self, path: str) -> Excerpt | None:
        """Read from the page itself what search engines will show of it."""
        inner = self.at(path)
        with showing(self.link.version), mounted(self.prefix):
            response: Any = answer(inner, path)
        page = (getattr(response, "context_data", None) or {}).get("page")
        return page and Excerpt(page.title, page.description, path)


def _gone(request: HttpRequest) -> HttpResponse:
    """Answer for every link that opens nothing; it does not say whether there was one."""
    page = Page(
        title=_("Liên kết này không mở được"),
        description=_("Liên kết xem trước không còn hiệu lực."),
        date=timezone.localdate(),
        section="preview",
        canonical="/",
    )
    return render(request, "publishing/preview_gone.html", {"page": page}, status=404)
