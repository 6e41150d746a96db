"""Pages about the department and about the site itself."""

import datetime
from collections.abc import Iterable

from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from laocai_ict.display import menus
from laocai_ict.display.pages import Page, PublicPage
from laocai_ict.publishing import sitemaps
from laocai_ict.reference.models import Source

from .models import Contact, DepartmentName, Duty, Leader, Milestone, Record

WRITTEN_ON = datetime.date(2026, 11, 25)
"""The day the texts of these pages that are not records were written."""
ASSESSED_ON = datetime.date(2026, 11, 25)
"""The day the accessibility statement was last checked against the pages."""


def number_sources(*groups: Iterable[Record]) -> list[Source]:
    """Number the sources in the order they are first named; each record learns its number."""
    numbers: dict[Source, int] = {}
    for group in groups:
        for record in group:
            if record.source_id:
                record.source_number = numbers.setdefault(record.source, len(numbers) + 1)
    return list(numbers)


class About(PublicPage, TemplateView):
    """What the department is and was (Decree 43/2011, Article 10.1a and 10.1k)."""

    template_name = "department/about.html"

    def get_context_data(self, **kwargs):
        names = list(DepartmentName.objects.select_related("source"))
        milestones, duties, leaders, contacts = (
            list(model.objects.published().select_related("source", "version"))
            for model in (Milestone, Duty, Leader, Contact)
        )
        self.changes = [name.updated_at for name in names]
        self.changes += [
            record.published_at or timezone.now()  # a preview shows one that is not public yet
            for record in (*milestones, *duties, *leaders, *contacts)
        ]
        return super().get_context_data(
            names=names,
            current=DepartmentName.last_begun(names),
            milestones=milestones,
            fields=[duty for duty in duties if duty.kind == Duty.Kind.FIELD],
            tasks=[duty for duty in duties if duty.kind == Duty.Kind.TASK],
            leaders=leaders,
            contacts=contacts,
            sources=number_sources(milestones, names, duties, leaders),
            **kwargs,
        )

    def get_page(self):
        return Page(
            title=_("Giới thiệu"),
            description=_(
                "Sở Thông tin và Truyền thông tỉnh Lào Cai làm gì, thành lập và đổi tên khi nào, "
                "ai lãnh đạo, liên hệ ở đâu."
            ),
            date=localdate(max(self.changes)) if self.changes else WRITTEN_ON,
            section="about",
        )


class Accessibility(PublicPage, TemplateView):
    """The accessibility statement (Circular 26/2020/TT-BTTTT, Circular 22/2023/TT-BTTTT)."""

    template_name = "department/accessibility.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(assessed_on=ASSESSED_ON, **kwargs)

    def get_page(self):
        return Page(
            title=_("Khả năng tiếp cận"),
            description=_(
                "Trang này theo tiêu chuẩn nào để ai cũng dùng được, đã kiểm tra ra sao, "
                "còn thiếu gì và báo lỗi ở đâu."
            ),
            date=ASSESSED_ON,
            section="about",
            crumbs=((_("Giới thiệu"), reverse("department:about")),),
        )


class SiteMap(PublicPage, TemplateView):
    """The site map as a tree (Circular 32/2017/TT-BTTTT, Articles 15 and 16)."""

    template_name = "department/site_map.html"

    def get_context_data(self, **kwargs):
        places = {entry.url: entry.order for entry in menus.main()}
        branches = sitemaps.branches()
        branches.sort(key=lambda branch: places.get(branch.url, len(places) * 100))
        return super().get_context_data(branches=branches, **kwargs)

    def get_page(self):
        return Page(
            title=_("Sơ đồ trang"),
            description=_("Mọi chuyên mục và trang của cổng, xếp theo cây."),
            date=localdate(),  # drawn anew at each visit
            section="about",
            crumbs=((_("Giới thiệu"), reverse("department:about")),),
        )


@require_safe
def site_map_xml(request: HttpRequest) -> HttpResponse:
    """The same for machines: every public address in both languages."""
    return sitemap(request, sitemaps=sitemaps.xml_sections())


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep crawlers out of the admin, lead them to the site map."""
    origin = f"{request.scheme}://{request.get_host()}"
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Disallow: {reverse('display-choose')}",
        "Disallow: /xem-truoc/",
        "Disallow: /en/xem-truoc/",
        "",
        f"Sitemap: {origin}{reverse('sitemap-xml')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
