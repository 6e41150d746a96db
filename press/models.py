"""The weekly session in which the province informs the press.

The province calls it "cung cấp thông tin cho báo chí hằng tuần"; a press conference is another
thing in law (Press Law 2016, Art. 41) and is never meant here. A briefing (`Briefing`) is one
session of a series (`BriefingSeries`) and has topics (`Topic`), each with an anchor of its own.
"""

import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models import F, Func, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from laocai_ict.publishing.models import Publishable, PublishableQuerySet, Sample
from laocai_ict.reference.models import Agency, CalendarDay, Source
from laocai_ict.reference.models.text import NormalizedText, filled

WEEKLY = "hang-tuan"
"""slug of the weekly series, the one whose briefings stand at /bao-chi/<year>/<week>/"""


def in_vietnam(part: str, column: str) -> Func:
    """Return a part of a moment as the clock in Vietnam shows it, whatever zone a process is in."""
    return Func(
        F(column),
        template=f"EXTRACT({part} FROM %(expressions)s AT TIME ZONE 'Asia/Ho_Chi_Minh')::integer",
        output_field=models.IntegerField(),
    )


class BriefingSeriesQuerySet(models.QuerySet):
    def with_years(self, at: datetime.datetime | None = None):
        """Add `years`: the ISO years with a briefing published at the moment `at`, newest first."""
        published = Briefing.objects.published(at).filter(series=models.OuterRef("pk"))
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
        ordering = ["name", "pk"]
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


class BriefingQuerySet(PublishableQuerySet):
    def weekly(self):
        return self.filter(series__slug=WEEKLY)

    def of_year(self, iso_year: int):
        return self.filter(iso_year=iso_year)

    def in_order(self):
        return self.order_by("iso_year", "iso_week", "sequence")

    def newest_first(self):
        return self.order_by("-iso_year", "-iso_week", "-sequence")

    def with_topic_count(self):
        return self.annotate(topic_count=models.Count("topics"))

    def before(self, briefing: "Briefing"):
        """Return the sessions before `briefing`, the nearest first."""
        year, week, sequence = briefing.iso_year, briefing.iso_week, briefing.sequence
        return self.filter(
            Q(iso_year__lt=year)
            | Q(iso_year=year, iso_week__lt=week)
            | Q(iso_year=year, iso_week=week, sequence__lt=sequence),
            series=briefing.series_id,
        ).newest_first()

    def after(self, briefing: "Briefing"):
        """Return the sessions after `briefing`, the nearest first."""
        year, week, sequence = briefing.iso_year, briefing.iso_week, briefing.sequence
        return self.filter(
            Q(iso_year__gt=year)
            | Q(iso_year=year, iso_week__gt=week)
            | Q(iso_year=year, iso_week=week, sequence__gt=sequence),
            series=briefing.series_id,
        ).in_order()


