"""Administrative units: provinces, districts, communes, each as it was during its own time.

Identity is the row. Codes and names are used again (02647 was phường Kim Tân and is phường Lào
Cai since 1/7/2025), so neither is ever a key; see the constraint on codes below.
"""

import datetime

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from laocai_ict.display import dates
from laocai_ict.display.ordering import SortKey
from laocai_ict.reference import sorting

from .sources import Source
from .spans import one_at_a_time
from .text import NormalizedText


class AdministrativeUnitQuerySet(models.QuerySet):
    def on(self, day: datetime.date):
        """Return the units known to exist on `day`.

        A unit with an unknown start counts from the day of the oldest list that has it: before
        that day nothing is known of it, and nothing is claimed.
        """
        return self.alias(start=Coalesce("valid_from", "first_listed")).filter(
            Q(valid_until=None) | Q(valid_until__gt=day), start__lte=day
        )

    def provinces(self):
        return self.filter(level=AdministrativeUnit.Level.PROVINCE)

    def districts(self):
        return self.filter(level=AdministrativeUnit.Level.DISTRICT)

    def communes(self):
        return self.filter(level=AdministrativeUnit.Level.COMMUNE)

    def with_parent_on(self, day: datetime.date):
        """Annotate `parent_then`: the unit that stood above on `day`.

        It is the parent, or the unit that the parent had been before its own beginning.
        """
        became = apps.get_model("reference", "UnitChange").objects.filter(
            to_unit=OuterRef("parent"),
            effective_on=OuterRef("parent__valid_from"),
            extent="full",
        )
        return self.annotate(
            parent_then=Case(
                When(parent__valid_from__gt=day, then=Subquery(became.values("from_unit")[:1])),
                default="parent_id",
                output_field=models.BigIntegerField(),
            )
        )

    def sharing_code_of(self, unit: "AdministrativeUnit"):
        """Return the units of other names that bore the code of `unit` before it or after it."""
        same = self.filter(level=unit.level, code=unit.code)
        return same.exclude(kind=unit.kind, name=unit.name).order_by("valid_until", "pk")

    def sorted(self):
        """Order by name as the Vietnamese alphabet has it; equal names by their age."""
        return self.order_by("sort_key", F("valid_from").asc(nulls_first=True), "code")

    def known_as(self, reference: str):
        """Return the unit that data files call "code@YYYY-MM-DD": what the code meant that day.

        Raises DoesNotExist where no unit had the code then, ValueError for a malformed reference.
        """
        code, at, day = reference.partition("@")
        if not at:
            raise ValueError(f"{reference!r} is not code@YYYY-MM-DD")
        return self.on(datetime.date.fromisoformat(day)).get(code=code)


