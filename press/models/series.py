"""The series of sessions: when and where they usually are, and who speaks. Dated by nothing but
its history: what a session really was stands at the session (`press.models.briefings`).
"""

import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import JSONObject
from django.utils import timezone

from laocai_ict.display.ordering import SortKey
from laocai_ict.reference.models import CalendarDay, Source
from laocai_ict.reference.models.text import NormalizedText, filled

WEEKLY = "hang-tuan"
"""slug of the weekly series, the one whose briefings stand at /bao-chi/<year>/<week>/"""


class BriefingSeriesQuerySet(models.QuerySet):
    def with_years(self, at: datetime.datetime | None = None):
        """Add `years`: the ISO years with a briefing published at the moment `at`, newest first."""
        briefings = self.model._meta.get_field("briefings").related_model.objects
        published = briefings.published(at).filter(series=models.OuterRef("pk"))
        years = published.order_by("-iso_year").values("iso_year").distinct()
        return self.annotate(years=ArraySubquery(years))

    def with_days_off(self):
        """Add `days_off`: date and name of the days off that fall on the usual day."""
        off = CalendarDay.objects.days_off().filter(date__iso_week_day=models.OuterRef("weekday"))
        return self.annotate(days_off=ArraySubquery(off.values(day=JSONObject(d="date", n="name"))))


class BriefingSeries(NormalizedText):
    """Sessions that come back: their usual day, hour, length, place and speaker are data."""

    class Weekday(models.IntegerChoices):
        MONDAY = 1, "thứ Hai"
        TUESDAY = 2, "thứ Ba"
        WEDNESDAY = 3, "thứ Tư"
        THURSDAY = 4, "thứ Năm"
        FRIDAY = 5, "thứ Sáu"
        SATURDAY = 6, "thứ Bảy"
        SUNDAY = 7, "Chủ nhật"

    name = models.CharField("tên", max_length=200)
    slug = models.SlugField("tên trong địa chỉ", unique=True)
    since_year = models.PositiveSmallIntegerField("từ năm")
    weekday = models.PositiveSmallIntegerField("ngày thường lệ", choices=Weekday)
    start_time = models.TimeField("giờ thường lệ")
    shortest_minutes = models.PositiveSmallIntegerField("ngắn nhất (phút)")
    longest_minutes = models.PositiveSmallIntegerField("dài nhất (phút)")
    speaker_post = models.CharField("chức danh người thông tin thường lệ", max_length=200)
    place = models.CharField("địa điểm thường lệ", max_length=300, blank=True)
    source = models.ForeignKey(
        Source,
        verbose_name="nguồn",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="briefing_series",
    )
    note = models.TextField("ghi chú", blank=True)

    objects = BriefingSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = "loạt buổi thông tin"
        verbose_name_plural = "loạt buổi thông tin"
        ordering = [SortKey("name"), "pk"]
        constraints = [
            models.CheckConstraint(
                name="press_briefingseries_weekday_is_iso",
                condition=Q(weekday__range=(1, 7)),
                violation_error_message="Ngày thường lệ từ 1 (thứ Hai) đến 7 (Chủ nhật).",
            ),
            models.CheckConstraint(
                name="press_briefingseries_length_in_order",
                condition=Q(shortest_minutes__gt=0, longest_minutes__gte=F("shortest_minutes")),
                violation_error_message="Thời lượng dài nhất không được ngắn hơn ngắn nhất.",
            ),
            filled(
                "press_briefingseries_has_speaker_post",
                "speaker_post",
                message="Ghi chức danh người thông tin.",
            ),
        ]

    def __str__(self):
        return self.name

    def names_of_days_off(self) -> dict[datetime.date, str]:
        """Return what `with_days_off` read, by day."""
        return {datetime.date.fromisoformat(off["d"]): off["n"] for off in self.days_off}

    def regular_day(self, iso_year: int, iso_week: int) -> datetime.date:
        """Return the usual day of the series in that week."""
        return datetime.date.fromisocalendar(iso_year, iso_week, self.weekday)

    def regular_span(self, day: datetime.date) -> tuple[datetime.datetime, datetime.datetime]:
        """Return start and end of a session planned by the series' habit on `day`."""
        start = datetime.datetime.combine(day, self.start_time, timezone.get_default_timezone())
        return start, start + datetime.timedelta(minutes=self.longest_minutes)
