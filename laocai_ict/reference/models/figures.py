"""What is measured and drawn of a unit: people, households, area, outline."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from laocai_ict.display.numbers import format_number

from .sources import Source
from .text import NormalizedText
from .units import AdministrativeUnit


class UnitFigureQuerySet(models.QuerySet):
    def of_kind(self, *kinds):
        return self.filter(kind__in=kinds)


class UnitFigure(NormalizedText):
    """One figure of a unit as one source gives it. Figures of several sources stand side by side.

    `as_of` is empty where the source does not say its day; `period` keeps the source's own words
    for the time it speaks of. `value_in_source` is what the source prints where that was clearly
    damaged and `value` is a repair, which makes the figure an estimate.
    """

    class Kind(models.TextChoices):
        POPULATION = "population", _("dân số")
        URBAN = "population_urban", _("dân số thành thị")
        RURAL = "population_rural", _("dân số nông thôn")
        HOUSEHOLDS = "households", _("số hộ")
        AREA = "area", _("diện tích (km²)")
        AREA_MEASURED = "area_measured", _("diện tích đo trên bản đồ (km²)")

    unit = models.ForeignKey(
        AdministrativeUnit, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="figures"
    )
    kind = models.CharField("số liệu", max_length=20, choices=Kind)
    value = models.DecimalField("giá trị", max_digits=14, decimal_places=2)
    as_of = models.DateField("tính đến ngày", null=True, blank=True)
    period = models.CharField("thời gian, lời của nguồn", max_length=120, blank=True)
    is_estimate = models.BooleanField("là ước tính", default=False)
    value_in_source = models.DecimalField(
        "giá trị in trong nguồn", max_digits=14, decimal_places=2, null=True, blank=True
    )
    source = models.ForeignKey(
        Source, verbose_name="nguồn", on_delete=models.PROTECT, related_name="unit_figures"
    )
    note = models.TextField("ghi chú", blank=True)

    objects = UnitFigureQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu của đơn vị"
        verbose_name_plural = "số liệu của đơn vị"
        ordering = ["unit", "kind", "as_of", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "source", "as_of", "period"],
                nulls_distinct=False,
                name="reference_unitfigure_once_per_source",
                violation_error_message="Nguồn này đã có số liệu đó cho cùng thời gian.",
            ),
            models.CheckConstraint(
                name="reference_unitfigure_not_negative",
                condition=Q(value__gte=0),
                violation_error_message="Giá trị không thể âm.",
            ),
            models.CheckConstraint(
                name="reference_unitfigure_repair_is_estimate",
                condition=Q(value_in_source=None)
                | Q(value_in_source=F("value"))
                | (Q(is_estimate=True) & ~Q(note="")),
                violation_error_message=(
                    "Giá trị khác với nguồn là ước tính và phải có ghi chú cách tính."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.unit}: {self.get_kind_display()} {format_number(self.value)}"


class UnitOutline(models.Model):
    """The outline of one unit as one boundary file draws it, in the file's common plane.

    `path` has full detail for the unit's own page, `map_path` is thinned for the map of the whole
    province; both use the plane of `year`, whose y runs down. It settles no boundary.
    """

    unit = models.OneToOneField(
        AdministrativeUnit, verbose_name="đơn vị", on_delete=models.CASCADE, related_name="outline"
    )
    year = models.PositiveSmallIntegerField("địa giới năm")
    path = models.TextField("đường viền")
    map_path = models.TextField("đường viền rút gọn")
    left = models.IntegerField("mép trái")
    top = models.IntegerField("mép trên")
    right = models.IntegerField("mép phải")
    bottom = models.IntegerField("mép dưới")
    label_x = models.IntegerField("nhãn, ngang")
    label_y = models.IntegerField("nhãn, dọc")
    source = models.ForeignKey(
        Source, verbose_name="nguồn", on_delete=models.PROTECT, related_name="unit_outlines"
    )

    class Meta:
        verbose_name = "đường viền của đơn vị"
        verbose_name_plural = "đường viền của đơn vị"
        ordering = ["year", "unit"]
        constraints = [
            models.CheckConstraint(
                name="reference_unitoutline_has_size",
                condition=Q(left__lt=F("right"), top__lt=F("bottom")),
                violation_error_message="Khung phải có bề rộng và bề cao.",
            )
        ]

    def __str__(self):
        return f"{self.unit}, {self.year}"