class AdministrativeUnit(NormalizedText):
    """A province, district or commune from the day it came to be until the day it ended.

    A change of code, name, kind or parent code ends one unit and begins the next; a change of
    territory alone does not. `parent` is the unit above it at the end of its time (today, if it is
    in force): where that one is younger than this unit, it was reclassified meanwhile, and what it
    had been before is its own predecessor (xã Tả Phìn: huyện Sa Pa, from 2020 thị xã Sa Pa).
    """

    class Level(models.TextChoices):
        PROVINCE = "province", _("cấp tỉnh")
        DISTRICT = "district", _("cấp huyện")
        COMMUNE = "commune", _("cấp xã")

    class Kind(models.TextChoices):
        PROVINCE = "province", "tỉnh"
        CITY = "city", "thành phố"
        DISTRICT = "district", "huyện"
        TOWN = "town", "thị xã"
        COMMUNE = "commune", "xã"
        WARD = "ward", "phường"
        TOWNSHIP = "township", "thị trấn"

    level = models.CharField("cấp", max_length=10, choices=Level)
    kind = models.CharField("loại", max_length=10, choices=Kind)
    code = models.CharField(
        "mã",
        max_length=5,
        validators=[RegexValidator(r"^\d+$", "Mã chỉ gồm chữ số, giữ cả số 0 ở đầu.")],
        help_text="Mã của Tổng cục Thống kê: tỉnh 2 chữ số, huyện 3, xã 5.",
    )
    name = models.CharField("tên", max_length=100, help_text="Không kèm loại: Bản Khoang")
    parent = models.ForeignKey(
        "self",
        verbose_name="thuộc",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    valid_from = models.DateField(
        "có từ ngày", null=True, blank=True, help_text="Để trống nếu chưa rõ."
    )
    first_listed = models.DateField(
        "có trong danh sách ngày",
        null=True,
        blank=True,
        help_text="Chỉ ghi khi chưa rõ ngày bắt đầu: ngày của danh sách cũ nhất có đơn vị này.",
    )
    valid_until = models.DateField(
        "đến trước ngày",
        null=True,
        blank=True,
        help_text="Ngày đầu tiên không còn đơn vị này; để trống nếu đang có.",
    )
    seat = models.CharField("trụ sở", max_length=300, blank=True)
    slug = models.SlugField(
        "địa chỉ trang", max_length=140, unique=True, blank=True, editable=False
    )
    sort_key = models.CharField(max_length=320, db_collation="C", editable=False, db_index=True)
    source = models.ForeignKey(
        Source, verbose_name="nguồn", on_delete=models.PROTECT, related_name="units"
    )

    objects = AdministrativeUnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị hành chính"
        verbose_name_plural = "đơn vị hành chính"
        ordering = ["sort_key", "pk"]
        constraints = [
            # The length of a code tells its level, so "1" + code is one number for both.
            one_at_a_time(
                "reference_unit_code_once_at_a_time",
                Cast(Concat(Value("1"), "code"), models.BigIntegerField()),
                start=Coalesce("valid_from", "first_listed"),
                message="Mã này đã thuộc một đơn vị khác trong cùng thời gian.",
            ),
            models.CheckConstraint(
                name="reference_unit_code_fits_level",
                condition=Q(level="province", code__regex=r"^\d{2}$")
                | Q(level="district", code__regex=r"^\d{3}$")
                | Q(level="commune", code__regex=r"^\d{5}$"),
                violation_error_message="Mã tỉnh có 2 chữ số, mã huyện 3, mã xã 5.",
            ),
            models.CheckConstraint(
                name="reference_unit_kind_fits_level",
                condition=Q(level="province", kind__in=["province", "city"])
                | Q(level="district", kind__in=["city", "district", "town"])
                | Q(level="commune", kind__in=["commune", "ward", "township"]),
                violation_error_message="Loại này không có ở cấp đã chọn.",
            ),
            models.CheckConstraint(
                name="reference_unit_only_province_has_no_parent",
                condition=Q(level="province", parent=None)
                | (~Q(level="province") & Q(parent__isnull=False)),
                violation_error_message="Huyện và xã phải thuộc một đơn vị; tỉnh thì không.",
            ),
            models.CheckConstraint(
                name="reference_unit_starts_or_is_listed",
                condition=Q(valid_from=None, first_listed__isnull=False)
                | Q(valid_from__isnull=False, first_listed=None),
                violation_error_message=(
                    "Ghi ngày bắt đầu, hoặc nếu chưa rõ thì ngày của danh sách cũ nhất; "
                    "không ghi cả hai."
                ),
            ),
            models.CheckConstraint(
                name="reference_unit_ends_after_its_start",
                condition=Q(valid_until=None)
                | Q(valid_until__gt=Coalesce("valid_from", "first_listed")),
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                name="reference_unit_name_is_nfc",
                condition=~Q(name="") & Q(name=Func("name", function="normalize")),
                violation_error_message="Tên phải có chữ, ở dạng Unicode dựng sẵn (NFC).",
            ),
        ]

    def __str__(self):
        """Tell units of one name apart, for lists and pickers: code, and when it began or ended."""
        told = f"{self.full_name} (mã {self.code}"
        if self.valid_until:
            told += f", đến {self.last_day:%d/%m/%Y}"
        elif self.valid_from:
            told += f", từ {self.valid_from:%d/%m/%Y}"
        return f"{told})"

    def save(self, *args, update_fields=None, **kwargs):
        self.sort_key = sorting.key(self.name)
        if not self.slug:
            self.slug = self.make_slug()
        if update_fields is not None:
            update_fields = {*update_fields, "sort_key", "slug"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def clean(self):
        if self.parent_id and (problem := self.parent_problem()):
            raise ValidationError({"parent": problem})

    def parent_problem(self) -> str:
        """Say what is wrong with the unit above this one; "" where nothing is.

        Two rows are compared, which no check of the database can do.
        """
        above = {self.Level.DISTRICT: [self.Level.PROVINCE]}.get(
            self.level, [self.Level.DISTRICT, self.Level.PROVINCE]
        )
        if self.parent.level not in above:
            return f"{self.parent} không ở cấp trên của {self}."
        ended = self.parent.valid_until
        if ended and (self.valid_until is None or self.valid_until > ended):
            return f"{self.parent} kết thúc trước {self}."
        if self.valid_until and self.valid_until <= self.parent.start:
            return f"{self.parent} bắt đầu sau khi {self} đã kết thúc."
        return ""

    def make_slug(self) -> str:
        """Return an address that stays: name, code, and the year it began where that is known.

        Made once and kept, whatever is corrected later. Without a year it is the oldest unit
        known under its code.
        """
        name = slugify(self.name.replace("đ", "d").replace("Đ", "D").replace(".", " "))
        year = f"-{self.valid_from:%Y}" if self.valid_from else ""
        return f"{name}-{self.code}{year}"

    def get_absolute_url(self):
        return reverse("reference:place-detail", args=[self.slug])

    @property
    def full_name(self) -> str:
        """The name as a title has it: "Xã Bản Khoang"."""
        label = self.Kind(self.kind).label  # a tenth of the cost of get_kind_display()
        return f"{label[:1].upper()}{label[1:]} {self.name}"

    @property
    def called(self) -> str:
        """The name as it stands within a sentence: "xã Bản Khoang"."""
        return f"{self.Kind(self.kind).label} {self.name}"

    @property
    def distinct_name(self) -> str:
        """The name as no other page has it: "Xã Bản Khoang, huyện Sa Pa (tới 31/12/2019)"."""
        above = f", {self.parent.called}" if self.parent else ""
        end = _("tới %(day)s") % {"day": dates.day(self.last_day)}
        return f"{self.full_name}{above} ({end})" if self.valid_until else self.full_name + above

    @property
    def start(self) -> datetime.date:
        """The first day on which the unit is known to exist."""
        return self.valid_from or self.first_listed

    @property
    def is_in_force(self) -> bool:
        return self.valid_until is None or self.valid_until > localdate()

    @property
    def last_day(self) -> datetime.date | None:
        return self.valid_until and self.valid_until - datetime.timedelta(days=1)

    def outline_of(self, year: int):
        """Return the outline if the boundary file of `year` draws this unit."""
        outline = getattr(self, "outline", None)
        return outline if outline is not None and outline.year == year else None

    def existed_on(self, day: datetime.date) -> bool:
        return self.start <= day and (self.valid_until is None or day < self.valid_until)


class UnitName(NormalizedText):
    """Another name of one unit: a spelling met in official texts, or a name it had before."""

    class Kind(models.TextChoices):
        VARIANT = "variant", "cách viết khác"
        FORMER = "former", "tên trước đây"

    unit = models.ForeignKey(
        AdministrativeUnit, verbose_name="đơn vị", on_delete=models.CASCADE, related_name="names"
    )
    kind = models.CharField("loại tên", max_length=10, choices=Kind, default=Kind.VARIANT)
    name = models.CharField("tên đầy đủ", max_length=100, help_text="Kèm loại: Xã Nàn Sín")
    note = models.CharField("ghi chú", max_length=300, blank=True)
    source = models.ForeignKey(
        Source, verbose_name="nguồn", on_delete=models.PROTECT, related_name="unit_names"
    )

    class Meta:
        verbose_name = "tên khác"
        verbose_name_plural = "tên khác"
        ordering = ["kind", SortKey("name")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="reference_unitname_once_per_unit",
                violation_error_message="Tên này đã ghi cho đơn vị.",
            )
        ]

    def __str__(self):
        return self.name
