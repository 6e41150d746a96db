"""What stands at the address of a record: the record, a way on, a notice of withdrawal, nothing.

Only what has really been public under an address counts. The address of a draft or of a version
whose minute has not come is answered as one that never was (404).
"""

import datetime
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from laocai_ict.display import dates
from laocai_ict.display.pages import Page, PublicPage

from .models import Version

CHECK_EACH_TIME = "no-cache"
"""what was moved or withdrawn may come back: no browser keeps such an answer without asking"""


class Moved(Exception):
    """The item is public at another address now."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class Withdrawn(Exception):
    """The item was public here and is not any more; `version` is the last one that was."""

    def __init__(self, version: Version) -> None:
        super().__init__(version.pk)
        self.version = version


def find(versions: Any, at: datetime.datetime | None = None, **address: Any) -> Any:
    """Return the row that is public under `address` (``slug="…"``) at the moment `at`: one query.

    `versions` is the queryset of all versions, with whatever the page needs joined. Raises Moved
    where the item has another address now, Withdrawn where it was withdrawn, Http404 otherwise.
    """
    at = at or timezone.now()
    try:
        return versions.published(at).get(**address)
    except versions.model.DoesNotExist:
        pass
    rows = versions.model._default_manager.select_related("version")
    been = rows.filter(version__public_from__lte=at).order_by("-version__public_from")
    former = been.filter(**address).first()
    if former is None:
        raise Http404
    present = rows.published(at).filter(item=former.item_id).first()
    if present is not None:
        raise Moved(present.get_absolute_url())
    raise Withdrawn(been.filter(item=former.item_id)[0].version)


class RecordPage(PublicPage):
    """View mixin for the page of one record, before `DetailView` or `TemplateView`.

    `get_queryset()` gives all versions, not only public ones. A `TemplateView` calls `find` itself.
    """

    def get_address(self) -> dict[str, Any]:
        """Return the lookup that this address stands for."""
        return {"slug": self.kwargs["slug"]}  # type: ignore[attr-defined]

    def get_object(self, queryset: Any = None) -> Any:
        return find(
            self.get_queryset() if queryset is None else queryset,  # type: ignore[attr-defined]
            **self.get_address(),
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)  # type: ignore[misc]
        except Moved as moved:
            return way_on(request, moved.address)
        except Withdrawn as withdrawn:
            return notice(request, withdrawn.version)


def way_on(request: HttpRequest, address: str) -> HttpResponse:
    """Lead to the present address, whatever was asked for behind the question mark kept."""
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    response["Cache-Control"] = CHECK_EACH_TIME
    return response


def notice(request: HttpRequest, version: Version) -> HttpResponse:
    """Say when and why the item of `version` was withdrawn, and nothing of what it said."""
    page = Page(
        title=_("Nội dung này đã được gỡ"),
        description=_("Nội dung ở địa chỉ này đã được gỡ; trang này cho biết lúc nào và vì sao."),
        date=dates.local_day(version.public_until or timezone.now()),
        section="withdrawn",
    )
    context = {"page": page, "version": version}
    response = render(request, "publishing/withdrawn.html", context, status=410)
    response["Cache-Control"] = CHECK_EACH_TIME
    response["X-Robots-Tag"] = "noindex"
    return response
