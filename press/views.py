"""The archive of the weekly session, and the page of one briefing."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from laocai_ict.display import dates
from laocai_ict.display.pages import Page, PublicPage
from laocai_ict.publishing.addresses import RecordPage, find

from . import cloth, wording
from .models import WEEKLY, Briefing, BriefingSeries

NEWEST = 6
"""how many weeks are told at length below the cloth"""


class BriefingArchive(PublicPage, TemplateView):
    """Base of the archive's pages: one ISO year of weekly briefings."""

    template_name = "press/briefing_year.html"

    def get_year(self, years: list[int], today: datetime.date) -> int:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        weekly = BriefingSeries.objects.select_related("source").with_years().with_days_off()
        series = get_object_or_404(weekly, slug=WEEKLY)
        years = series.years
        year = self.get_year(years, today)
        published = Briefing.objects.weekly().published()
        briefings = list(published.of_year(year).with_version().with_topic_count())
        stitches = cloth.sew(series, year, briefings, series.names_of_days_off(), today)
        if years[:1] == [year]:
            stitches = cloth.mark_last(stitches)
        known = [stitch for stitch in stitches if stitch.kind not in ("soon", "none")]
        past_or_announced = [stitch for stitch in known if stitch.briefing or stitch.day <= today]
        self.briefings, self.year, self.series = briefings, year, series
        return super().get_context_data(
            series=series,
            year=year,
            years=years,
            stitches=stitches,
            months=cloth.by_month(stitches),
            kinds={stitch.kind for stitch in stitches},
            newest=past_or_announced[::-1][:NEWEST] if briefings else [],
            heading=wording.title_of_days(series),
            has_samples=any(briefing.is_sample for briefing in briefings),
            only_samples=bool(briefings) and all(briefing.is_sample for briefing in briefings),
        )

    def get_date(self) -> datetime.date:
        """Return the day of the newest thing shown; without any, of what is known of the series."""
        days = [briefing.content_day for briefing in self.briefings]
        return max(days, default=datetime.date(2018, 8, 27))


class BriefingList(BriefingArchive):
    """This year's weeks; the newest year that has any, where this one has none yet."""

    def get_year(self, years, today):
        this_year = today.isocalendar().year
        return this_year if this_year in years or not years else years[0]

    def get_page(self):
        return Page(
            title=_("Thông tin cho báo chí hằng tuần"),
            description=_(
                "Các buổi UBND tỉnh Lào Cai cung cấp thông tin cho báo chí hằng tuần: "
                "lịch cả năm, chủ đề từng buổi."
            ),
            date=self.get_date(),
            section="press",
        )


class BriefingYear(BriefingArchive):
    """The weeks of one year that has briefings."""

    def get_year(self, years, today):
        if self.kwargs["year"] not in years:
            raise Http404
        return self.kwargs["year"]

    def get_page(self):
        return Page(
            title=_("Thông tin cho báo chí năm %(year)s") % {"year": self.year},
            description=_(
                "Các buổi UBND tỉnh Lào Cai cung cấp thông tin cho báo chí hằng tuần năm %(year)s."
            )
            % {"year": self.year},
            date=self.get_date(),
            crumbs=((_("Báo chí"), reverse("press:briefing-list")),),
            section="press",
        )


class BriefingDetail(RecordPage, TemplateView):
    """One briefing with its topics, and the way to its neighbours."""

    template_name = "press/briefing_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.briefing = briefing = find(
            Briefing.objects.with_version().with_changes().select_related("series"),
            series__slug=WEEKLY,
            iso_year=self.kwargs["year"],
            iso_week=self.kwargs["week"],
            sequence=self.kwargs.get("sequence", 1),
        )
        published = Briefing.objects.weekly().published()
        self.topics = topics = list(briefing.topics.select_related("agency"))
        return super().get_context_data(
            briefing=briefing,
            topics=topics,
            week=wording.week(briefing),
            state=wording.state(briefing),
            lede=wording.lede(briefing, len(topics)),
            other_speakers=list(
                dict.fromkeys(topic.speaker_post for topic in topics if topic.speaker_post)
            ),
            previous=_neighbour(published.before(briefing)),
            following=_neighbour(published.after(briefing)),
        )

    def get_page(self):
        briefing = self.briefing
        year = briefing.iso_year
        description = _("Tuần %(week)s/%(year)s, %(day)s. %(topics)s.") % {
            "week": briefing.iso_week,
            "year": year,
            "day": dates.weekday_day(briefing.start),
            "topics": "; ".join(topic.heading for topic in self.topics)
            or _("Chưa có chủ đề nào được đăng"),
        }
        if briefing.is_sample:
            description = _("Nội dung mẫu, đặt ra để minh họa. %(text)s") % {"text": description}
        return Page(
            title=briefing.heading,
            description=description,
            date=briefing.content_day,
            crumbs=(
                (_("Báo chí"), reverse("press:briefing-list")),
                (_("Năm %(year)s") % {"year": year}, reverse("press:briefing-year", args=[year])),
            ),
            section="press",
            lang="vi" if briefing.title else "",
        )


def _neighbour(briefings) -> tuple[Briefing, str] | None:
    """Return the nearest of `briefings` with its week in words."""
    nearest = briefings.first()
    return None if nearest is None else (nearest, wording.week(nearest))


def side_views(briefing: Briefing) -> Iterator[tuple[str, str]]:
    """Yield name and address of every page that shows `briefing` beside its own."""
    year = briefing.iso_year
    yield _("Trang đầu"), reverse("home")
    yield _("Thông tin cho báo chí hằng tuần"), reverse("press:briefing-list")
    yield _("Năm %(year)s") % {"year": year}, reverse("press:briefing-year", args=[year])
    published = Briefing.objects.weekly().published()
    for neighbours in (published.before(briefing), published.after(briefing)):
        if (neighbour := _neighbour(neighbours)) is not None:
            yield neighbour[1], neighbour[0].get_absolute_url()
