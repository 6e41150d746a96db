"""Legal terms as dated rows: which duty, how long, counted from what, by which article.

A duty keeps its `code` through time; each of its rows holds for a span of days. What was the rule
in 2018 is asked with ``DeadlineRule.objects.on(day)``.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from laocai_ict.deadlines.terms import Term
from laocai_ict.deadlines.units import Direction, Unit
from laocai_ict.display.numbers import format_number
from laocai_ict.publishing import constraints as between_items
from laocai_ict.reference.models import Source
from laocai_ict.reference.models.spans import Span, SpanQuerySet, ends_after_start
from laocai_ict.reference.models.text import NormalizedText, filled


class DeadlineRuleQuerySet(SpanQuerySet):
    def countable(self):
        """Return the rules with a number: those that a due date can be reckoned by."""
        return self.filter(amount__isnull=False)

    def by_field(self):
        """Order as public lists show the rules: field by field, each duty's newest row first."""
        return self.order_by("field", "code", F("valid_from").desc(nulls_last=True))


class DeadlineRule(NormalizedText, Span):
    """One duty's term during one span of time.

    `amount` is NULL where the law gives no number ("at once") or where the province has not set
    one; `words` then says so, and nothing is reckoned.
    """

    class Field(models.TextChoices):
        PRESS = "press", _("Báo chí")
        ACCESS = "access", _("Tiếp cận thông tin")
        PORTAL = "portal", _("Cổng thông tin điện tử")
        ONE_STOP = "one_stop", _("Một cửa")

    field = models.CharField("lĩnh vực", max_length=10, choices=Field)
    code = models.SlugField(
        "mã", max_length=80, db_index=False,
        help_text="Cùng một việc thì giữ một mã qua mọi thời kỳ, ví dụ: cong-bo-nguoi-phat-ngon.",
    )  # fmt: skip
    name = models.CharField("việc phải làm", max_length=200)
    start_event = models.CharField(
        "tính từ", max_length=200, help_text="Sự kiện bắt đầu thời hạn, ví dụ: nhận được đơn."
    )
    amount = models.PositiveIntegerField(
        "số lượng", null=True, blank=True,
        help_text="Để trống khi luật không ghi số hoặc tỉnh chưa quy định; khi đó ghi bằng lời.",
    )  # fmt: skip
    unit = models.CharField("đơn vị", max_length=20, blank=True, choices=Unit)
    words = models.CharField(
        "bằng lời", max_length=300, blank=True,
        help_text="Dùng khi không có con số, ví dụ: ngay khi có thay đổi; tỉnh chưa quy định.",
    )  # fmt: skip
    direction = models.CharField(
        "chiều", max_length=6, choices=Direction, default=Direction.AFTER,
        help_text="Trước: việc phải làm chậm nhất bao lâu trước sự kiện.",
    )  # fmt: skip
    next_day_after_15 = models.BooleanField(
        "nhận sau 15 giờ tính sang ngày làm việc sau", default=False,
        help_text="Chỉ chọn khi văn bản nói rõ.",
    )  # fmt: skip
    is_law = models.BooleanField(
        "do luật định", default=True, help_text="Bỏ chọn khi là quy định của tỉnh."
    )
    legal_basis = models.CharField("văn bản", max_length=300, blank=True)
    article = models.CharField("điều, khoản", max_length=100, blank=True)
    valid_from = models.DateField(
        "có hiệu lực từ", null=True, blank=True, help_text="Để trống nếu không rõ từ ngày nào."
    )
    valid_until = models.DateField(
        "hết hiệu lực từ", null=True, blank=True,
        help_text="Ngày đầu tiên không còn hiệu lực. Quy định cũ không xóa, chỉ ghi ngày này.",
    )  # fmt: skip
    pause_ground = models.CharField(
        "căn cứ tạm dừng", max_length=300, blank=True,
        help_text="Trường hợp không tính thời gian. Để trống: thời hạn không được tạm dừng.",
    )  # fmt: skip
    extension_ground = models.CharField(
        "căn cứ gia hạn", max_length=300, blank=True,
        help_text="Trường hợp được gia hạn một lần. Để trống: thời hạn không được gia hạn.",
    )  # fmt: skip
    extension_amount = models.PositiveIntegerField(
        "gia hạn thêm", null=True, blank=True,
        help_text="Cùng đơn vị với thời hạn. Để trống nếu văn bản không giới hạn bằng con số.",
    )  # fmt: skip
    source = models.ForeignKey(
        Source, verbose_name="nguồn", on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField("ghi chú", blank=True)

    objects = DeadlineRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "quy định về thời hạn"
        verbose_name_plural = "quy định về thời hạn"
        ordering = ["field", "code", F("valid_from").desc(nulls_last=True), "pk"]
        constraints = [
            ExclusionConstraint(
                name="deadlines_rule_code_once_at_a_time",
                expressions=[
                    (between_items.text("code"), RangeOperators.OVERLAPS),
                    (
                        Func(
                            "valid_from",
                            "valid_until",
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Mã này đã có quy định trong cùng thời gian: hãy ghi ngày "
                "hết hiệu lực của quy định trước.",
            ),
            ends_after_start("deadlines_rule_ends_after_start"),
            filled(
                "deadlines_rule_says_what",
                "code",
                "name",
                "start_event",
                message="Ghi mã, việc phải làm và sự kiện bắt đầu.",
            ),
            models.CheckConstraint(
                name="deadlines_rule_field_known",
                condition=Q(field__in=["press", "access", "portal", "one_stop"]),
                violation_error_message="Lĩnh vực không có trong danh sách.",
            ),
            models.CheckConstraint(
                name="deadlines_rule_unit_known",
                condition=Q(unit__in=["", *Unit.values]),
                violation_error_message="Đơn vị không có trong danh sách.",
            ),
            models.CheckConstraint(
                name="deadlines_rule_direction_known",
                condition=Q(direction__in=Direction.values),
                violation_error_message="Chiều của thời hạn là sau hoặc trước sự kiện.",
            ),
            models.CheckConstraint(
                name="deadlines_rule_amount_or_words",
                condition=Q(amount__isnull=False, amount__gt=0, words="") & ~Q(unit="")
                | Q(amount__isnull=True, unit="") & ~Q(words=""),
                violation_error_message="Ghi số lượng lớn hơn 0 kèm đơn vị; nếu không có con số "
                "thì chỉ ghi bằng lời.",
            ),
            models.CheckConstraint(
                name="deadlines_rule_law_has_basis",
                condition=Q(is_law=False) | ~Q(legal_basis="") & ~Q(article=""),
                violation_error_message="Thời hạn do luật định phải ghi văn bản và điều, khoản.",
            ),
            models.CheckConstraint(
                name="deadlines_rule_extension_has_ground",
                condition=Q(extension_amount__isnull=True)
                | Q(extension_amount__gt=0, amount__isnull=False) & ~Q(extension_ground=""),
                violation_error_message="Gia hạn thêm là số lớn hơn 0, của một thời hạn có con số, "
                "và phải có căn cứ.",
            ),
            models.CheckConstraint(
                name="deadlines_rule_late_receipt_in_days",
                condition=Q(next_day_after_15=False)
                | Q(unit__in=["working_days", "calendar_days", "months"], direction="after"),
                violation_error_message="Nhận sau 15 giờ chỉ đổi ngày bắt đầu của thời hạn tính "
                "bằng ngày hoặc tháng sau sự kiện.",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.length})"

    @property
    def length(self) -> str:
        """Return how long in words: "3 ngày làm việc", or the words where there is no number."""
        if self.amount is None:
            return self.words
        length = f"{format_number(self.amount)} {Unit(self.unit).label}"
        if self.direction == Direction.BEFORE:
            return gettext("ít nhất %(length)s trước") % {"length": length}
        return length

    @property
    def basis(self) -> str:
        """Return the article with its document, "" where neither is known."""
        return ", ".join(filter(None, [self.article, self.legal_basis]))

    @property
    def knows_pause(self) -> bool:
        return bool(self.pause_ground)

    @property
    def knows_extension(self) -> bool:
        return bool(self.extension_ground)

    def term(self) -> Term | None:
        """Return the term that the engine counts; None for a rule without a number."""
        if self.amount is None:
            return None
        return Term(self.amount, Unit(self.unit), Direction(self.direction), self.next_day_after_15)
