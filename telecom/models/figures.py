from typing import ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import gettext_lazy as _

from laocai_ict.display.numbers import format_number
from laocai_ict.publishing.models import Version, Versioned, VersionedQuerySet
from laocai_ict.publishing.pointing import point_at_first
from laocai_ict.reference.models import AdministrativeUnit, Source
from laocai_ict.reference.models.text import NormalizedText
from telecom.verbatim import contradicts
from telecom.words import SIGNS, WORD_CHOICES, Bound, words_mean_bound

from .indicators import Indicator


class FigureQuerySet(VersionedQuerySet):
    def published(self, at=None):
        """Return figures that are public, of indicators that are public too."""
        indicators = Indicator.objects.published(at)
        return super().published(at).filter(indicator__item__in=indicators.values("item"))

    def of_indicator(self, indicator):
        """Return the figures of an indicator, whichever of its versions they point at."""
        return self.filter(indicator__item=indicator.item_id)

    def with_replaced(self, at=None):
        """Add what earlier versions said, and why they were replaced: see telecom.revisions."""
        columns = {name: self._as_json(name) for name in self.model.telling_columns}
        earlier = self.model.objects.filter(
            item=OuterRef("item"),
            version__number__lt=OuterRef("version__number"),
            version__public_from__isnull=False,
        )
        told = JSONObject(number="version__number", said=JSONObject(**columns))
        said_before = ArraySubquery(earlier.values_list(told))
        return self.with_version().with_changes(at).annotate(said_before=said_before)

    def _as_json(self, name):
        """Return a column for JSON, where numbers come back as floats: decimals as text."""
        is_decimal = isinstance(self.model._meta.get_field(name), models.DecimalField)
        return Cast(name, models.TextField()) if is_decimal else name


class Figure(NormalizedText, Versioned):
    """A number as a source gives it, with the source's own words and the bound they mean.

    `indicator` leads to the first row of its item (see `point_at_first`); what is shown to people
    is the version public at the time, which views attach.
    """

    class Confidence(models.TextChoices):
        HIGH = "high", _("cao")
        MEDIUM = "medium", _("vừa")
        LOW = "low", _("thấp")

    indicator = models.ForeignKey(
        Indicator, verbose_name="chỉ tiêu", on_delete=models.PROTECT, related_name="+"
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

    telling_columns: ClassVar[tuple[str, ...]] = ("value", "words", "words_recorded", "bound")
    """what makes the figure another one: a version that changes it is no small edit"""

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
        return self._told_of(self.indicator)

    def _told_of(self, indicator):
        return f"{indicator}: {self.prefix} {self.number}".replace(":  ", ": ")

    def save(self, *args, **kwargs):
        point_at_first(self)
        super().save(*args, **kwargs)

    def clean(self):
        """Hold the one rule that needs the indicator's unit: a share is at most 100 per cent."""
        super().clean()
        point_at_first(self)
        if self.indicator_id is None or self.value is None:
            return
        if Indicator.objects.known(self.indicator).is_share and self.value > 100:
            raise ValidationError({"value": "Tỷ lệ không thể lớn hơn 100%."})

    @property
    def version_title(self):
        """Name the indicator as the public knows it, not as the row pointed at has it."""
        return self._told_of(Indicator.objects.known(self.indicator))[:500]

    def publication_blockers(self, at):
        """Say that its indicator is not public by then, or what the figure itself contradicts."""
        found = [*super().publication_blockers(at), *self._changed_too_much()]
        if contradicts(self.as_written, self.value):
            found.append(
                f"Giá trị {self.number} không khớp với “{self.as_written}” mà nguồn viết: sửa một "
                "trong hai, hoặc để trống ô “nguồn viết”."
            )
        if not Indicator.objects.published(at).filter(item=self.indicator.item_id).exists():
            found.append(
                f"Chỉ tiêu “{self.indicator}” chưa công khai vào lúc ấy: đăng chỉ tiêu trước, "
                "hoặc hẹn số này sau."
            )
        return found

    def told(self):
        """Return what the figure says, to tell whether another version says something else."""
        return tuple(getattr(self, name) for name in self.telling_columns)

    def _changed_too_much(self):
        if self.version.change != Version.Change.MINOR:
            return []
        before = (
            type(self)
            .objects.of(self)
            .filter(version__number__lt=self.version.number, version__public_from__isnull=False)
            .first()
        )
        if before is None or before.told() == self.told():
            return []
        return ["Sửa nhỏ không được đổi con số: chọn “cập nhật” hoặc “đính chính”."]

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