class Briefing(NormalizedText, Publishable, Sample):
    """One session. ISO year, ISO week and sequence are its address and never change."""

    class State(models.TextChoices):
        PLANNED = "planned", "dự kiến"
        HELD = "held", "đã diễn ra"
        POSTPONED = "postponed", "hoãn"
        CANCELLED = "cancelled", "không diễn ra"

    series = models.ForeignKey(
        BriefingSeries, verbose_name="loạt", on_delete=models.PROTECT, related_name="briefings"
    )
    iso_year = models.PositiveSmallIntegerField("năm", help_text="Năm của tuần theo ISO 8601.")
    iso_week = models.PositiveSmallIntegerField("tuần")
    sequence = models.PositiveSmallIntegerField("thứ tự trong tuần", default=1)
    title = models.CharField(
        "tiêu đề", max_length=300, blank=True, help_text="Để trống thì ghi theo tuần."
    )
    planned_start = models.DateTimeField("dự kiến bắt đầu")
    planned_end = models.DateTimeField("dự kiến kết thúc")
    real_start = models.DateTimeField("thực tế bắt đầu", null=True, blank=True)
    real_end = models.DateTimeField("thực tế kết thúc", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=300, blank=True)
    speaker_post = models.CharField("chức danh người thông tin", max_length=200)
    speaker_name = models.CharField(
        "họ tên người thông tin",
        max_length=120,
        blank=True,
        help_text="Chỉ ghi người thật đã thông tin tại buổi này. Bản ghi mẫu không ghi tên ai.",
    )
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.PLANNED)
    state_reason = models.CharField("lý do hoãn hoặc không diễn ra", max_length=300, blank=True)
    topics_made = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = BriefingQuerySet.as_manager()

    class Meta:
        verbose_name = "buổi cung cấp thông tin"
        verbose_name_plural = "buổi cung cấp thông tin"
        ordering = ["-iso_year", "-iso_week", "-sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "iso_year", "iso_week", "sequence"],
                name="press_briefing_once_at_its_address",
                violation_error_message="Tuần này đã có buổi mang thứ tự ấy.",
            ),
            models.CheckConstraint(
                name="press_briefing_sequence_from_one",
                condition=Q(sequence__gte=1),
                violation_error_message="Thứ tự trong tuần đếm từ 1.",
            ),
            models.CheckConstraint(
                name="press_briefing_planned_in_its_week",
                condition=Q(iso_year=in_vietnam("ISOYEAR", "planned_start"))
                & Q(iso_week=in_vietnam("WEEK", "planned_start")),
                violation_error_message="Ngày dự kiến không nằm trong tuần của buổi này.",
            ),
            models.CheckConstraint(
                name="press_briefing_planned_end_after_start",
                condition=Q(planned_end__gt=F("planned_start")),
                violation_error_message="Giờ dự kiến kết thúc phải sau giờ bắt đầu.",
            ),
            models.CheckConstraint(
                name="press_briefing_real_times_both_or_none",
                condition=Q(real_start=None, real_end=None)
                | Q(real_start__isnull=False, real_end__isnull=False),
                violation_error_message="Ghi cả giờ bắt đầu và kết thúc thực tế, hoặc để trống.",
            ),
            models.CheckConstraint(
                name="press_briefing_real_end_after_start",
                condition=Q(real_end=None) | Q(real_end__gt=F("real_start")),
                violation_error_message="Giờ kết thúc thực tế phải sau giờ bắt đầu.",
            ),
            models.CheckConstraint(
                name="press_briefing_real_in_its_week",
                condition=Q(real_start=None)
                | Q(iso_year=in_vietnam("ISOYEAR", "real_start"))
                & Q(iso_week=in_vietnam("WEEK", "real_start")),
                violation_error_message="Ngày thực tế không nằm trong tuần của buổi này.",
            ),
            models.CheckConstraint(
                name="press_briefing_real_times_only_when_held",
                condition=Q(real_start=None) | Q(state="held"),
                violation_error_message="Chỉ buổi đã diễn ra mới có giờ thực tế.",
            ),
            models.CheckConstraint(
                name="press_briefing_known_state",
                condition=Q(state__in=["planned", "held", "postponed", "cancelled"]),
                violation_error_message="Trạng thái này không có.",
            ),
            models.CheckConstraint(
                name="press_briefing_reason_with_its_state",
                condition=(~Q(state__in=["planned", "held"]) | Q(state_reason=""))
                & (~Q(state__in=["postponed", "cancelled"]) | ~Q(state_reason="")),
                violation_error_message="Buổi hoãn hoặc không diễn ra phải ghi lý do; "
                "buổi dự kiến hoặc đã diễn ra thì để trống lý do.",
            ),
            filled(
                "press_briefing_has_speaker_post",
                "speaker_post",
                message="Ghi chức danh người thông tin.",
            ),
            models.CheckConstraint(
                name="press_briefing_sample_names_nobody",
                condition=Q(is_sample=False) | Q(speaker_name=""),
                violation_error_message="Bản ghi mẫu không ghi tên người.",
            ),
        ]

    def __str__(self):
        label = f"Tuần {self.iso_week}/{self.iso_year}"
        if self.sequence > 1:
            label += f", buổi {self.sequence}"
        return f"{label}: {self.title}" if self.title else label

    def get_absolute_url(self):
        place = [self.iso_year, self.iso_week]
        if self.sequence > 1:
            return reverse("press:briefing-detail", args=[*place, self.sequence])
        return reverse("press:briefing-detail", args=place)

    @property
    def heading(self) -> str:
        """The title, or what a briefing without one is called."""
        return self.title or _("Thông tin cho báo chí tuần %(week)s/%(year)s") % {
            "week": self.iso_week,
            "year": self.iso_year,
        }

    @property
    def start(self) -> datetime.datetime:
        return self.real_start or self.planned_start

    @property
    def end(self) -> datetime.datetime:
        return self.real_end or self.planned_end

    @property
    def day(self) -> datetime.date:
        """The day in Vietnam on which it was held, or is planned."""
        return timezone.localdate(self.start)

    @property
    def minutes(self) -> int | None:
        """How long it really lasted; None where that was not recorded."""
        if self.real_start is None or self.real_end is None:
            return None
        return round((self.real_end - self.real_start).total_seconds() / 60)

    @property
    def clock(self) -> str:
        """Return "15:00–15:38", the real times where they are known."""
        times = (timezone.localtime(moment) for moment in (self.start, self.end))
        return "–".join(date_format(moment, "H:i") for moment in times)

    @property
    def content_day(self) -> datetime.date:
        """The day the page is as of: held, or else published."""
        if self.state == self.State.HELD or self.published_at is None:
            return self.day
        return timezone.localdate(self.published_at)

    def is_awaited(self, at: datetime.datetime | None = None) -> bool:
        """Whether it is planned and its hour has not passed."""
        return self.state == self.State.PLANNED and self.planned_end > (at or timezone.now())


