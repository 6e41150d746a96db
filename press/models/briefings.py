"""One session (`Briefing`) and the matters it told of (`Topic`), in versions.

The address of a session (series, ISO year, ISO week, sequence) is the same in all its versions and
belongs to no other session; the anchor of a topic is never given to another topic of the session.
"""

import datetime

from django.db import models, transaction
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from laocai_ict.publishing.constraints import number, same_in_versions, unique_among_items
from laocai_ict.publishing.models import Part, Sample, Versioned, VersionedQuerySet
from laocai_ict.reference.models import Agency
from laocai_ict.reference.models.text import NormalizedText, filled

from .series import WEEKLY, BriefingSeries

ADDRESS = ("series", "iso_year", "iso_week", "sequence")
"""columns that make the address of a briefing"""


def in_vietnam(part: str, column: str) -> Func:
    """Return a part of a moment as the clock in Vietnam shows it, whatever zone a process is in."""
    return Func(
        F(column),
        template=f"EXTRACT({part} FROM %(expressions)s AT TIME ZONE 'Asia/Ho_Chi_Minh')::integer",
        output_field=models.IntegerField(),
    )


class BriefingQuerySet(VersionedQuerySet):
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


class Briefing(NormalizedText, Versioned, Sample):
    """One session. ISO year, ISO week and sequence are its address and never change."""

    parts = ("topics",)

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
    state = models.CharField("tình trạng buổi", max_length=10, choices=State, default=State.PLANNED)
    state_reason = models.CharField("lý do hoãn hoặc không diễn ra", max_length=300, blank=True)
    topics_made = models.PositiveSmallIntegerField("số neo đã cấp", default=0, editable=False)

    objects = BriefingQuerySet.as_manager()

    class Meta:
        verbose_name = "buổi cung cấp thông tin"
        verbose_name_plural = "buổi cung cấp thông tin"
        ordering = ["-iso_year", "-iso_week", "-sequence"]
        constraints = [
            unique_among_items(
                "press_briefing_once_at_its_address",
                *map(number, ADDRESS),
                message="Tuần này đã có buổi mang thứ tự ấy.",
            ),
            same_in_versions(
                "press_briefing_keeps_its_address",
                *ADDRESS,
                message="Buổi này giữ năm, tuần và thứ tự của nó trong mọi phiên bản. Dời sang "
                "tuần khác thì ghi buổi này là hoãn, kèm lý do, rồi tạo buổi mới.",
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

    def count_topic(self) -> int:
        """Count one topic more and return its number, which no version of this has given yet."""
        versions = Briefing.objects.filter(item=self.item_id)
        self.topics_made = versions.aggregate(most=models.Max("topics_made"))["most"] + 1
        Briefing.objects.filter(pk=self.pk).update(topics_made=self.topics_made)
        return self.topics_made

    def publication_blockers(self, at: datetime.datetime) -> list[str]:
        """Return what a page of this session, public from `at`, would say wrongly or leave out."""
        if self.state == self.State.PLANNED and self.planned_end <= at:
            return [
                "Buổi này đã qua mà trạng thái còn là dự kiến: ghi là đã diễn ra, hoặc ghi hoãn, "
                "không diễn ra kèm lý do."
            ]
        if self.state != self.State.HELD:
            return []
        found = []
        if self.start > at:
            found.append("Buổi này ghi là đã diễn ra, mà lúc đăng thì chưa tới giờ của nó.")
        topics = list(self.topics.all())
        if not topics:
            found.append("Buổi đã diễn ra mà chưa có chủ đề nào.")
        return found + [
            f"Chủ đề “{topic}” của buổi đã diễn ra chưa có nội dung."
            for topic in topics
            if not topic.text
        ]

    def is_awaited(self, at: datetime.datetime | None = None) -> bool:
        """Whether it is planned and its hour has not passed."""
        return self.state == self.State.PLANNED and self.planned_end > (at or timezone.now())


class Topic(NormalizedText, Part):
    """One matter of a briefing. Its anchor is given once and stays when the heading changes."""

    whole = "briefing"

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
        """Give a new topic its anchor, from a count that never goes back in any version.

        The number of a topic that was taken out is not given again: a link to it must not come to
        stand for another matter.
        """
        if self.anchor and self.order is not None:
            return super().save(*args, **kwargs)
        with transaction.atomic():
            # The row is locked: of two who add a topic at once, the second waits here.
            briefing = Briefing.objects.select_for_update(of=("self",)).get(pk=self.briefing_id)
            if not self.anchor:
                self.anchor = f"cd{briefing.count_topic()}"
            if self.order is None:
                last = briefing.topics.aggregate(last=models.Max("order"))["last"]
                self.order = (last or 0) + 1
            return super().save(*args, **kwargs)
