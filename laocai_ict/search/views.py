"""The results page."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from laocai_ict.display.pages import Page, PublicPage
from laocai_ict.display.typography import vietnamese

from . import labels, matching, near, synonyms, unfound
from .expressions import express, plain_words
from .facets import Asked
from .highlighting import Marker
from .matching import Hit, Results, TooSlow
from .query import Question, parse
from .statements import MOST_RANKED, PER_PAGE

LAST_PAGE = MOST_RANKED // PER_PAGE
NAMES_SHOWN = 3
EXAMPLES = ("Bản Khoang", "giấy phép bưu chính", "715/2005/QĐ-UBND", '"băng rộng" -thuê')


@dataclass(frozen=True)
class Shown:
    """One result as the page prints it: texts with the words that were found marked."""

    hit: Hit
    kind: str
    address: str
    title: SafeString
    names: list[SafeString]
    """other names that were found and that the title does not say"""
    number: SafeString
    note: SafeString
    excerpt: SafeString


class Search(PublicPage, TemplateView):
    """What was typed, what was found for it, and what may help where nothing was.

    `q` is what was typed, `loai`, `ung-dung`, `nam` and `co-quan` narrow it, `trang` is the page.
    A filter that nobody knows is answered with 400 and a sentence; a search that takes too long
    with 503 and a sentence.
    """

    template_name = "search/results.html"

    @cached_property
    def asked(self) -> Asked:
        return Asked.read(self.request.GET, self.question.text)

    @cached_property
    def question(self) -> Question:
        return parse(self.request.GET.get("q", ""))

    @cached_property
    def number_of_page(self) -> int:
        """Return the page asked for; 404 where there can be none."""
        said = self.request.GET.get("trang", "1")
        number = int(said) if said.isascii() and said.isdigit() and len(said) < 5 else 0
        if not 1 <= number <= LAST_PAGE:
            raise Http404
        return number

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page, self.status = self.number_of_page, 200
        results, marker, is_slow = Results(), Marker(), False
        also: list[str] = []
        if self.asked.problems:
            self.status = 400
        elif self.question.wanted:
            try:
                results, marker, also = self._find()
            except TooSlow:
                self.status, is_slow = 503, True
        if page > 1 and (page - 1) * PER_PAGE >= results.ranked:
            raise Http404
        return super().get_context_data(
            asked=self.asked,
            question=self.question,
            said=vietnamese(self.question.text),
            results=results,
            shown=[show(hit, marker) for hit in results.hits],
            facets=list(self.asked.facets(results)),
            also=also,
            near=self._near() if self._is_unsure(results) else [],
            is_slow=is_slow,
            examples=EXAMPLES,
            previous=page - 1 if page > 1 else None,
            next=page + 1 if page * PER_PAGE < results.ranked else None,
            number_of_page=page,
            **kwargs,
        )

    def _find(self) -> tuple[Results, Marker, list[str]]:
        question, at = self.question, timezone.now()
        understood = synonyms.understand(plain_words(question))
        expressions = express(question, understood)
        options: dict[str, Any] = {"at": at, "start": (self.number_of_page - 1) * PER_PAGE}
        results = matching.find(expressions, self.asked.filters, **options)
        if results.unfiltered and not results.is_sure and expressions.telling:
            telling = matching.find_telling(expressions, self.asked.filters, **options)
            results = telling if telling.is_sure else results
        if not results.unfiltered:
            is_asked = self.request.method == "GET" and self.number_of_page == 1
            if is_asked and not self.asked.is_filtered:
                unfound.count(question.text, timezone.localdate(at))
            results = matching.find_some(expressions, self.asked.filters, **options)
        phrases = [phrase for one in understood.alternatives for phrase in one.phrases]
        return results, Marker.of(question.wanted, phrases), understood.said

    def _near(self) -> list[tuple[str, str]]:
        """Return names that may have been meant, each with its address in the page's language."""
        return [(one.text, in_language(one.address)) for one in near.suggest(self.question.text)]

    def _is_unsure(self, results: Results) -> bool:
        """Say whether something else may have been meant: at best the words stand scattered."""
        if self.status != 200 or not self.question.wanted or self.number_of_page > 1:
            return False
        return results.is_partial or not results.is_sure

    def get_page(self) -> Page:
        text = self.question.text
        short = text if len(text) <= 60 else f"{text[:60]}…"
        title = _("Tìm “%(text)s”") % {"text": short} if text else _("Tìm kiếm")
        address = reverse("search:results")
        return Page(
            title=_("Lỗi: %(title)s") % {"title": title} if self.asked.problems else title,
            description=_(
                "Tìm trong mọi nội dung đã đăng của cổng: thủ tục, số liệu, thông tin báo chí, "
                "địa phương; có dấu hay không dấu đều được."
            ),
            date=timezone.localdate(),
            section="search",
            canonical=f"{address}?{urlencode({'q': text})}" if text else address,
        )

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, status=self.status, **kwargs)
        if self.asked.text:
            # What people look for is without end: it would push every other page out of memory.
            patch_cache_control(response, private=True)
        return response


def show(hit: Hit, marker: Marker) -> Shown:
    """Return a result ready to be printed."""
    beside = [name for name in hit.names if name.casefold() not in hit.title.casefold()]
    marked = [marker.mark(name) for name in beside]
    return Shown(
        hit=hit,
        kind=labels.kind_text(hit.kind),
        address=in_language(hit.address),
        title=marker.mark(hit.title),
        names=[name for name in marked if "<mark>" in name][:NAMES_SHOWN],
        number=marker.mark(hit.number),
        note=marker.mark(hit.note),
        excerpt=marker.excerpt(hit.body) or marker.beginning(hit.body),
    )


def in_language(address: str) -> str:
    """Return an address of the index with the prefix of the page's language."""
    return address if get_language() == "vi" else f"/{get_language()}{address}"
