import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laocai_ict.publishing.constraints import text, unique_among_items
from laocai_ict.publishing.models import Part, Versioned, VersionedQuerySet
from laocai_ict.reference.models import Source
from laocai_ict.reference.models.spans import Span, ends_after_start, one_at_a_time
from laocai_ict.reference.models.text import NormalizedText, filled


class IndicatorQuerySet(VersionedQuerySet):
    def known(self, indicator, at=None):
        """Return the version of an indicator that is public, else the newest: what it is called."""
        return self.of(indicator).published(at).first() or self.of(indicator).first() or indicator

    def with_nearest_target(self, at=None):
        """Add `nearest_target`, the published target due first: value, bound, due_on as text."""
        from .targets import Target

        own = Target.objects.published(at).filter(indicator__item=OuterRef("item"))
        first = own.order_by("due_on", "item_id")
        told = JSONObject(
            value=Cast("value", models.TextField()),  # JSON numbers come back as floats
            bound="bound",
            due_on=Cast("due_on", models.TextField()),
        )
        return self.annotate(nearest_target=Subquery(first.values(told=told)[:1]))

    def with_breaks_told(self):
        """Add `breaks_told`, the breaks of each, for `known_breaks()`: no query more."""
        told = JSONObject(date=Cast("date", models.TextField()), reason="reason", text="text")
        breaks = SeriesBreak.objects.filter(indicator=OuterRef("pk")).order_by("date", "pk")
        return self.annotate(breaks_told=ArraySubquery(breaks.values_list(told)))


class Indicator(NormalizedText, Versioned):
    """Something that is counted: base stations, subscribers, revenue.

    Its figures and targets are records of their own that point at any version of it: ask
    `Observation.objects.of_indicator(indicator)`.
    """

    parts = ("definitions", "breaks")

    class Subject(models.TextChoices):
        NETWORK = "network", _("Trạm và sóng di động")
        SUBSCRIBERS = "subscribers", _("Thuê bao")
        COVERAGE = "coverage", _("Thôn và hộ gia đình")
        LINES = "lines", _("Tuyến truyền dẫn và cáp")
        BUSINESS = "business", _("Doanh thu và doanh nghiệp")
        POST = "post", _("Bưu chính")
        BROADCASTING = "broadcasting", _("Truyền hình")

    YEAR = "năm"
    """the unit of indicators whose values are calendar years, written without grouping"""

    code = models.SlugField("mã", max_length=60)
    slug = models.SlugField("địa chỉ", max_length=100)
    name = models.CharField("tên chỉ tiêu", max_length=200)
    subject = models.CharField("nhóm", max_length=20, choices=Subject)
    unit = models.CharField("đơn vị tính", max_length=40)
    scope = models.TextField("gồm những gì", blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=1000)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu"
        verbose_name_plural = "chỉ tiêu"
        ordering = ["order", "item_id"]
        constraints = [
            models.CheckConstraint(
                name="telecom_indicator_slug_is_plain",
                condition=Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
                violation_error_message="Địa chỉ chỉ gồm chữ thường không dấu, số và gạch nối.",
            ),
            filled(
                "telecom_indicator_has_unit",
                "unit",
                "name",
                message="Chỉ tiêu phải có tên và đơn vị tính.",
            ),
            unique_among_items(
                "telecom_indicator_code_once", text("code"), message="Mã này đã có chỉ tiêu khác."
            ),
            unique_among_items(
                "telecom_indicator_slug_once",
                text("slug"),
                message="Địa chỉ này là, hoặc từng là, của chỉ tiêu khác.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("telecom:indicator-detail", args=[self.slug])

    def known_breaks(self) -> list["SeriesBreak"]:
        """Return the breaks of an indicator that came `with_breaks_told`, by date."""
        return [
            SeriesBreak(
                indicator=self,
                date=datetime.date.fromisoformat(told["date"]),
                reason=told["reason"],
                text=told["text"],
            )
            for told in self.breaks_told
        ]

    @property
    def counts_years(self):
        return self.unit == self.YEAR

    @property
    def is_share(self):
        """Whether values are per cent, so that a change is told in points, not in per cent."""
        return self.unit.startswith("%")


class IndicatorDefinition(NormalizedText, Part, Span):
    """What one indicator means during [valid_from, valid_until): text, way of counting, law."""

    whole = "indicator"

    indicator = models.ForeignKey(
        Indicator, verbose_name="chỉ tiêu", on_delete=models.CASCADE, related_name="definitions"
    )
    valid_from = models.DateField(
        "có hiệu lực từ", null=True, blank=True, help_text="Để trống nếu không rõ từ bao giờ."
    )
    valid_until = models.DateField(
        "hết hiệu lực ngày",
        null=True,
        blank=True,
        help_text="Ngày đầu tiên không còn hiệu lực; để trống nếu đang có hiệu lực.",
    )
    text = models.TextField("định nghĩa")
    counted_how = models.TextField("đếm thế nào", blank=True)
    legal_basis = models.CharField("căn cứ", max_length=300, blank=True)
    is_verified = models.BooleanField("đã kiểm chứng", default=False)
    source = models.ForeignKey(
        Source,
        verbose_name="nguồn",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicator_definitions",
    )

    class Meta:
        verbose_name = "định nghĩa"
        verbose_name_plural = "định nghĩa"
        ordering = ["indicator_id", F("valid_from").asc(nulls_first=True), "pk"]
        constraints = [
            ends_after_start("telecom_definition_starts_before_it_ends"),
            models.CheckConstraint(
                name="telecom_definition_verified_by_a_source",
                condition=Q(is_verified=False) | Q(source__isnull=False),
                violation_error_message="Định nghĩa đã kiểm chứng phải nêu nguồn.",
            ),
            one_at_a_time(
                "telecom_definition_one_at_a_time",
                "indicator",
                message="Chỉ tiêu đã có định nghĩa trong khoảng thời gian này.",
            ),
        ]

    def __str__(self):
        return self.text[:80]


class SeriesBreak(NormalizedText, Part):
    """A day from which the figures of an indicator cannot be compared with those before."""

    whole = "indicator"

    class Reason(models.TextChoices):
        TERRITORY = "territory", _("đổi địa giới")
        METHOD = "method", _("đổi cách đếm")

    indicator = models.ForeignKey(
        Indicator, verbose_name="chỉ tiêu", on_delete=models.CASCADE, related_name="breaks"
    )
    date = models.DateField("từ ngày")
    reason = models.CharField("vì", max_length=10, choices=Reason)
    text = models.TextField("giải thích")

    class Meta:
        verbose_name = "chỗ đứt của chuỗi số"
        verbose_name_plural = "chỗ đứt của chuỗi số"
        ordering = ["indicator_id", "date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "date", "reason"],
                name="telecom_series_break_once_a_day",
                violation_error_message="Chỗ đứt này đã được ghi.",
            ),
            filled(
                "telecom_series_break_is_explained",
                "text",
                message="Phải giải thích vì sao chuỗi số đứt.",
            ),
        ]

    def __str__(self):
        return f"{self.indicator}: {self.get_reason_display()}"
