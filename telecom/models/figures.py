import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from laocai_ict.display.numbers import format_number
from laocai_ict.publishing.models import Publishable, PublishableQuerySet
from laocai_ict.reference.models import AdministrativeUnit, Source
from laocai_ict.reference.models.text import NormalizedText, filled
from telecom.words import SIGNS, WORD_CHOICES, Bound, words_mean_bound

from .indicators import Indicator
from .operators import Operator

UNDATED = "không ghi ngày"
TENTH = Decimal("0.1")


class FigureQuerySet(PublishableQuerySet):
    def published(self, at=None):
        """Return figures that are public, of indicators that are public too."""
        at = at or timezone.now()
        return super().published(at).filter(indicator__published_at__lte=at)


class Figure(NormalizedText, Publishable):
    """A number as a source gives it, with the source's own words and the bound they mean."""

    class Confidence(models.TextChoices):
        HIGH = "high", _("cao")
        MEDIUM = "medium", _("vừa")
        LOW = "low", _("thấp")

    indicator = models.ForeignKey(
        Indicator, verbose_name="chỉ tiêu", on_delete=models.PROTECT, related_name="%(class)ss"
    )
    name_in_source = models.CharField("tên trong nguồn", max_length=300, blank=True)
    value = models.DecimalField("giá trị", max_digits=18, decimal_places=4)
    as_written = models.CharField("nguồn viết", max_length=100, blank=True)
    words = models.CharField(
        "chữ trước số",
        max_length=30,
        blank=True,
        choices=WORD_CHOICES,
        help_text="Đúng như nguồn viết; để trống nếu nguồn không viết chữ nào.",
    )
    words_recorded = models.BooleanField(
        "biết nguồn viết chữ gì",
        default=True,
        help_text="Bỏ chọn khi chỉ biết con số là mức tối thiểu hay xấp xỉ, không biết chữ.",
    )
    bound = models.CharField("nghĩa là", max_length=10, choices=Bound, default=Bound.EXACT)
    period_text = models.CharField("kỳ, theo nguồn", max_length=100, blank=True)
    area = models.ForeignKey(
        AdministrativeUnit,
        verbose_name="địa bàn lúc ấy",
        on_delete=models.PROTECT,
        related_name="telecom_%(class)ss",
    )
    source = models.ForeignKey(
        Source,
        verbose_name="nguồn",
        on_delete=models.PROTECT,
        related_name="telecom_%(class)ss",
    )
    confidence = models.CharField(
        "độ tin cậy", max_length=10, choices=Confidence, default=Confidence.HIGH
    )
    note = models.TextField("ghi chú", blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_words_mean_bound",
                condition=words_mean_bound(),
                violation_error_message=(
                    "Chữ trước số và nghĩa của nó không khớp: trên, hơn là ít nhất; gần, khoảng, "
                    "ước là khoảng; dưới là nhiều nhất; không chữ hoặc đạt là đúng."
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_value_not_negative",
                condition=Q(value__gte=0),
                violation_error_message="Giá trị không thể âm.",
            ),
        ]

    def __str__(self):
        return f"{self.indicator}: {self.prefix} {self.number}".replace(":  ", ": ")

    def clean(self):
        """Hold the one rule that needs the indicator's unit: a share is at most 100 per cent."""
        super().clean()
        if self.indicator_id is None or self.value is None:
            return
        if self.indicator.is_share and self.value > 100:
            raise ValidationError({"value": "Tỷ lệ không thể lớn hơn 100%."})

    @property
    def sign(self):
        """≥, ≈ or ≤ where the source's word was not kept; "" where the word itself is shown."""
        return "" if self.words_recorded else SIGNS[Bound(self.bound)]

    @property
    def prefix(self):
        return self.words or self.sign

    @property
    def number(self):
        """Return the value as people write it; a year is not grouped."""
        if self.indicator.counts_years:
            return f"{self.value:f}".partition(".")[0]
        return format_number(self.value)

    @property
    def amount(self):
        """Return the number with its unit, in the order of speech: 1.764 trạm, 98,5%, năm 2020."""
        unit = self.indicator.unit
        if self.indicator.counts_years:
            return f"{unit}\u00a0{self.number}"
        return f"{self.number}{unit}" if self.indicator.is_share else f"{self.number}\u00a0{unit}"

    @property
    def written_otherwise(self):
        """Return what the source wrote, where the reader could not tell it from the value."""
        return "" if self.as_written in ("", format_number(self.value)) else self.as_written


