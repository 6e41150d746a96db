"""What became of each unit: one row for each part that went from one unit to another."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from .sources import Source
from .text import NormalizedText, filled
from .units import AdministrativeUnit

# A later change counts only where it happened after the earlier one: what a receiving unit had
# given away before it received is no part of the story.
_FORWARD = """
WITH RECURSIVE chain AS (
    SELECT id, to_unit_id, effective_on FROM reference_unitchange WHERE from_unit_id = ANY(%s)
    UNION
    SELECT later.id, later.to_unit_id, later.effective_on
    FROM reference_unitchange later
    JOIN chain ON later.from_unit_id = chain.to_unit_id
        AND later.effective_on > chain.effective_on
) SELECT id FROM chain
"""
_FORWARD_WITH_FELLOWS = _FORWARD.replace(
    ") SELECT id FROM chain",
    """) SELECT fellow.id
    FROM reference_unitchange fellow
    JOIN chain ON fellow.id = chain.id
        OR (fellow.to_unit_id = chain.to_unit_id AND fellow.effective_on = chain.effective_on)
""",
)
_BACKWARD = """
WITH RECURSIVE chain AS (
    SELECT id, from_unit_id, effective_on FROM reference_unitchange WHERE to_unit_id = ANY(%s)
    UNION
    SELECT earlier.id, earlier.from_unit_id, earlier.effective_on
    FROM reference_unitchange earlier
    JOIN chain ON earlier.to_unit_id = chain.from_unit_id
        AND earlier.effective_on < chain.effective_on
) SELECT id FROM chain
"""


class UnitChangeQuerySet(models.QuerySet):
    def after(self, *units):
        """Return every change from these units on, to whatever is in force today, oldest first."""
        return self._reached(_FORWARD, units).order_by("effective_on", "pk")

    def after_with_fellows(self, *units):
        """Return what `after` does, and what went into the same units on the same days."""
        return self._reached(_FORWARD_WITH_FELLOWS, units).order_by("effective_on", "pk")

    def before(self, *units):
        """Return every change that led to these units, the youngest first."""
        return self._reached(_BACKWARD, units).order_by("-effective_on", "pk")

    def _reached(self, sql, units):
        return self.filter(pk__in=RawSQL(sql, [[unit.pk for unit in units]])).with_units()  # noqa: S611 (constant text)

    def with_units(self):
        return self.select_related("from_unit__parent", "to_unit__parent", "source")


class UnitChange(NormalizedText):
    """A whole unit, or a part of it, that became (part of) another on one day by one document.

    A unit that keeps its row and only receives is not linked to itself: what came to it is told
    by the rows that point at it. A part whose receiver no source names has no row.
    """

    class Kind(models.TextChoices):
        MERGE = "merge", "nhập"
        SPLIT = "split", "tách một phần"
        RENAME = "rename", "đổi tên"
        TYPE_CHANGE = "type_change", "đổi loại"
        CODE_CHANGE = "code_change", "đổi mã"
        TRANSFER = "transfer", "chuyển cấp trên"
        UNCHANGED = "unchanged", "giữ nguyên địa giới"
        ABOLISHED = "abolished", "kết thúc, không có đơn vị kế tiếp"

    class Extent(models.TextChoices):
        FULL = "full", "toàn bộ"
        PART = "part", "một phần"

    class Confidence(models.TextChoices):
        HIGH = "high", "cao"
        MEDIUM = "medium", "vừa"
        LOW = "low", "thấp"

    from_unit = models.ForeignKey(
        AdministrativeUnit,
        verbose_name="từ đơn vị",
        on_delete=models.PROTECT,
        related_name="changes_out",
    )
    to_unit = models.ForeignKey(
        AdministrativeUnit,
        verbose_name="thành đơn vị",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="changes_in",
    )
    kind = models.CharField("thay đổi", max_length=12, choices=Kind)
    extent = models.CharField("phạm vi", max_length=4, choices=Extent)
    effective_on = models.DateField("từ ngày")
    area_km2 = models.DecimalField(
        "diện tích chuyển (km²)", max_digits=9, decimal_places=2, null=True, blank=True
    )
    population = models.PositiveIntegerField("số người chuyển", null=True, blank=True)
    legal_basis = models.CharField("văn bản", max_length=100)
    legal_basis_date = models.DateField("ngày văn bản", null=True, blank=True)
    legal_place = models.CharField(
        "chỗ trong văn bản", max_length=60, blank=True, help_text="Điều 1 khoản 83"
    )
    confidence = models.CharField(
        "độ tin cậy", max_length=6, choices=Confidence, default=Confidence.HIGH
    )
    source = models.ForeignKey(
        Source, verbose_name="nguồn", on_delete=models.PROTECT, related_name="unit_changes"
    )
    note = models.TextField("ghi chú", blank=True)

    objects = UnitChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "thay đổi đơn vị hành chính"
        verbose_name_plural = "thay đổi đơn vị hành chính"
        ordering = ["effective_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_unit", "to_unit", "effective_on"],
                nulls_distinct=False,
                name="reference_unitchange_once",
                violation_error_message="Thay đổi này đã ghi.",
            ),
            models.CheckConstraint(
                name="reference_unitchange_not_to_itself",
                condition=Q(to_unit=None) | ~Q(from_unit=F("to_unit")),
                violation_error_message="Một đơn vị không thể thành chính nó.",
            ),
            models.CheckConstraint(
                name="reference_unitchange_only_abolished_has_no_successor",
                condition=Q(kind="abolished", to_unit=None)
                | (~Q(kind="abolished") & Q(to_unit__isnull=False)),
                violation_error_message=(
                    "Chỉ đơn vị kết thúc không người kế tiếp mới để trống đơn vị nhận."
                ),
            ),
            models.CheckConstraint(
                name="reference_unitchange_extent_fits_kind",
                condition=Q(kind="split", extent="part")
                | Q(kind__in=["type_change"])
                | (~Q(kind__in=["split", "type_change"]) & Q(extent="full")),
                violation_error_message="Phạm vi không hợp với loại thay đổi.",
            ),
            models.CheckConstraint(
                name="reference_unitchange_document_before_effect",
                condition=Q(legal_basis_date=None) | Q(legal_basis_date__lte=F("effective_on")),
                violation_error_message="Văn bản phải có trước ngày thay đổi.",
            ),
            filled(
                "reference_unitchange_has_legal_basis", "legal_basis", message="Ghi số văn bản."
            ),
        ]

    def __str__(self):
        return f"{self.from_unit} → {self.to_unit or '–'}, {self.effective_on:%d/%m/%Y}"

    def clean(self):
        if self.from_unit_id and self.effective_on and (problem := self.date_problem()):
            raise ValidationError({"effective_on": problem})

    def date_problem(self) -> str:
        """Say where the day does not fit the two units; "" where it does.

        A whole unit ends on the day of its change; a part leaves, and a receiver receives, within
        their own time. Rows of two tables are compared, which no check of the database can do.
        """
        gone, day = self.from_unit, self.effective_on
        if self.extent == self.Extent.FULL and gone.valid_until != day:
            return f"{gone} phải kết thúc đúng ngày thay đổi."
        if gone.start >= day or (gone.valid_until and gone.valid_until < day):
            return f"{gone} không có ngay trước ngày thay đổi."
        if self.to_unit_id and not self.to_unit.existed_on(day):
            return f"{self.to_unit} không có trong ngày thay đổi."
        if self.to_unit_id and self.to_unit.level != gone.level:
            return "Hai đơn vị phải cùng cấp."
        return ""
