"""What a public page says of itself: title, description, day, place in the site."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers


class Vietnamese(str):
    """A breadcrumb's label that is data and stays Vietnamese in the English pages."""

    lang = "vi"


@dataclass(frozen=True)
class Page:
    """Heading data of one public page; base.html draws head, Dublin Core and breadcrumbs from it.

    The six Dublin Core elements that must not be empty (Decree 43/2011, Art. 14) come from here:
    `date` is the day the content is as of or was last changed, never the day of the visit unless
    the content really is of that day.
    """

    title: str
    description: str
    date: datetime.date
    crumbs: tuple[tuple[str, str], ...] = ()
    """(label, address) of the pages above this one, the home page left out"""
    section: str = ""
    """the menu entry this page belongs to: press, telecom, procedures, egov, places, about"""
    lang: str = ""
    """"vi" where the title is data that stays Vietnamese in the English pages"""
    canonical: str = ""
    """address without host that stands for this page; empty: its own path without query"""


class PublicPage:
    """View mixin: puts `page` into the context. Views give `get_page()`."""

    def get_page(self) -> Page:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        self.page_context = context
        context["page"] = self.get_page()
        return context

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)  # type: ignore[misc]
        patch_vary_headers(response, ["Cookie"])  # the reader's choice of scheme and text size
        return response
