"""What the department is and was: names, milestones, duties, leaders, contacts.

Everything staff may have to correct is a record. What no source gives stays empty and is shown as
"chưa cập nhật"; nothing here is ever made up. The names are dated reference data; all else is
published in versions.
"""

import datetime
from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from laocai_ict.publishing.constraints import text as the_text
from laocai_ict.publishing.constraints import unique_among_items
from laocai_ict.publishing.models import Versioned
from laocai_ict.reference import partial_dates
from laocai_ict.reference.models.spans import Span, SpanQuerySet, ends_after_start, one_at_a_time
from laocai_ict.reference.models.text import NormalizedText, filled
from laocai_ict.reference.partial_dates import precision_field

from .words import Words, in_language


class Record(NormalizedText):
    """What all records of this app carry: where it was read."""

    source = models.ForeignKey(
        "reference.Source",
        verbose_name="nguồn",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    source_number: int | None = None
    """set by the page that lists the sources"""

    class Meta:
        abstract = True


class DepartmentName(Record, Span):
    """A name the department bore, from `valid_from` until before `valid_until`."""

    name = models.CharField("tên", max_length=200)
    name_en = models.CharField("tên tiếng Anh", max_length=200, blank=True)
    valid_from = models.DateField("từ")
    from_precision = precision_field("từ")
    valid_until = models.DateField("đến trước", null=True, blank=True)
    until_precision = precision_field("đến")
    legal_basis = models.CharField("căn cứ", max_length=300, blank=True)
    legal_basis_en = models.CharField("căn cứ (tiếng Anh)", max_length=300, blank=True)
    successors = models.TextField(
        "cơ quan kế nhiệm",
        blank=True,
        help_text="Một câu, hiện ở chân mọi trang khi tên này đã hết hiệu lực.",
    )
    successors_en = models.TextField("cơ quan kế nhiệm (tiếng Anh)", blank=True)
    updated_at = models.DateTimeField("sửa lần cuối", auto_now=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        verbose_name = "tên của Sở"
        verbose_name_plural = "tên của Sở qua các thời kỳ"
        ordering = ["valid_from"]
        constraints = [
            one_at_a_time(
                "department_name_one_at_a_time", message="Trong một ngày Sở chỉ mang một tên."
            ),
            ends_after_start("department_name_ends_after_start"),
            partial_dates.honest("department_name_start_honest", "valid_from", "from_precision"),
            partial_dates.honest("department_name_end_honest", "valid_until", "until_precision"),
            filled("department_name_not_empty", "name", message="Tên không được để trống."),
            models.CheckConstraint(
                name="department_name_successors_after_end",
                condition=Q(successors="") | Q(valid_until__isnull=False),
                violation_error_message="Có cơ quan kế nhiệm thì phải ghi ngày tên này hết dùng.",
            ),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def last_begun(
        cls, names: "Iterable[DepartmentName]", day: datetime.date | None = None
    ) -> "DepartmentName | None":
        """Return the one of `names` that began last by `day` (today): the name the site goes by.

        A department that was dissolved keeps the name under which it published.
        """
        begun = [name for name in names if name.valid_from <= (day or localdate())]
        return max(begun, key=lambda name: name.valid_from, default=None)

    @property
    def shown_name(self) -> Words:
        return in_language(self.name, self.name_en)

    @property
    def shown_successors(self) -> Words:
        return in_language(self.successors, self.successors_en)

    @property
    def shown_basis(self) -> Words:
        return in_language(self.legal_basis, self.legal_basis_en)

    @property
    def since(self) -> str:
        return partial_dates.written(self.valid_from, self.from_precision)

    @property
    def until(self) -> str:
        return partial_dates.written(self.valid_until, self.until_precision)

    def has_ended(self, day: datetime.date | None = None) -> bool:
        return self.is_over_on(day or localdate())


class Milestone(Record, Versioned):
    """Something that happened in the history of the department or of its field."""

    happened_on = models.DateField("ngày")
    precision = precision_field("ngày")
    title = models.CharField("việc", max_length=200)
    title_en = models.CharField("việc (tiếng Anh)", max_length=200, blank=True)
    text = models.TextField("nói rõ", blank=True)
    text_en = models.TextField("nói rõ (tiếng Anh)", blank=True)

    class Meta:
        verbose_name = "mốc thời gian"
        verbose_name_plural = "các mốc thời gian"
        ordering = ["happened_on", "item_id"]
        constraints = [
            partial_dates.honest("department_milestone_date_honest", "happened_on", "precision"),
            filled(
                "department_milestone_has_title", "title", message="Mốc thời gian phải có tên việc."
            ),
            models.CheckConstraint(
                name="department_milestone_has_source",
                condition=Q(source__isnull=False),
                violation_error_message="Mốc thời gian phải có nguồn.",
            ),
        ]

    def __str__(self):
        return f"{self.when}: {self.title}"

    @property
    def when(self) -> str:
        return partial_dates.written(self.happened_on, self.precision)

    @property
    def shown_title(self) -> Words:
        return in_language(self.title, self.title_en)

    @property
    def shown_text(self) -> Words:
        return in_language(self.text, self.text_en)


class Duty(Record, Versioned):
    """What the department does, and the key tasks it set itself.

    Two may have the same `order`, then the older stands first: versions of before keep theirs, and
    a rule against it would make every change of order impossible for good.
    """

    class Kind(models.TextChoices):
        FIELD = "field", "lĩnh vực quản lý"
        TASK = "task", "nhiệm vụ trọng tâm"

    kind = models.CharField("loại", max_length=5, choices=Kind)
    order = models.PositiveSmallIntegerField("thứ tự")
    title = models.CharField("tên", max_length=200)
    title_en = models.CharField("tên (tiếng Anh)", max_length=200, blank=True)
    text = models.TextField("nội dung")
    text_en = models.TextField("nội dung (tiếng Anh)", blank=True)

    class Meta:
        verbose_name = "chức năng, nhiệm vụ"
        verbose_name_plural = "chức năng, nhiệm vụ"
        ordering = ["kind", "order", "item_id"]
        constraints = [
            filled(
                "department_duty_says_something",
                "title",
                "text",
                message="Phải ghi cả tên và nội dung.",
            ),
            models.CheckConstraint(
                name="department_duty_has_source",
                condition=Q(source__isnull=False),
                violation_error_message="Chức năng, nhiệm vụ phải có nguồn.",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def shown_title(self) -> Words:
        return in_language(self.title, self.title_en)

    @property
    def shown_text(self) -> Words:
        return in_language(self.text, self.text_en)


# A leader's name without a day it was true on would be read as true today.
NAMED_AS_OF = Q(name="") | (Q(as_of__isnull=False) & Q(source__isnull=False))
PHONE = r"^(\+84|0)[0-9 .]{6,16}$"
EMAIL = r"^[^@[:space:]]+@[^@[:space:]]+\.[^@[:space:]]+$"


class Leader(Record, Versioned):
    """A leading post and who held it when; an empty name is "chưa cập nhật".

    Of two with the same `order` the older stands first, as for `Duty`.
    """

    order = models.PositiveSmallIntegerField("thứ tự")
    post = models.CharField("chức vụ", max_length=200)
    post_en = models.CharField("chức vụ (tiếng Anh)", max_length=200, blank=True)
    name = models.CharField("họ và tên", max_length=200, blank=True)
    as_of = models.DateField("tính đến", null=True, blank=True)
    as_of_precision = precision_field("tính đến")
    biography = models.TextField("tiểu sử tóm tắt", blank=True)
    duties = models.TextField("nhiệm vụ đảm nhiệm", blank=True)
    phone = models.CharField("điện thoại công vụ", max_length=20, blank=True)
    email = models.CharField("thư điện tử công vụ", max_length=254, blank=True)

    class Meta:
        verbose_name = "lãnh đạo"
        verbose_name_plural = "lãnh đạo"
        ordering = ["order", "item_id"]
        constraints = [
            filled("department_leader_has_post", "post", message="Phải ghi chức vụ."),
            models.CheckConstraint(
                name="department_leader_named_as_of",
                condition=NAMED_AS_OF,
                violation_error_message="Ghi tên người thì phải ghi tính đến ngày nào và nguồn.",
            ),
            partial_dates.honest("department_leader_date_honest", "as_of", "as_of_precision"),
            models.CheckConstraint(
                name="department_leader_phone_is_phone",
                condition=Q(phone="") | Q(phone__regex=PHONE),
                violation_error_message="Điện thoại chỉ gồm chữ số, bắt đầu bằng 0 hoặc +84.",
            ),
            models.CheckConstraint(
                name="department_leader_email_is_email",
                condition=Q(email="") | Q(email__regex=EMAIL),
                violation_error_message="Thư điện tử phải có dạng ten@coquan.gov.vn.",
            ),
        ]

    def __str__(self):
        return f"{self.post}: {self.name}" if self.name else self.post

    @property
    def shown_post(self) -> Words:
        return in_language(self.post, self.post_en)

    @property
    def known_when(self) -> str:
        return partial_dates.written(self.as_of, self.as_of_precision)


class Contact(Record, Versioned):
    """One line of the department's contacts; an empty value is "chưa cập nhật"."""

    class Kind(models.TextChoices):
        ADDRESS = "address", _("Địa chỉ")
        PHONE = "phone", _("Điện thoại")
        EMAIL = "email", _("Thư điện tử")
        RESPONSIBLE = "responsible", _("Chịu trách nhiệm trang thông tin")

    kind = models.CharField("loại", max_length=11, choices=Kind)
    value = models.CharField("nội dung", max_length=300, blank=True)

    class Meta:
        verbose_name = "liên hệ"
        verbose_name_plural = "liên hệ"
        ordering = ["item_id"]
        constraints = [
            unique_among_items(
                "department_contact_kind_once",
                the_text("kind"),
                message="Mỗi loại liên hệ chỉ có một dòng: hãy sửa dòng đang có.",
            ),
            models.CheckConstraint(
                name="department_contact_phone_is_phone",
                condition=~Q(kind="phone") | Q(value="") | Q(value__regex=PHONE),
                violation_error_message="Điện thoại chỉ gồm chữ số, bắt đầu bằng 0 hoặc +84.",
            ),
            models.CheckConstraint(
                name="department_contact_email_is_email",
                condition=~Q(kind="email") | Q(value="") | Q(value__regex=EMAIL),
                violation_error_message="Thư điện tử phải có dạng ten@coquan.gov.vn.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.value or 'chưa cập nhật'}"
