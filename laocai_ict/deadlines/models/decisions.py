"""How open deadlines were moved to what the calendar says: by whom, why, from when to when.

Decisions and shifts are written once and never changed: the database refuses it. A decision that
was wrong is followed by another one.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from laocai_ict.publishing.models.versions import person
from laocai_ict.reference.models.text import NormalizedText, filled

from .following import Deadline


class Decision(NormalizedText):
    """One decision to move deadlines, all of them at once."""

    at = models.DateTimeField("lúc", default=timezone.now)
    by = person("người quyết định")
    by_name = models.CharField("tên người quyết định", max_length=200)
    reason = models.CharField("lý do", max_length=500)
    document = models.CharField("văn bản", max_length=300, blank=True)

    class Meta:
        verbose_name = "quyết định dời thời hạn"
        verbose_name_plural = "quyết định dời thời hạn"
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            filled(
                "deadlines_decision_says_who_and_why",
                "by_name",
                "reason",
                message="Quyết định dời thời hạn phải ghi người quyết định và lý do.",
            )
        ]

    def __str__(self):
        local = timezone.localtime(self.at)
        return f"Quyết định dời thời hạn, {local:%H:%M %d/%m/%Y}"


class Shift(models.Model):
    """One deadline that a decision moved, with both ends and the explanation of the new one."""

    decision = models.ForeignKey(
        Decision, verbose_name="quyết định", on_delete=models.PROTECT, related_name="shifts"
    )
    deadline = models.ForeignKey(
        Deadline, verbose_name="thời hạn", on_delete=models.PROTECT, related_name="shifts"
    )
    old_due_at = models.DateTimeField("hết hạn cũ")
    old_due_day = models.DateField("ngày cuối cũ")
    new_due_at = models.DateTimeField("hết hạn mới")
    new_due_day = models.DateField("ngày cuối mới")
    old_explanation = models.JSONField("cách tính cũ", default=dict)
    explanation = models.JSONField("cách tính mới", default=dict)

    class Meta:
        verbose_name = "lần dời thời hạn"
        verbose_name_plural = "lần dời thời hạn"
        ordering = ["decision", "deadline"]
        default_permissions = ("view",)
        permissions = [("decide_shift", "Được quyết định dời thời hạn đang mở")]
        constraints = [
            models.UniqueConstraint(
                name="deadlines_shift_once_a_decision",
                fields=["decision", "deadline"],
                violation_error_message="Một quyết định chỉ dời mỗi thời hạn một lần.",
            ),
            models.CheckConstraint(
                name="deadlines_shift_moves",
                condition=~Q(old_due_at=F("new_due_at")),
                violation_error_message="Hạn mới phải khác hạn cũ.",
            ),
        ]

    def __str__(self):
        return f"{self.deadline}: {self.old_due_day:%d/%m/%Y} → {self.new_due_day:%d/%m/%Y}"


class NoticeQuerySet(models.QuerySet):
    def unseen(self):
        return self.filter(seen_at=None)


class Notice(models.Model):
    """Whom a shift was told to, and when they said that they know it."""

    shift = models.ForeignKey(
        Shift, verbose_name="lần dời", on_delete=models.PROTECT, related_name="notices"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người được báo",
        on_delete=models.CASCADE,
        related_name="shift_notices",
    )
    seen_at = models.DateTimeField("đã biết lúc", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "lời báo dời thời hạn"
        verbose_name_plural = "lời báo dời thời hạn"
        ordering = ["-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                name="deadlines_notice_once_each",
                fields=["shift", "user"],
                violation_error_message="Mỗi người được báo một lần.",
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.shift}"