class Topic(NormalizedText):
    """One matter of a briefing. Its anchor is given once and stays when the heading changes."""

    briefing = models.ForeignKey(
        Briefing, verbose_name="buổi", on_delete=models.CASCADE, related_name="topics"
    )
    order = models.PositiveSmallIntegerField(
        "thứ tự", blank=True, help_text="Để trống thì xếp sau cùng."
    )
    anchor = models.SlugField("neo", max_length=20, editable=False)
    heading = models.CharField("tiêu đề", max_length=200)
    text = models.TextField("nội dung", blank=True)
    agency = models.ForeignKey(
        Agency,
        verbose_name="cơ quan phụ trách",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="briefing_topics",
    )
    speaker_post = models.CharField(
        "chức danh người thông tin",
        max_length=200,
        blank=True,
        help_text="Để trống nếu là người thông tin chính của buổi.",
    )

    class Meta:
        verbose_name = "chủ đề"
        verbose_name_plural = "chủ đề"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["briefing", "anchor"],
                name="press_topic_anchor_once_in_its_briefing",
                violation_error_message="Neo này đã dùng trong buổi.",
            ),
            filled("press_topic_has_anchor", "anchor", message="Chủ đề phải có neo."),
            filled("press_topic_has_heading", "heading", message="Chủ đề phải có tiêu đề."),
        ]

    def __str__(self):
        return self.heading

    def get_absolute_url(self):
        return f"{self.briefing.get_absolute_url()}#{self.anchor}"

    def save(self, *args, **kwargs):
        """Give a new topic its anchor, from a count that never goes back.

        The number of a topic that was taken out is not given again: a link to it must not come to
        stand for another matter.
        """
        if self.anchor and self.order is not None:
            return super().save(*args, **kwargs)
        with transaction.atomic():
            briefing = Briefing.objects.select_for_update(of=("self",)).get(pk=self.briefing_id)
            if not self.anchor:
                briefing.topics_made += 1
                briefing.save(update_fields=["topics_made"])
                self.anchor = f"cd{briefing.topics_made}"
            if self.order is None:
                last = briefing.topics.aggregate(last=models.Max("order"))["last"]
                self.order = (last or 0) + 1
            return super().save(*args, **kwargs)
