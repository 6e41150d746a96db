"""Public bodies, press organs and operators, with what each came from and what it became."""

from django.db import models
from django.db.models import F, Q

from laocai_ict.display.ordering import SortKey
from laocai_ict.reference import partial_dates
from laocai_ict.reference.partial_dates import precision_field

from .sources import Source
from .spans import Span, ends_after_start
from .text import NormalizedText, filled
from .units import AdministrativeUnit


class Agency(NormalizedText, Span):
    """A public body, press organ or operator under one name; its lineage is told by successions."""

    class Group(models.TextChoices):
        PROVINCE = "province", "UBND tỉnh"
        DEPARTMENT = "department", "cơ quan chuyên môn cấp tỉnh"
        UNDER_PROVINCE = "under_province", "đơn vị thuộc UBND tỉnh"
        DISTRICT = "district", "UBND cấp huyện"
        COMMUNE = "commune", "UBND cấp xã"
        SERVICE_UNIT = "service_unit", "đơn vị sự nghiệp thuộc Sở TT&TT"
        PRESS = "press", "cơ quan báo chí"
        TELECOM = "telecom", "doanh nghiệp viễn thông"
        POST = "post", "doanh nghiệp bưu chính"
        OTHER = "other", "cơ quan khác"

    name = models.CharField("tên cơ quan", max_length=300)
    short_name = models.CharField("tên ngắn", max_length=100, blank=True)
    group = models.CharField("nhóm", max_length=20, choices=Group, default=Group.OTHER)
    unit = models.ForeignKey(
        AdministrativeUnit,
        verbose_name="của đơn vị hành chính",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agencies",
    )
    identifier = models.CharField(
        "mã định danh điện tử", max_length=40, blank=True, help_text="Để trống nếu chưa có nguồn."
    )
    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_from_precision = precision_field("ngày bắt đầu")
    valid_until = models.DateField("đến trước ngày", null=True, blank=True)
    valid_until_precision = precision_field("ngày kết thúc")
    note = models.TextField("ghi chú", blank=True)
    source = models.ForeignKey(
        Source, verbose_name="nguồn", on_delete=models.PROTECT, related_name="agencies"
    )

    class Meta:
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"
        ordering = [SortKey("name"), "pk"]
        constraints = [
            filled("reference_agency_has_name", "name", message="Cơ quan phải có tên."),
            ends_after_start("reference_agency_ends_after_its_start"),
            partial_dates.honest(
                "reference_agency_start_honest", "valid_from", "valid_from_precision"
            ),
            partial_dates.honest(
                "reference_agency_end_honest", "valid_until", "valid_until_precision"
            ),
            models.UniqueConstraint(
                fields=["name", "valid_from", "valid_until"],
                nulls_distinct=False,
                name="reference_agency_once",
                violation_error_message="Cơ quan này đã có với cùng thời gian.",
            ),
        ]

    def __str__(self):
        return self.name


class AgencySuccession(NormalizedText):
    """What went from one agency to another: all of it, or the field named in `subject`."""

    from_agency = models.ForeignKey(
        Agency, verbose_name="từ cơ quan", on_delete=models.PROTECT, related_name="successions_out"
    )
    to_agency = models.ForeignKey(
        Agency, verbose_name="sang cơ quan", on_delete=models.PROTECT, related_name="successions_in"
    )
    subject = models.CharField(
        "lĩnh vực", max_length=200, blank=True, help_text="Để trống nếu là toàn bộ."
    )
    effective_on = models.DateField("từ ngày", null=True, blank=True)
    precision = precision_field("ngày")
    note = models.TextField("ghi chú", blank=True)
    source = models.ForeignKey(
        Source, verbose_name="nguồn", on_delete=models.PROTECT, related_name="agency_successions"
    )

    class Meta:
        verbose_name = "kế thừa giữa cơ quan"
        verbose_name_plural = "kế thừa giữa cơ quan"
        ordering = ["effective_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_agency", "to_agency", "subject"],
                name="reference_agencysuccession_once",
                violation_error_message="Kế thừa này đã ghi.",
            ),
            models.CheckConstraint(
                name="reference_agencysuccession_not_to_itself",
                condition=~Q(from_agency=F("to_agency")),
                violation_error_message="Một cơ quan không thể kế thừa chính nó.",
            ),
            partial_dates.honest(
                "reference_agencysuccession_date_honest", "effective_on", "precision"
            ),
        ]

    def __str__(self):
        return f"{self.from_agency} → {self.to_agency}"
