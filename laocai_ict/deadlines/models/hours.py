"""The hours in which offices work, as they were decided for a span of time."""

import datetime

from django.db import models
from django.db.models import F, Q

from laocai_ict.reference.models import Source
from laocai_ict.reference.models.spans import Span, SpanQuerySet, ends_after_start, one_at_a_time
from laocai_ict.reference.models.text import NormalizedText


class OfficeHours(NormalizedText, Span):
    """Morning and afternoon of a working day, local time, half-open like every span."""

    valid_from = models.DateField(
        "có hiệu lực từ", null=True, blank=True, help_text="Để trống nếu không rõ từ ngày nào."
    )
    valid_until = models.DateField(
        "hết hiệu lực từ", null=True, blank=True,
        help_text="Ngày đầu tiên không còn áp dụng. Để trống khi đang áp dụng.",
    )  # fmt: skip
    morning_from = models.TimeField("buổi sáng từ")
    morning_until = models.TimeField("buổi sáng đến")
    afternoon_from = models.TimeField("buổi chiều từ")
    afternoon_until = models.TimeField("buổi chiều đến")
    legal_basis = models.CharField(
        "căn cứ", max_length=300, blank=True,
        help_text="Văn bản quy định giờ làm việc. Để trống nếu chưa có nguồn nào ghi.",
    )  # fmt: skip
    note = models.TextField("ghi chú", blank=True)
    source = models.ForeignKey(
        Source, verbose_name="nguồn", on_delete=models.PROTECT, related_name="+"
    )

    objects = SpanQuerySet.as_manager()

    class Meta:
        verbose_name = "giờ làm việc"
        verbose_name_plural = "giờ làm việc"
        ordering = [F("valid_from").desc(nulls_last=True)]
        constraints = [
            one_at_a_time(
                "deadlines_officehours_one_at_a_time",
                message="Trong một ngày chỉ có một giờ làm việc: hãy ghi ngày hết hiệu lực của "
                "dòng trước.",
            ),
            ends_after_start("deadlines_officehours_ends_after_start"),
            models.CheckConstraint(
                name="deadlines_officehours_in_order",
                condition=Q(morning_from__lt=F("morning_until"))
                & Q(morning_until__lte=F("afternoon_from"))
                & Q(afternoon_from__lt=F("afternoon_until")),
                violation_error_message="Giờ phải theo thứ tự trong ngày: đầu và cuối buổi sáng, "
                "rồi đầu và cuối buổi chiều.",
            ),
        ]

    def __str__(self):
        return ", ".join(f"{start:%H:%M}–{end:%H:%M}" for start, end in self.spans)

    @property
    def spans(self) -> list[tuple[datetime.time, datetime.time]]:
        """Return the two parts of the day."""
        return [
            (self.morning_from, self.morning_until),
            (self.afternoon_from, self.afternoon_until),
        ]
