"""What holds for a procedure during a span of time: time, fee, service level, legal basis.

Every row has a source: a value that is not verified has no row.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from laocai_ict.display.numbers import format_number
from laocai_ict.display.typography import NBSP, vietnamese
from laocai_ict.publishing.models import Part
from laocai_ict.reference.models.spans import one_at_a_time

from .procedures import Procedure
from .validity import Dated, span_constraints


class Term(Dated, Part):
    """What one version of a procedure says; copied with it."""

    whole = "procedure"

    class Meta:
        abstract = True


RECKONED = {"hour": "gio", "day": "ngay", "working_day": "ngay-lam-viec"}
"""units of processing times as addresses of /tinh-han/ call them"""


class ProcessingTime(Term):
    """How long the agency has, or how long before an event it must be told."""

    class Kind(models.TextChoices):
        WITHIN = "within", _("chậm nhất")
        NOTICE = "notice", _("báo trước ít nhất")

    class Unit(models.TextChoices):
        HOUR = "hour", _("giờ")
        DAY = "day", _("ngày")
        WORKING_DAY = "working_day", _("ngày làm việc")
        UNCLEAR_DAY = "unclear_day", _("ngày (nguồn chưa rõ có phải ngày làm việc)")

    procedure = models.ForeignKey(
        Procedure, verbose_name="thủ tục", on_delete=models.CASCADE, related_name="times"
    )
    kind = models.CharField("loại", max_length=10, choices=Kind, default=Kind.WITHIN)
    amount = models.PositiveSmallIntegerField("số")
    unit = models.CharField("đơn vị", max_length=12, choices=Unit)
    legal_basis = models.CharField("theo văn bản", max_length=300, blank=True)
    context = models.CharField("bối cảnh", max_length=300, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "thời hạn"
        verbose_name_plural = "thời hạn"
        ordering = ["order", "pk"]
        constraints = [
            *span_constraints("egov_time"),
            models.CheckConstraint(
                name="egov_time_amount_positive",
                condition=Q(amount__gt=0),
                violation_error_message="Thời hạn phải lớn hơn 0.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.amount} {self.get_unit_display()}"

    @property
    def reckon_url(self) -> str:
        """Return where a due date is counted with this term; "" where its unit is not certain."""
        unit = RECKONED.get(self.unit)
        if unit is None:
            return ""
        asked = {"so": self.amount, "don-vi": unit}
        if self.kind == self.Kind.NOTICE:
            asked["huong"] = "truoc"
        return f"{reverse('deadlines:reckon')}?{urlencode(asked)}"

    @property
    def told(self) -> SafeString:
        """Return "chậm nhất 15 ngày làm việc", in the reader's language."""
        return format_html(
            "{} {}{}{}",
            self.get_kind_display(),
            format_number(self.amount),
            NBSP,
            self.get_unit_display(),
        )


class Fee(Term):
    """A fee in whole đồng; 0 says that nothing is charged."""

    procedure = models.ForeignKey(
        Procedure, verbose_name="thủ tục", on_delete=models.CASCADE, related_name="fees"
    )
    amount = models.PositiveBigIntegerField("số tiền (đồng)")
    per = models.CharField("tính cho", max_length=120, blank=True)
    case = models.CharField("trường hợp", max_length=200, blank=True)
    legal_basis = models.CharField("theo văn bản", max_length=300, blank=True)
    context = models.CharField("bối cảnh", max_length=300, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "mức phí"
        verbose_name_plural = "mức phí"
        ordering = ["order", "pk"]
        constraints = [
            *span_constraints("egov_fee"),
            models.CheckConstraint(
                name="egov_fee_free_without_unit",
                condition=Q(amount__gt=0) | Q(per=""),
                violation_error_message="Không thu phí thì không ghi “tính cho”.",
            ),
        ]

    def __str__(self):
        return f"{self.amount} đồng {self.per}".strip()

    @property
    def told(self) -> SafeString:
        """Return "600.000 đồng mỗi giấy phép (cấp mới)", in the reader's language."""
        text = format_html("{}", _("không thu phí"))
        if self.amount:
            text = format_html("{}{}{}", format_number(self.amount), NBSP, _("đồng"))
            if self.per:
                text = format_html("{} {} {}", text, _("mỗi"), vietnamese(self.per))
        return format_html("{} ({})", text, vietnamese(self.case)) if self.case else text


class ServiceLevel(Term):
    """How far the procedure can be done online, in the words in use since Decree 42/2022."""

    class Level(models.TextChoices):
        FULL = "full", pgettext_lazy("mức dịch vụ công", "Toàn trình")
        PARTIAL = "partial", pgettext_lazy("mức dịch vụ công", "Một phần")

    procedure = models.ForeignKey(
        Procedure, verbose_name="thủ tục", on_delete=models.CASCADE, related_name="service_levels"
    )
    level = models.CharField("mức độ", max_length=10, choices=Level)
    context = models.CharField("bối cảnh", max_length=300, blank=True)

    class Meta:
        verbose_name = "mức dịch vụ công trực tuyến"
        verbose_name_plural = "mức dịch vụ công trực tuyến"
        ordering = ["pk"]
        constraints = [
            *span_constraints("egov_service_level"),
            one_at_a_time(
                "egov_service_level_one_at_a_time",
                "procedure",
                condition=Q(has_ended=False),
                message="Mỗi lúc một thủ tục chỉ có một mức dịch vụ công.",
            ),
        ]

    def __str__(self):
        return self.get_level_display()

    @property
    def told(self) -> str:
        return self.get_level_display()


class LegalBasis(Term):
    """A document, or an article of it, that the procedure rests on while it is in force."""

    procedure = models.ForeignKey(
        Procedure, verbose_name="thủ tục", on_delete=models.CASCADE, related_name="legal_bases"
    )
    document = models.CharField("văn bản", max_length=200)
    article = models.CharField("điều, khoản", max_length=120, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "căn cứ pháp lý"
        verbose_name_plural = "căn cứ pháp lý"
        ordering = ["order", "pk"]
        constraints = [
            *span_constraints("egov_legal_basis"),
            models.UniqueConstraint(
                name="egov_legal_basis_once",
                fields=["procedure", "document", "article"],
                violation_error_message="Căn cứ này đã có.",
            ),
        ]

    def __str__(self):
        return f"{self.document}, {self.article}" if self.article else self.document

    @property
    def told(self) -> SafeString:
        return vietnamese(str(self))
