"""Deadlines that somebody has to keep: when they began, when they end, what moved them.

The stored end is what was last decided, with the explanation of that day. The calendar may say
something else since; only a decision moves it (`decisions.py`).
"""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone

from laocai_ict.publishing.models.versions import person
from laocai_ict.reference.models import Agency
from laocai_ict.reference.models.text import NormalizedText, filled

from .rules import DeadlineRule


class DeadlineQuerySet(models.QuerySet):
    """Whether a deadline is overdue is asked here, with the moment; it is stored nowhere."""

    def open(self):
        return self.filter(closed_at=None)

    def closed(self):
        return self.exclude(closed_at=None)

    def overdue(self, at=None):
        """Return open deadlines whose end lies before `at`; one that is paused has no end."""
        return self.open().filter(due_at__lt=at or timezone.now())

    def due_on(self, day):
        """Return open deadlines whose last day is `day`."""
        return self.open().filter(due_day=day)

    def due_within(self, span, at=None):
        """Return open deadlines that end within `span` from `at` on."""
        at = at or timezone.now()
        return self.open().filter(due_at__gte=at, due_at__lte=at + span)

    def of(self, user):
        """Return what `user` looks after: among those concerned, or of the agency's staff."""
        mine = Q(pk__in=self.model.people.through.objects.filter(user=user).values("deadline"))
        if user.agency_id is not None:
            mine |= Q(agency=user.agency_id)
        return self.filter(mine)


class Deadline(NormalizedText):
    """One deadline that runs, ran out or was met, under the rule it was opened by.

    `kind` names the model of the record it belongs to, as "press.question": rights follow that
    model. It is empty for what staff entered by hand. `due_at` is empty exactly while a pause is
    open, or where it was closed in one.
    """

    title = models.CharField("việc phải làm", max_length=300)
    kind = models.CharField("thuộc loại", max_length=100, blank=True, editable=False)
    work_address = models.CharField("nơi xử lý", max_length=300, blank=True)
    public_address = models.CharField("trang công khai", max_length=300, blank=True)
    rule = models.ForeignKey(
        DeadlineRule,
        verbose_name="quy định thời hạn",
        on_delete=models.PROTECT,
        related_name="deadlines",
    )
    started_at = models.DateTimeField("bắt đầu lúc")
    due_at = models.DateTimeField("hết hạn lúc", null=True, blank=True, editable=False)
    due_day = models.DateField("ngày cuối", null=True, blank=True, editable=False)
    explanation = models.JSONField("cách tính", default=dict, editable=False)
    extension_amount = models.PositiveIntegerField(
        "gia hạn thêm", null=True, blank=True, editable=False
    )
    extension_ground = models.CharField(
        "căn cứ gia hạn", max_length=500, blank=True, editable=False
    )
    extended_at = models.DateTimeField("gia hạn lúc", null=True, blank=True, editable=False)
    extended_by = person("người gia hạn")
    extended_by_name = models.CharField(
        "tên người gia hạn", max_length=200, blank=True, editable=False
    )
    closed_at = models.DateTimeField("xong lúc", null=True, blank=True, editable=False)
    outcome = models.CharField("kết quả", max_length=500, blank=True, editable=False)
    agency = models.ForeignKey(
        Agency,
        verbose_name="cơ quan phải làm",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deadlines",
    )
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name="người theo dõi",
        blank=True,
        related_name="deadlines",
    )

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = "thời hạn theo dõi"
        verbose_name_plural = "thời hạn theo dõi"
        ordering = [F("due_at").asc(nulls_last=True), "pk"]
        default_permissions = ("view", "add", "change")
        indexes = [
            models.Index(
                name="deadlines_open_by_due", fields=["due_at"], condition=Q(closed_at=None)
            )
        ]
        constraints = [
            filled("deadlines_deadline_says_what", "title", message="Ghi việc phải làm."),
            models.CheckConstraint(
                name="deadlines_deadline_day_goes_with_moment",
                condition=Q(due_at=None, due_day=None)
                | Q(due_at__isnull=False, due_day__isnull=False),
                violation_error_message="Lúc hết hạn và ngày cuối phải cùng có hoặc cùng không.",
            ),
            models.CheckConstraint(
                name="deadlines_deadline_closed_with_outcome",
                condition=(Q(closed_at=None) & Q(outcome=""))
                | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                violation_error_message="Thời hạn đã xong phải ghi kết quả; chưa xong thì không.",
            ),
            models.CheckConstraint(
                name="deadlines_deadline_extension_is_whole",
                condition=Q(
                    extension_amount=None,
                    extension_ground="",
                    extended_at=None,
                    extended_by_name="",
                )
                | Q(extension_amount__gt=0, extended_at__isnull=False)
                & ~Q(extension_ground="")
                & ~Q(extended_by_name=""),
                violation_error_message="Gia hạn phải ghi bao nhiêu, căn cứ, ai và lúc nào.",
            ),
            models.CheckConstraint(
                name="deadlines_deadline_addresses_are_ours",
                condition=(Q(work_address="") | Q(work_address__startswith="/"))
                & (Q(public_address="") | Q(public_address__startswith="/")),
                violation_error_message="Địa chỉ phải là trang của cổng này, bắt đầu bằng “/”.",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_paused(self) -> bool:
        return self.is_open and self.due_at is None

    def is_overdue(self, at=None) -> bool:
        return self.is_open and self.due_at is not None and self.due_at < (at or timezone.now())

    @property
    def was_in_time(self) -> bool | None:
        """Say whether it was done in time; None while it is open. In a pause nothing is late."""
        if self.closed_at is None:
            return None
        return self.due_at is None or self.closed_at <= self.due_at


class DeadlinePause(NormalizedText):
    """A span in which the deadline does not run: half-open, `ended_at` empty while it lasts."""

    deadline = models.ForeignKey(
        Deadline, verbose_name="thời hạn", on_delete=models.CASCADE, related_name="pauses"
    )
    started_at = models.DateTimeField("từ lúc")
    ended_at = models.DateTimeField("đến lúc", null=True, blank=True)
    ground = models.CharField("căn cứ", max_length=500)
    by = person("người tạm dừng")
    by_name = models.CharField("tên người tạm dừng", max_length=200)

    class Meta:
        verbose_name = "lần tạm dừng thời hạn"
        verbose_name_plural = "lần tạm dừng thời hạn"
        ordering = ["started_at", "pk"]
        default_permissions = ("view",)
        constraints = [
            filled(
                "deadlines_pause_says_who_and_why",
                "ground",
                "by_name",
                message="Tạm dừng phải ghi căn cứ và người làm.",
            ),
            models.CheckConstraint(
                name="deadlines_pause_ends_after_start",
                condition=Q(ended_at__gt=F("started_at")),
                violation_error_message="Lúc chạy tiếp phải sau lúc tạm dừng.",
            ),
            ExclusionConstraint(
                name="deadlines_pause_one_at_a_time",
                expressions=[
                    (
                        Func("deadline", "deadline", Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(
                            "started_at",
                            "ended_at",
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Thời hạn này đã tạm dừng trong khoảng ấy.",
            ),
        ]

    def __str__(self):
        return f"Tạm dừng: {self.ground}"
