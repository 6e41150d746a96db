"""Who settles procedures, and where they may be filed: both change with the law."""

from django.db import models
from django.db.models import F, Q

from laocai_ict.reference.models import Agency
from laocai_ict.reference.models.spans import one_at_a_time
from laocai_ict.reference.models.text import filled

from .procedures import Procedure, ProcedureField
from .validity import Dated, span_constraints


class Competence(Dated):
    """The agency competent for the procedures of a field at one level.

    `body` names a kind of agency where the level has many ("Ủy ban nhân dân cấp huyện").
    """

    field = models.ForeignKey(
        ProcedureField,
        verbose_name="lĩnh vực",
        on_delete=models.PROTECT,
        related_name="competences",
    )
    level = models.CharField("cấp giải quyết", max_length=10, choices=Procedure.Level)
    agency = models.ForeignKey(
        Agency,
        verbose_name="cơ quan",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    body = models.CharField("loại cơ quan", max_length=200, blank=True)
    since = models.CharField(
        "bắt đầu, theo nguồn", max_length=60, blank=True, help_text="Khi nguồn không ghi rõ ngày."
    )
    until = models.CharField(
        "kết thúc, theo nguồn", max_length=60, blank=True, help_text="Khi nguồn không ghi rõ ngày."
    )

    class Meta:
        verbose_name = "thẩm quyền giải quyết"
        verbose_name_plural = "thẩm quyền giải quyết"
        ordering = ["field", "level", F("valid_from").asc(nulls_first=True), "pk"]
        constraints = [
            *span_constraints("egov_competence"),
            models.CheckConstraint(
                name="egov_competence_agency_or_body",
                condition=(Q(agency__isnull=False) & Q(body=""))
                | (Q(agency__isnull=True) & ~Q(body="")),
                violation_error_message="Ghi cơ quan, hoặc loại cơ quan, không ghi cả hai.",
            ),
            *[
                one_at_a_time(
                    f"egov_competence_one_at_a_time_{level}",
                    "field",
                    condition=Q(has_ended=False, level=level),
                    message="Một lĩnh vực ở một cấp chỉ có một cơ quan trong cùng thời gian.",
                )
                for level in ("province", "district")
            ],
        ]

    def __str__(self):
        return f"{self.field}, {self.get_level_display()}: {self.holder}"

    @property
    def holder(self):
        return self.agency.name if self.agency_id else self.body


class FilingRule(Dated):
    """Where the law of the day lets people file online or otherwise; for all procedures."""

    title = models.CharField("nộp ở đâu", max_length=200)
    explanation = models.TextField("giải thích", blank=True)
    legal_basis = models.CharField("theo văn bản", max_length=300)
    url = models.URLField("địa chỉ", max_length=300, blank=True)
    is_exclusive = models.BooleanField("chỉ được nộp ở đây", default=False)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "quy định về nơi nộp hồ sơ"
        verbose_name_plural = "quy định về nơi nộp hồ sơ"
        ordering = ["order", "pk"]
        constraints = [
            *span_constraints("egov_filing_rule"),
            filled("egov_filing_rule_has_basis", "legal_basis", message="Quy định phải có căn cứ."),
        ]

    def __str__(self):
        return self.title
