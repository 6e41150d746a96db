import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from laocai_ict.display.dates import moment
from laocai_ict.display.numbers import format_number
from laocai_ict.publishing.constraints import day, number, unique_among_items
from telecom.words import Bound

from .figures import Figure, FigureQuerySet
from .operators import Operator

UNDATED = "không ghi ngày"
TENTH = Decimal("0.1")


class ObservationQuerySet(FigureQuerySet):
    def published(self, at=None):
        """Leave out what would name an operator that is not public, too."""
        operators = Operator.objects.published(at)
        return (
            super()
            .published(at)
            .filter(Q(operator=None) | Q(operator__item__in=operators.values("item")))
        )

    def newest_of_each_indicator(self):
        """Return one figure an indicator: the last dated one, else one without a date."""
        newest = F("as_of").desc(nulls_last=True)
        return self.order_by("indicator__item_id", newest, "-item_id").distinct(
            "indicator__item_id"
        )

    def with_details(self, at=None):
        """Join what a page prints of each figure."""
        return self.select_related("area", "source").with_names(at)

    def with_names(self, at=None):
        """Add `indicator_item` and `operator_name`, as the operator is called at that time."""
        operators = Operator.objects.published(at).filter(item=OuterRef("operator__item"))
        return self.annotate(
            indicator_item=F("indicator__item"),
            operator_name=Subquery(operators.values("short_name")[:1]),
        )

    def with_place_names(self, at=None):
        """Add kind, name and code of the place and the operator's name, for long lists."""
        return self.with_names(at).annotate(
            area_kind=F("area__kind"), area_name=F("area__name"), area_code=F("area__code")
        )

    def newest_first(self):
        return self.order_by(F("as_of").desc(nulls_last=True), "-item_id")


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
        related_name="+",
    )
    status = models.CharField("loại số", max_length=12, choices=Status, blank=True)
    quote = models.TextField("nguyên văn câu", blank=True)

    telling_columns = (*Figure.telling_columns, "numerator", "total")

    objects = ObservationQuerySet.as_manager()

    class Meta(Figure.Meta):
        abstract = False
        verbose_name = "số liệu"
        verbose_name_plural = "số liệu"
        ordering = ["indicator_id", F("as_of").desc(nulls_last=True), "-item_id"]
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
            unique_among_items(
                "telecom_observation_once_a_source",
                *map(number, ("indicator", "area", "operator", "source")),
                *map(day, ("as_of", "period_from")),
                message="Số này của nguồn này đã được nhập.",
            ),
        ]

    def publication_blockers(self, at):
        found = super().publication_blockers(at)
        operators = Operator.objects.published(at)
        if self.operator and not operators.filter(item=self.operator.item_id).exists():
            found.append(f"Doanh nghiệp “{self.operator}” chưa công khai vào lúc ấy.")
        if self.as_of and self.as_of > timezone.localdate(at):
            found.append(
                f"Số tính đến hết ngày {self.as_of:%d/%m/%Y} mà đăng {moment(at)}: chưa đến ngày "
                "ấy thì chưa đếm được. Điều sẽ đạt là mục tiêu, không phải số liệu."
            )
        return found

    @property
    def anchor(self):
        """The place of the figure on its indicator's page, the same for all its versions."""
        return f"so-{self.item_id}"

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
