import datetime
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import DetailView, TemplateView

from laocai_ict.display.dates import day
from laocai_ict.display.numbers import format_number
from laocai_ict.display.pages import Page, PublicPage
from laocai_ict.publishing.addresses import RecordPage

from . import charts, revisions, series, telling
from .headlines import headlines_among, on_overview
from .models import Indicator, Observation, Operator, Target
from .overview import group_by_subject

FIRST_DAY = datetime.date(2018, 6, 30)
"""the day of the article's figures: what a page is as of while it has no dated figure"""


def drawn(indicator, figures, shown):
    """Return the chart of a series, its figures told in words for those who do not see it."""
    dated = sorted(
        (f for f in figures if f.as_of), key=lambda figure: (figure.as_of, figure.item_id)
    )
    # The unit is Vietnamese, and an image cannot mark a word as such: the caption names it.
    amount = "amount" if get_language() == "vi" else "number"
    lines = [
        f"{day(f.as_of)}: {telling.short_words(f)} {getattr(f, amount)}".replace(":  ", ": ")
        for f in dated
    ]
    return charts.draw(
        shown.segments,
        shown.cuts,
        uid="bd",
        title=_("%(indicator)s theo thời gian, %(unit)s")
        % {"indicator": indicator.name, "unit": indicator.unit},
        description="; ".join(lines) + ".",
        number=format_number,
        share=indicator.is_share,
    )


@dataclass(frozen=True)
class Featured:
    """The indicator whose course the overview draws."""

    indicator: Indicator
    series: series.Series
    chart: str


def featured(headlines, figures) -> Featured | None:
    """Draw the indicator of the first headline; nothing where a single figure has no course."""
    if not headlines:
        return None
    indicator = headlines[0].observation.indicator
    own = [figure for figure in figures if figure.indicator_item == indicator.item_id]
    shown = series.build(own, indicator.known_breaks())
    return Featured(indicator, shown, drawn(indicator, own, shown)) if shown.steps else None


class Overview(PublicPage, TemplateView):
    """The four figures the portal begins with, then every indicator with its newest figure."""

    template_name = "telecom/overview.html"

    def get_context_data(self, **kwargs):
        self.figures = list(on_overview())
        indicators = Indicator.objects.published().with_nearest_target().with_breaks_told()
        groups = group_by_subject(indicators, self.figures)
        headlines = headlines_among(self.figures)
        return super().get_context_data(
            headlines=headlines,
            featured=featured(headlines, self.figures),
            groups=groups,
            operators=Operator.objects.published(),
            **kwargs,
        )

    def get_page(self):
        return Page(
            title=_("Mạng lưới của tỉnh qua con số"),
            description=_(
                "Số liệu bưu chính, viễn thông, truyền hình của Lào Cai: trạm, thuê bao, thôn có "
                "sóng, doanh thu; mỗi con số kèm nguồn và ngày tính đến."
            ),
            date=max((figure.as_of for figure in self.figures if figure.as_of), default=FIRST_DAY),
            section="telecom",
        )


class IndicatorDetail(RecordPage, DetailView):
    """One indicator: what it means, its figures as drawing and table, targets apart."""

    template_name = "telecom/indicator_detail.html"
    context_object_name = "indicator"

    def get_queryset(self):
        return Indicator.objects.with_version().with_changes()

    @cached_property
    def observations(self):
        """The figures, newest first, each with what it replaced."""
        return self._own(Observation.objects.published().with_details().newest_first())

    def _own(self, figures):
        """Return those of the indicator; each knows it as it is shown, without asking again."""
        found = list(figures.of_indicator(self.object).with_replaced())
        for figure in found:
            figure.indicator = self.object
            figure.replaced = revisions.replaced_by(figure)
        return found

    def get_context_data(self, **kwargs):
        shown = series.build(self.observations, self.object.breaks.all())
        targets = Target.objects.published().select_related("area", "source")
        definitions = self.object.definitions.select_related("source")
        today = localdate()
        return super().get_context_data(
            observations=self.observations,
            newest=self.observations[0] if self.observations else None,
            undated=sum(figure.as_of is None for figure in self.observations),
            series=shown,
            chart=drawn(self.object, self.observations, shown),
            targets=self._own(targets),
            definitions=[entry for entry in definitions if entry.is_on(today)],
            former_definitions=[entry for entry in definitions if not entry.is_on(today)],
            **kwargs,
        )

    def get_page(self):
        return Page(
            title=self.object.name,
            description=_("%(indicator)s: định nghĩa, số liệu theo thời gian và nguồn từng số.")
            % {"indicator": self.object.name},
            date=max(self._days(), default=FIRST_DAY),
            crumbs=((_("Viễn thông"), reverse("telecom:overview")),),
            section="telecom",
            lang="vi",
        )

    def _days(self):
        """Yield the days that the page is as of: of its figures, and on which one was revised."""
        for figure in self.observations:
            if figure.as_of:
                yield figure.as_of
            yield from (replaced.day for replaced in figure.replaced if replaced.day)
