"""Suggestions as data, for the script under the search boxes."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from .registry import source_of
from .suggesting import suggest

SECONDS_KEPT = 60


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer `?q=` with what it may be the beginning of: title, kind, note, address.

    Whatever is typed is answered with 200; what cannot be understood has no suggestions. The
    browser alone keeps the answer: in the memory of the pages these would push out all others.
    """
    prefix = "" if get_language() == "vi" else f"/{get_language()}"
    found = [
        {
            "title": one.title,
            "kind": str(source_of(one.kind).label),
            "note": one.note,
            "address": f"{prefix}{one.address}",
        }
        for one in suggest(request.GET.get("q", ""), timezone.now())
    ]
    response = JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = f"private, max-age={SECONDS_KEPT}"
    response["X-Robots-Tag"] = "noindex"
    return response
