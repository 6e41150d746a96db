"""Public pages of the procedures and of the shared systems."""

import datetime

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView, TemplateView

from laocai_ict.display.pages import Page, PublicPage, Vietnamese
from laocai_ict.publishing.addresses import RecordPage

from .filters import ProcedureFilter
from .home import matrix
from .models import (
    CooperationAgreement,
    Procedure,
    ProcessingTime,
    SystemCoverage,
    SystemFact,
)
from .sheets import describe

FIRST_DATA = datetime.date(2018, 8, 28)
"""the day a page is as of while nothing on it says more"""


class CountedPaginator(Paginator):
    """A paginator that is told how many there are: the counts of the filter already say it."""

    def __init__(self, *args, total, **kwargs):
        super().__init__(*args, **kwargs)
        self.total = total

    @cached_property
    def count(self):
        return self.total


class ProcedureList(PublicPage, ListView):
    """All procedures, or those of a field and a level; an unknown value is answered with 400."""

    template_name = "egov/procedure_list.html"
    context_object_name = "procedures"
    paginate_by = 50
    page_kwarg = "trang"

    def get_queryset(self):
        published = Procedure.objects.published()
        self.filter = ProcedureFilter.read(self.request.GET, list(published.counts()))
        return self.filter.apply(published).for_list(localdate())

    def get_paginator(self, *args, **kwargs):
        return CountedPaginator(*args, total=self.filter.total, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        for procedure in context["procedures"]:
            if procedure.time_on_day:
                procedure.shown_time = ProcessingTime(**procedure.time_on_day)
        return context | {"filter": self.filter}

    def get_page(self):
        title = _("Thủ tục hành chính")
        return Page(
            title=_("Lỗi: %(title)s") % {"title": title} if self.filter.problems else title,
            description=_(
                "Thủ tục về báo chí, xuất bản, in, phát hành, bưu chính, phát thanh, truyền hình "
                "và thông tin điện tử ở Lào Cai: thời hạn, phí, căn cứ pháp lý."
            ),
            date=max((row["checked"] for row in self.filter.counts), default=FIRST_DATA),
            section="procedures",
        )

    def render_to_response(self, context, **kwargs):
        if self.filter.problems:
            kwargs["status"] = 400
        return super().render_to_response(context, **kwargs)


class ProcedureDetail(RecordPage, DetailView):
    template_name = "egov/procedure_detail.html"
    context_object_name = "procedure"

    def get_queryset(self):
        versions = Procedure.objects.with_version().with_changes()
        return versions.select_related("field", "source", "code_source")

    def get_context_data(self, **kwargs):
        return super().get_context_data(sheet=describe(self.object, localdate()), **kwargs)

    def get_page(self):
        list_url = reverse("egov:procedure-list")
        field = self.object.field
        return Page(
            title=self.object.name,
            description=_("Thời hạn, phí, căn cứ pháp lý và cơ quan giải quyết: %(name)s.")
            % {"name": self.object.name},
            date=self.object.checked_on,
            crumbs=(
                (_("Thủ tục"), list_url),
                (Vietnamese(field.name), f"{list_url}?linh-vuc={field.slug}"),
            ),
            section="procedures",
            lang="vi",
        )


class SystemList(PublicPage, TemplateView):
    """The shared systems, how far each reaches, what is known of each, and the agreements."""

    template_name = "egov/system_list.html"

    def get_context_data(self, **kwargs):
        coverages = list(
            SystemCoverage.objects.published().with_units_then().select_related("system", "source")
        )
        facts = list(SystemFact.objects.published().select_related("source", "system"))
        agreements = list(CooperationAgreement.objects.published().select_related("source"))
        self.days = [row.as_of for row in [*coverages, *facts] if row.as_of]
        table = matrix(coverages)
        for row in table.rows:
            row.facts = [fact for fact in facts if fact.is_about(row.system)]
            row.counts = [
                each for each in coverages if each.system_id == row.system.pk and each.total
            ]
        return super().get_context_data(
            matrix=table,
            common_facts=[fact for fact in facts if fact.system_id is None],
            agreements=agreements,
            **kwargs,
        )

    def get_page(self):
        return Page(
            title=_("Chính quyền điện tử"),
            description=_(
                "Ba phần mềm dùng chung và hội nghị truyền hình nối ba cấp tỉnh, huyện, xã ở Lào "
                "Cai: hệ thống nào đến cấp nào, nguồn nào nói vậy."
            ),
            date=max(self.days, default=FIRST_DATA),
            section="egov",
        )
