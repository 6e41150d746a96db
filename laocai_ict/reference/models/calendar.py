"""Days that differ from the ordinary week: holidays, days off, Saturdays worked."""

import datetime

from django.db import models
from django.db.models import Q

from .sources import Source
from .text import NormalizedText, filled

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""years that a calendar can be kept of; beyond them a year is a slip of the finger"""


class CalendarDayQuerySet(models.QuerySet):
    def days_off(self):
        """Return the days on which offices are closed; ordinary weekends are not rows."""
        return self.exclude(kind=CalendarDay.Kind.WORKING_SATURDAY)


class CalendarDay(NormalizedText):
    """A day on which offices do not keep the ordinary week.

    Labour Code 2012, Art. 115, until the end of 2020; Labour Code 2019, Art. 112, since then.
    """

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", "ngày lễ, tết"
        COMPENSATORY_OFF = "compensatory", "nghỉ bù"
        SWAPPED_OFF = "swapped", "nghỉ hoán đổi"
        WORKING_SATURDAY = "working", "làm bù"

    date = models.DateField("ngày", unique=True)
    kind = models.CharField("loại ngày", max_length=12, choices=Kind)
    name = models.CharField("tên", max_length=150)
    is_confirmed = models.BooleanField(
        "đã có thông báo", default=True, help_text="Bỏ chọn nếu mới tính theo luật."
    )
    legal_basis = models.CharField(
        "căn cứ", max_length=300, blank=True,
        help_text="Điều luật, thông báo hoặc quyết định. Để trống nếu chưa rõ.",
    )  # fmt: skip
    note = models.TextField("ghi chú", blank=True)
    source = models.ForeignKey(
        Source, verbose_name="nguồn", on_delete=models.PROTECT, related_name="calendar_days"
    )

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        verbose_name_plural = "ngày nghỉ, ngày làm bù"
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(
                name="reference_calendarday_make_up_on_weekend",
                condition=~Q(kind="working") | Q(date__iso_week_day__in=[6, 7]),
                violation_error_message="Ngày làm bù phải là thứ Bảy hoặc Chủ nhật.",
            ),
            models.CheckConstraint(
                name="reference_calendarday_kind_known",
                condition=Q(kind__in=["holiday", "compensatory", "swapped", "working"]),
                violation_error_message="Loại ngày không có trong danh sách.",
            ),
            models.CheckConstraint(
                name="reference_calendarday_in_reach",
                condition=Q(
                    date__gte=datetime.date(FIRST_YEAR, 1, 1),
                    date__lte=datetime.date(LAST_YEAR, 12, 31),
                ),
                violation_error_message=f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}.",
            ),
            filled("reference_calendarday_has_name", "name", message="Ghi tên ngày."),
        ]

    def __str__(self):
        return f"{self.date:%d/%m/%Y} {self.name}"
