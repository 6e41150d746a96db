"""Administrative procedures (thủ tục hành chính): what each is, before what holds for it when."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from laocai_ict.display import dates
from laocai_ict.publishing.constraints import number as the_number
from laocai_ict.publishing.constraints import text, unique_among_items
from laocai_ict.publishing.models import Versioned, VersionedQuerySet
from laocai_ict.reference.models import Source
from laocai_ict.reference.models.text import NormalizedText


class ProcedureField(NormalizedText):
    """Field (lĩnh vực) by which procedures are listed."""

    slug = models.SlugField("đường dẫn", max_length=60, unique=True)
    name = models.CharField("tên lĩnh vực", max_length=120, unique=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "lĩnh vực"
        verbose_name_plural = "lĩnh vực"
        ordering = ["order", "pk"]

    def __str__(self):
        return self.name


class ProcedureQuerySet(VersionedQuerySet):
    def with_terms_on(self, day):
        """Annotate what a line of the list says: `time_on_day` (the first), `fees_on_day` (span).

        Both are dicts, or None where nothing verified is in force on `day`.
        """
        from .terms import Fee, ProcessingTime  # they build on this module

        times = ProcessingTime.objects.on(day).filter(procedure=OuterRef("pk"))
        fees = Fee.objects.on(day).filter(procedure=OuterRef("pk")).order_by()
        return self.annotate(
            time_on_day=Subquery(
                times.values(data=JSONObject(amount="amount", unit="unit", kind="kind"))[:1]
            ),
            fees_on_day=Subquery(
                fees.values("procedure").values(
                    data=JSONObject(low=Min("amount"), high=Max("amount"), per=Max("per"))
                )
            ),
        )

    def for_list(self, day):
        return self.select_related("field").with_terms_on(day).order_by("number")

    def counts(self):
        """Return one row per field and level that has any: how many, and when last checked."""
        return (
            self.order_by("field__order", "field_id", "level")
            .values("field__slug", "field__name", "level")
            .annotate(number_of=Count("pk"), checked=Max("checked_on"))
        )


class Procedure(NormalizedText, Versioned):
    """A procedure of the sector, at provincial or district level, with the terms that it had.

    What is not verified is not in these columns nor in the terms: it stands, if at all, in
    `staff_note`, which no public page reads.
    """

    class Level(models.TextChoices):
        PROVINCE = "province", pgettext_lazy("cấp thủ tục", "Cấp tỉnh")
        DISTRICT = "district", pgettext_lazy("cấp thủ tục", "Cấp huyện")

    parts = ("times", "fees", "service_levels", "legal_bases")

    number = models.PositiveSmallIntegerField("thứ tự")
    slug = models.SlugField("đường dẫn", max_length=120)
    name = models.CharField("tên thủ tục", max_length=300)
    source_name = models.CharField("tên ghi trong nguồn", max_length=300)
    field = models.ForeignKey(
        ProcedureField, verbose_name="lĩnh vực", on_delete=models.PROTECT, related_name="procedures"
    )
    level = models.CharField("cấp giải quyết", max_length=10, choices=Level)
    code = models.CharField(
        "mã quốc gia",
        max_length=20,
        blank=True,
        help_text="Chỉ ghi khi đã xác minh, dạng 1.003868.",
        validators=[RegexValidator(r"^\d\.\d{6}$", "Mã có dạng 1.003868.")],
    )
    code_source = models.ForeignKey(
        Source,
        verbose_name="nguồn của mã",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    conditions = models.TextField("điều kiện", blank=True)
    notice = models.TextField("lưu ý cho người đọc", blank=True)
    source = models.ForeignKey(
        Source, verbose_name="nguồn của tên", on_delete=models.PROTECT, related_name="+"
    )
    checked_on = models.DateField("ngày đối chiếu với nguồn")
    staff_note = models.TextField(
        "ghi chú nội bộ", blank=True, help_text="Nơi ghi giá trị chưa xác minh; không công khai."
    )

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        verbose_name = "thủ tục hành chính"
        verbose_name_plural = "thủ tục hành chính"
        ordering = ["number"]
        constraints = [
            unique_among_items(
                "egov_procedure_number_once",
                the_number("number"),
                message="Thứ tự này đã thuộc thủ tục khác.",
            ),
            unique_among_items(
                "egov_procedure_slug_once",
                text("slug"),
                message="Đường dẫn này đã thuộc thủ tục khác, hiện nay hoặc trước đây.",
            ),
            unique_among_items(
                "egov_procedure_code_once",
                text("code"),
                condition=~Q(code=""),
                message="Mã này đã thuộc thủ tục khác.",
            ),
            models.CheckConstraint(
                name="egov_procedure_code_form",
                condition=Q(code="") | Q(code__regex=r"^\d\.\d{6}$"),
                violation_error_message="Mã có dạng 1.003868.",
            ),
            models.CheckConstraint(
                name="egov_procedure_code_has_source",
                condition=Q(code="") | Q(code_source__isnull=False),
                violation_error_message="Mã chỉ được ghi khi có nguồn.",
            ),
            models.CheckConstraint(
                name="egov_procedure_level_known",
                condition=Q(level__in=["province", "district"]),
                violation_error_message="Chọn cấp tỉnh hoặc cấp huyện.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("egov:procedure-detail", args=[self.slug])

    def publication_blockers(self, at):
        if self.checked_on <= timezone.localdate(at):
            return []
        return [f"Ngày đối chiếu với nguồn ({dates.day(self.checked_on)}) ở sau ngày đăng."]