class ObservationQuerySet(FigureQuerySet):
    def published(self, at=None):
        """Leave out what would name an operator that is not public yet, too."""
        at = at or timezone.now()
        return super().published(at).filter(Q(operator=None) | Q(operator__published_at__lte=at))

    def newest_of_each_indicator(self):
        """Return one figure an indicator: the last dated one, else one without a date."""
        newest = F("as_of").desc(nulls_last=True)
        return self.order_by("indicator_id", newest, "-pk").distinct("indicator_id")

    def with_details(self):
        """Join what a page prints of each figure."""
        return self.select_related("area", "source", "operator")

    def with_place_names(self):
        """Add kind, name and code of the place and the operator's name, for long lists."""
        return self.annotate(
            area_kind=F("area__kind"),
            area_name=F("area__name"),
            area_code=F("area__code"),
            operator_name=F("operator__short_name"),
        )

    def newest_or_headline(self, at=None):
        """Return what the overview shows.

        The newest figure of each indicator, the headlines, and every figure of the indicator that
        the first headline is of, whose course is drawn.
        """
        newest = self.model.objects.published(at).newest_of_each_indicator().values("pk")
        first = HeadlineFigure.objects.published(at).order_by("order")
        return self.published(at).filter(
            Q(pk__in=newest)
            | Q(headline__isnull=False)
            | Q(indicator__in=first.values("observation__indicator")[:1])
        )

    def newest_first(self):
        return self.order_by(F("as_of").desc(nulls_last=True), "-pk")


