"""The whole list of one section of the desk, page by page."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from laocai_ict.publishing import desk

PAGE = 50
FARTHEST = 10_000
"""no list of work is that long, and no greater number reaches the database"""


@require_safe
def section_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show everything that waits for this user in one section; 404 where none is theirs."""
    section = desk.section(key)
    if section is None:
        raise Http404
    number = _number(request.GET.get("trang", ""))
    start = (number - 1) * PAGE
    batch = section.find(request.user, timezone.now(), start, start + PAGE)
    if batch is None:
        raise Http404
    if number > 1 and not batch.lines:  # done in the meantime
        return HttpResponseRedirect(request.path)
    context = {
        **admin.site.each_context(request),
        "title": section.title,
        "section": section,
        "batch": batch,
        "number": number,
        "pages": list(Paginator(range(batch.count), PAGE).get_elided_page_range(number)),
    }
    return TemplateResponse(request, "admin/publishing/desk_section.html", context)


def _number(asked: str) -> int:
    """Return the number of the page asked for; 1 for anything that is none."""
    is_number = asked.isascii() and asked.isdecimal() and len(asked) < 6
    return min(max(int(asked), 1), FARTHEST) if is_number else 1
