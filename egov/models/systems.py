"""The systems that all levels share, how far each reaches, whom the province agreed with."""

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from laocai_ict.publishing.constraints import number, text, unique_among_items
from laocai_ict.publishing.models import Part, Versioned, VersionedQuerySet, is_public
from laocai_ict.publishing.pointing import point_at_first
from laocai_ict.reference import partial_dates
from laocai_ict.reference.models import AdministrativeUnit, Source
from laocai_ict.reference.models.text import NormalizedText, filled
from laocai_ict.reference.partial_dates import precision_field


class AsOf(NormalizedText):
    """The day a statement is as of, as exactly as its source gives it."""

    as_of = models.DateField("tính đến", null=True, blank=True)
    as_of_precision = precision_field("tính đến")
    source = models.ForeignKey(
        Source, verbose_name="nguồn", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def as_of_text(self):
        """Return the day as the source gives it: 30/06/2018, tháng 8/2018, năm 2024, or ""."""
        return partial_dates.written(self.as_of, self.as_of_precision)


class SharedSystem(NormalizedText, Versioned):
    """One of the three shared pieces of software, or the videoconference system beside them."""

    parts = ("coverages",)

    class Kind(models.TextChoices):
        SHARED = "shared", _("phần mềm dùng chung")
        CONFERENCE = "conference", _("hội nghị truyền hình")

    slug = models.SlugField("mã", max_length=60)
    name = models.CharField("tên hệ thống", max_length=300)
    short_name = models.CharField("tên ngắn", max_length=120)
    kind = models.CharField("loại", max_length=12, choices=Kind, default=Kind.SHARED)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "hệ thống dùng chung"
        verbose_name_plural = "hệ thống dùng chung"
        ordering = ["order", "item_id"]
        constraints = [
            unique_among_items(
                "egov_system_slug_once", text("slug"), message="Mã này đã thuộc hệ thống khác."
            )
        ]

    def __str__(self):
        return self.short_name

    def publication_blockers(self, at):
        if self.coverages.exists():
            return []
        return ["Chưa ghi hệ thống đến cấp nào: trang không có dòng nào cho nó."]


class SystemCoverageQuerySet(models.QuerySet):
    def published(self, at=None):
        """Return what the public versions of the systems say."""
        return self.filter(is_public(at, "system__"))

    def with_units_then(self):
        """Annotate `units_then`: how many units of the level the reference data had on that day."""
        units = (
            AdministrativeUnit.objects.on(OuterRef("units_on"))
            .filter(level=OuterRef("level"))
            .order_by()
            .values("level")
            .annotate(number_of=Count("pk"))
            .values("number_of")
        )
        return self.annotate(units_then=Coalesce(Subquery(units), 0))


class SystemCoverage(AsOf, Part):
    """What a source says of one system at one level: that it is there, or in k of n agencies."""

    whole = "system"

    class Level(models.TextChoices):
        PROVINCE = "province", pgettext_lazy("cấp chính quyền", "Tỉnh")
        DISTRICT = "district", pgettext_lazy("cấp chính quyền", "Huyện")
        COMMUNE = "commune", pgettext_lazy("cấp chính quyền", "Xã")

    system = models.ForeignKey(
        SharedSystem, verbose_name="hệ thống", on_delete=models.CASCADE, related_name="coverages"
    )
    level = models.CharField("cấp", max_length=10, choices=Level)
    covered = models.PositiveIntegerField("số đơn vị đang dùng", null=True, blank=True)
    total = models.PositiveIntegerField("tổng số đơn vị", null=True, blank=True)
    counted = models.CharField("đếm gì", max_length=120, blank=True)
    units_on = models.DateField(
        "tổng số đúng với ngày",
        null=True,
        blank=True,
        help_text="Ngày để đối chiếu tổng số với danh mục đơn vị hành chính.",
    )

    objects = SystemCoverageQuerySet.as_manager()

    class Meta:
        verbose_name = "mức phủ của hệ thống"
        verbose_name_plural = "mức phủ của hệ thống"
        ordering = ["system__order", "system__item_id", "pk"]
        constraints = [
            models.CheckConstraint(
                name="egov_coverage_count_whole",
                condition=Q(covered__isnull=True, total__isnull=True)
                | Q(covered__isnull=False, total__isnull=False, total__gt=0),
                violation_error_message="Ghi cả số đang dùng và tổng số, hoặc không ghi số nào.",
            ),
            models.CheckConstraint(
                name="egov_coverage_not_more_than_all",
                condition=Q(covered__isnull=True) | Q(covered__lte=F("total")),
                violation_error_message="Số đơn vị đang dùng không thể hơn tổng số.",
            ),
            models.UniqueConstraint(
                name="egov_coverage_once_per_source",
                fields=["system", "level", "source"],
                violation_error_message="Nguồn này đã có dòng cho hệ thống ở cấp này.",
            ),
            partial_dates.honest("egov_coverage_day_honest", "as_of", "as_of_precision"),
        ]

    def __str__(self):
        return f"{self.system}, {self.get_level_display()}"


class SystemFactQuerySet(VersionedQuerySet):
    def published(self, at=None):
        """Return public facts about public systems and about none in particular."""
        systems = SharedSystem.objects.published(at).values("item")
        return super().published(at).filter(Q(system=None) | Q(system__item__in=systems))


class SystemFact(AsOf, Versioned):
    """One sentence a source says, of a system or (without one) of the province's systems at all.

    A record of its own and no part of the system: some belong to none, and each is read, dated and
    corrected by itself. `system` is any row of that system's item: `save` takes the first, which
    stays when a draft of the system is given up.
    """

    system = models.ForeignKey(
        SharedSystem,
        verbose_name="hệ thống",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="facts",
    )
    statement = models.TextField("nội dung")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = SystemFactQuerySet.as_manager()

    class Meta:
        verbose_name = "điều đã biết về hệ thống"
        verbose_name_plural = "điều đã biết về hệ thống"
        ordering = ["order", "item_id"]
        constraints = [
            filled("egov_fact_says_something", "statement", message="Nội dung không được trống."),
            partial_dates.honest("egov_fact_day_honest", "as_of", "as_of_precision"),
        ]

    def __str__(self):
        return self.statement[:80]

    def is_about(self, system):
        """Say whether it is about `system`, whichever version of it that is."""
        return self.system is not None and self.system.item_id == system.item_id

    def save(self, *args, **kwargs):
        point_at_first(self)
        super().save(*args, **kwargs)

    def publication_blockers(self, at):
        if self.system is None or SharedSystem.objects.of(self.system).published(at).exists():
            return []
        return [f"Hệ thống “{self.system}” chưa công khai vào lúc ấy: đăng hệ thống trước."]


class CooperationAgreement(NormalizedText, Versioned):
    """An agreement on information technology that a source says the province signed."""

    partner = models.CharField("đối tác", max_length=200)
    first_year = models.PositiveSmallIntegerField("từ năm", null=True, blank=True)
    last_year = models.PositiveSmallIntegerField("đến năm", null=True, blank=True)
    statement = models.TextField("nguồn nói gì")
    source = models.ForeignKey(
        Source, verbose_name="nguồn", on_delete=models.PROTECT, related_name="+"
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        verbose_name = "thỏa thuận hợp tác"
        verbose_name_plural = "thỏa thuận hợp tác"
        ordering = ["order", "item_id"]
        constraints = [
            models.CheckConstraint(
                name="egov_agreement_years_in_order",
                condition=Q(first_year=None)
                | Q(last_year=None)
                | Q(last_year__gte=F("first_year")),
                violation_error_message="Năm cuối không thể trước năm đầu.",
            ),
            unique_among_items(
                "egov_agreement_once",
                text("partner"),
                number("first_year"),
                message="Thỏa thuận này đã có.",
            ),
        ]

    def __str__(self):
        return self.partner