class Observation(Figure):
    """A figure that was counted: for a day, a period, a place, sometimes for one operator only.

    `as_of` is the last day that was counted, empty where the source has no date; a figure of a
    period has its first day in `period_from` as well. `as_of_inferred`: the day follows from the
    source's words ("2024", "đến 5/2023") or from the day it was published; the source does not name
    it.
    """

    class Status(models.TextChoices):
        """The three that the Law on Statistics defines; empty where the source says none."""

        OFFICIAL = "official", _("số chính thức")
        PRELIMINARY = "preliminary", _("số sơ bộ")
        ESTIMATE = "estimate", _("số ước tính")

    numerator = models.DecimalField("tử số", max_digits=18, decimal_places=4, null=True, blank=True)
    total = models.DecimalField(
        "trên tổng số", max_digits=18, decimal_places=4, null=True, blank=True
    )
    period_from = models.DateField(
        "kỳ từ ngày", null=True, blank=True, help_text="Để trống nếu là số tại một thời điểm."
    )
    as_of = models.DateField(
        "tính đến hết ngày", null=True, blank=True, help_text="Để trống nếu nguồn không ghi ngày."
    )
    as_of_inferred = models.BooleanField("ngày suy ra, nguồn không nêu", default=False)
    operator = models.ForeignKey(
        Operator,
        verbose_name="riêng của doanh nghiệp",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
    )
    status = models.CharField("loại số", max_length=12, choices=Status, blank=True)
    quote = models.TextField("nguyên văn câu", blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta(Figure.Meta):
        abstract = False
        verbose_name = "số liệu"
        verbose_name_plural = "số liệu"
        ordering = ["indicator_id", F("as_of").desc(nulls_last=True), "-pk"]
        constraints = [
            *Figure.Meta.constraints,
            models.CheckConstraint(
                name="telecom_observation_part_of_total",
                condition=Q(numerator=None, total=None)
                | Q(numerator__isnull=False, total__isnull=False)
                & Q(numerator__gte=0, total__gt=0, total__gte=F("numerator")),
                violation_error_message="Tử số và tổng số đi cùng nhau; tử số không quá tổng số.",
            ),
            models.CheckConstraint(
                name="telecom_observation_period_in_order",
                condition=Q(period_from=None)
                | Q(as_of__isnull=False) & Q(as_of__gte=F("period_from")),
                violation_error_message="Kỳ phải có đủ hai ngày, ngày sau không trước ngày đầu.",
            ),
            models.CheckConstraint(
                name="telecom_observation_inferred_day_exists",
                condition=Q(as_of_inferred=False) | Q(as_of__isnull=False),
                violation_error_message="Đã đánh dấu ngày suy ra thì phải có ngày.",
            ),
            models.UniqueConstraint(
                fields=["indicator", "area", "operator", "source", "as_of", "period_from"],
                name="telecom_observation_once_a_source",
                nulls_distinct=False,
                violation_error_message="Số này của nguồn này đã được nhập.",
            ),
        ]

    @property
    def anchor(self):
        return f"so-{self.pk}"

    def get_absolute_url(self):
        return f"{self.indicator.get_absolute_url()}#{self.anchor}"

    @property
    def period_until(self):
        """The first day after the period; None for a figure as of a day."""
        return self.period_from and self.as_of + datetime.timedelta(days=1)

    @property
    def period_told(self):
        """Return the period in the source's words; "" where they add nothing to the day."""
        plain = {UNDATED, self.as_of and f"{self.as_of:%d/%m/%Y}"}
        return "" if self.period_text in plain else self.period_text

    @property
    def share(self):
        """Return numerator ÷ total in per cent with one decimal; None where there is no total."""
        if self.total is None or self.bound != Bound.EXACT:
            return None
        return (self.numerator * 100 / self.total).quantize(TENTH, ROUND_HALF_UP)

    @property
    def amount_of_total(self):
        """Return the amount with its total where there is one: 1.533/1.562 thôn, tổ."""
        if self.total is None:
            return self.amount
        return f"{self.number}/{format_number(self.total)}\u00a0{self.indicator.unit}"

    @property
    def part(self):
        """Return what part of the whole this is, in per cent; None where no whole is known."""
        return self.value if self.indicator.is_share else self.share


class Target(Figure):
    """A figure that a plan promises for a day; never mixed with what was counted."""

    due_on = models.DateField("hạn")

    class Meta(Figure.Meta):
        abstract = False
        verbose_name = "mục tiêu"
        verbose_name_plural = "mục tiêu"
        ordering = ["indicator_id", "due_on", "pk"]
        constraints = [
            *Figure.Meta.constraints,
            models.UniqueConstraint(
                fields=["indicator", "area", "source", "due_on"],
                name="telecom_target_once_a_source",
                violation_error_message="Mục tiêu này của nguồn này đã được nhập.",
            ),
        ]


class HeadlineFigureQuerySet(models.QuerySet):
    def published(self, at=None):
        """Return headlines whose figure is public."""
        return self.filter(observation__in=Observation.objects.published(at))

    def with_details(self):
        return self.select_related("observation__indicator")


class HeadlineFigure(NormalizedText):
    """One of the few figures the home page and the overview begin with, and what it means."""

    observation = models.OneToOneField(
        Observation, verbose_name="số liệu", on_delete=models.PROTECT, related_name="headline"
    )
    anchor = models.SlugField("neo trên trang", max_length=40, unique=True)
    order = models.PositiveSmallIntegerField("thứ tự", unique=True)
    label = models.CharField("chữ dưới số", max_length=120)
    meaning = models.TextField("nghĩa là gì")

    objects = HeadlineFigureQuerySet.as_manager()

    class Meta:
        verbose_name = "con số nổi bật"
        verbose_name_plural = "con số nổi bật"
        ordering = ["order"]
        constraints = [
            filled(
                "telecom_headline_says_what_it_means",
                "label",
                "meaning",
                message="Con số nổi bật phải nói nó đếm gì và nghĩa là gì.",
            )
        ]

    def __str__(self):
        return f"{self.observation.prefix} {self.observation.number} {self.label}".strip()
