"""What was looked for and not found, by day."""

import datetime

from django.db import models
from django.db.models import Count, Max, OuterRef, Subquery, Sum

from laocai_ict import history

SHOWN_FROM = 2
"""times from which staff see it: what one person typed once may be that person's own"""


class UnfoundQuerySet(models.QuerySet):
    def summed(self, since: datetime.date):
        """Return each thing looked for since that day once, with `total` and `days`.

        Its row is the last day's. What was looked for less than SHOWN_FROM times is left out.
        """
        same = self.model.objects.filter(key=OuterRef("key"), day__gte=since)
        same = same.order_by().values("key")
        return self.filter(
            day=Subquery(same.annotate(last=Max("day")).values("last")),
        ).annotate(
            total=Subquery(same.annotate(total=Sum("count")).values("total")),
            days=Subquery(same.annotate(days=Count("pk")).values("days")),
        ).filter(total__gte=SHOWN_FROM)  # fmt: skip


class Unfound(models.Model):
    """How often something was looked for in vain on one day: no person, no address, no hour."""

    day = models.DateField("ngày")
    key = models.CharField(max_length=240, db_collation="C", editable=False)
    """folded words: however it was typed, it is one"""
    text = models.CharField("tìm gì", max_length=80)
    """as the first of the day typed it"""
    count = models.PositiveIntegerField("số lần", default=1)

    objects = UnfoundQuerySet.as_manager()

    class Meta:
        verbose_name = "điều tìm mà không thấy"
        verbose_name_plural = "điều tìm mà không thấy"
        ordering = ["-day", "-count", "key"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["key", "day"],
                name="search_unfound_once_a_day",
                violation_error_message="Điều này đã đếm trong ngày.",
            ),
            models.CheckConstraint(
                name="search_unfound_was_looked_for",
                condition=models.Q(count__gte=1),
                violation_error_message="Số lần phải từ 1.",
            ),
        ]
        indexes = [models.Index(fields=["day"], name="search_unfound_day")]

    def __str__(self):
        return self.text


history.outside("search.Unfound", "số đếm mỗi ngày, tự xóa; lịch sử sẽ giữ mãi điều cần quên")
