"""What was corrected, what was edited: the list of all apps."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import ListView

from laocai_ict.display.pages import Page, PublicPage
from laocai_ict.display.paging import CountedPaginator
from laocai_ict.publishing.corrections import counts, entries, listed
from laocai_ict.publishing.filters import CorrectionFilter


class Corrections(PublicPage, ListView):
    """Corrections and small edits, the newest first; an unknown filter is answered with 400."""

    template_name = "publishing/corrections.html"
    context_object_name = "versions"
    paginate_by = 30
    page_kwarg = "trang"

    def get_queryset(self) -> Any:
        self.at = timezone.now()
        self.filter = CorrectionFilter.read(self.request.GET, counts(self.at))
        return self.filter.apply(listed(self.at))

    def get_paginator(self, *args: Any, **kwargs: Any) -> CountedPaginator:
        return CountedPaginator(*args, total=self.filter.total, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        told = entries(context["versions"], self.at)
        return context | {"filter": self.filter, "entries": told}

    def get_page(self) -> Page:
        title = _("Đính chính và sửa nhỏ")
        newest = next(iter(self.page_context["versions"]), None)
        return Page(
            title=_("Lỗi: %(title)s") % {"title": title} if self.filter.problems else title,
            description=_(
                "Những gì đã đăng mà sau đó được đính chính hoặc sửa nhỏ: ngày nào, sai gì, đúng "
                "là gì, ai quyết định."
            ),
            date=timezone.localdate(newest.told_at if newest else self.at),
            section="corrections",
        )

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> Any:
        if self.filter.problems:
            kwargs["status"] = 400
        return super().render_to_response(context, **kwargs)
