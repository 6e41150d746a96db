import datetime

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from laocai_ict.reference.models.text import NormalizedText, filled

WORKING = ("draft", "submitted", "returned")
"""states of a version that is still being worked on"""


def person(verbose_name: str):
    """Return a column for the account that did something; its name is kept beside it as text."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=verbose_name,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )


def name_of(user) -> str:
    """Return how an account is called where its deeds are told: the name, or else the login."""
    return user.get_full_name() or user.get_username() if user is not None else ""


class Item(models.Model):
    """The identity of a published record: its versions come and go, this row stays.

    Everything that changes the state of one of its versions locks this row first.
    """

    kind = models.CharField("loại", max_length=100, help_text="Ví dụ press.briefing.")
    created_at = models.DateTimeField("tạo lúc", default=timezone.now)

    class Meta:
        verbose_name = "mục đăng tải"
        verbose_name_plural = "mục đăng tải"
        constraints = [filled("publishing_item_has_kind", "kind", message="Mục phải có loại.")]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    @property
    def model(self) -> type[models.Model]:
        """The model whose rows are the versions of this item."""
        return apps.get_model(self.kind)


class VersionQuerySet(models.QuerySet):
    def public(self, at: datetime.datetime | None = None):
        """Return versions that anybody may read at the moment `at` (aware; now by default)."""
        return self.filter(in_public(at or timezone.now()))

    def scheduled(self, at: datetime.datetime | None = None):
        """Return approved versions whose minute has not come, the nearest first."""
        return self.filter(public_from__gt=at or timezone.now()).order_by("public_from", "pk")

    def working(self):
        return self.filter(state__in=WORKING)

    def submitted(self):
        """Return what waits for approval, the longest first."""
        return self.filter(state=Version.State.SUBMITTED).order_by("submitted_at", "pk")

    def unreviewed(self):
        """Return forced publications that no second person has looked at yet, oldest first."""
        return self.filter(is_forced=True, reviewed_at=None).order_by("approved_at", "pk")

    def withdrawn(self, at: datetime.datetime | None = None):
        """Return versions that ended without a successor, by a withdrawal that has come."""
        return self.filter(public_until__lte=at or timezone.now()).exclude(withdrawal_reason="")


def in_public(at, prefix: str = "") -> Q:
    """Return the condition that the version at `prefix` ("version__") is public at `at`."""
    until = f"{prefix}public_until"
    return Q(**{f"{prefix}public_from__lte": at}) & (
        Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": at})
    )


class Version(NormalizedText):
    """One version of an item: its state, its span in public, and who answers for it.

    Public during [public_from, public_until); without an end until further notice. The content
    is the row of the item's model that points here.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "bản thảo"
        SUBMITTED = "submitted", "chờ duyệt"
        RETURNED = "returned", "trả lại"
        APPROVED = "approved", "đã duyệt"

    class Change(models.TextChoices):
        FIRST = "first", _("đăng lần đầu")
        UPDATE = "update", _("cập nhật")
        MINOR = "minor", _("sửa nhỏ")
        CORRECTION = "correction", _("đính chính")

    item = models.ForeignKey(
        Item, verbose_name="mục", on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField("số")
    title = models.CharField("tên bản ghi", max_length=500, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.DRAFT)
    edits = models.PositiveIntegerField("số lần sửa", default=0, editable=False)
    """raised by the database at each change of content; what an approver saw is known by it"""
    changed_at = models.DateTimeField("sửa lần cuối", default=timezone.now)

    change = models.CharField("loại thay đổi", max_length=10, choices=Change, default=Change.FIRST)
    change_note = models.CharField("thay đổi gì", max_length=500, blank=True)
    was_wrong = models.TextField("điều sai", blank=True)
    is_right = models.TextField("điều đúng", blank=True)
    decided_by = models.CharField("người quyết định đính chính", max_length=200, blank=True)

    is_from_source = models.BooleanField("đăng theo nguồn", default=False)
    written_by = person("người soạn")
    written_by_name = models.CharField("tên người soạn", max_length=200, blank=True)
    submitted_at = models.DateTimeField("gửi duyệt lúc", null=True, blank=True)
    approved_by = person("người duyệt")
    approved_by_name = models.CharField("tên người duyệt", max_length=200, blank=True)
    approved_at = models.DateTimeField("duyệt lúc", null=True, blank=True)
    is_forced = models.BooleanField("đăng không qua người thứ hai", default=False)
    force_reason = models.CharField("lý do đăng ngay", max_length=500, blank=True)
    reviewed_by = person("người xem lại")
    reviewed_by_name = models.CharField("tên người xem lại", max_length=200, blank=True)
    reviewed_at = models.DateTimeField("xem lại lúc", null=True, blank=True)

    public_from = models.DateTimeField("công khai từ", null=True, blank=True)
    public_until = models.DateTimeField("công khai đến", null=True, blank=True)
    withdrawal_reason = models.CharField("lý do gỡ", max_length=500, blank=True)

    close_ground = models.CharField("căn cứ đóng bản cũ", max_length=500, blank=True)
    close_asked_by = person("người đề nghị đóng")
    close_asked_by_name = models.CharField("tên người đề nghị", max_length=200, blank=True)
    close_asked_at = models.DateTimeField("đề nghị đóng lúc", null=True, blank=True)
    closed_by = person("người đóng")
    closed_by_name = models.CharField("tên người đóng", max_length=200, blank=True)
    closed_at = models.DateTimeField("đóng lúc", null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên bản"
        verbose_name_plural = "phiên bản"
        ordering = ["item_id", "-number"]
        indexes = [
            models.Index(fields=["public_from"], name="publishing_version_from"),
            models.Index(fields=["state", "submitted_at"], name="publishing_version_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"],
                name="publishing_version_number_once",
                violation_error_message="Số phiên bản này đã có.",
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state__in=WORKING),
                name="publishing_version_one_in_work",
                violation_error_message="Mục này đã có một phiên bản đang soạn.",
            ),
            ExclusionConstraint(
                name="publishing_version_one_in_public",
                expressions=[
                    (
                        Func(F("item"), F("item"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(
                            F("public_from"),
                            F("public_until"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(public_from__isnull=False),
                violation_error_message="Một mục chỉ có một phiên bản công khai trong cùng lúc.",
            ),
            models.CheckConstraint(
                name="publishing_version_public_when_approved",
                condition=Q(state="approved", public_from__isnull=False)
                | (~Q(state="approved") & Q(public_from=None, public_until=None)),
                violation_error_message="Phiên bản chỉ công khai khi đã duyệt.",
            ),
            models.CheckConstraint(
                name="publishing_version_ends_after_it_begins",
                condition=Q(public_until=None) | Q(public_until__gt=F("public_from")),
                violation_error_message="Lúc hết công khai phải sau lúc bắt đầu.",
            ),
            models.CheckConstraint(
                name="publishing_version_submitted_has_moment",
                condition=~Q(state="submitted") | Q(submitted_at__isnull=False),
                violation_error_message="Phiên bản chờ duyệt phải ghi lúc gửi.",
            ),
            models.CheckConstraint(
                name="publishing_version_change_explained",
                condition=Q(state="draft") | Q(change="first") | ~Q(change_note=""),
                violation_error_message="Ghi phiên bản này thay đổi gì.",
            ),
            models.CheckConstraint(
                name="publishing_version_correction_complete",
                condition=Q(state="draft")
                | ~Q(change="correction")
                | ~Q(was_wrong="") & ~Q(is_right="") & ~Q(decided_by=""),
                violation_error_message="Đính chính phải ghi điều sai, điều đúng và ai quyết định.",
            ),
            models.CheckConstraint(
                name="publishing_version_somebody_approved",
                condition=~Q(state="approved")
                | Q(is_from_source=True)
                | Q(approved_at__isnull=False) & ~Q(approved_by_name=""),
                violation_error_message="Phiên bản đã duyệt phải có người duyệt.",
            ),
            models.CheckConstraint(
                name="publishing_version_forced_with_reason",
                condition=Q(is_forced=False) | ~Q(force_reason=""),
                violation_error_message="Đăng không qua người thứ hai phải ghi lý do.",
            ),
            models.CheckConstraint(
                name="publishing_version_reviewed_by_another",
                condition=Q(reviewed_at=None)
                | Q(is_forced=True)
                & ~Q(reviewed_by_name="")
                & (Q(reviewed_by=None) | Q(approved_by=None) | ~Q(reviewed_by=F("approved_by"))),
                violation_error_message="Người xem lại phải khác người đã đăng.",
            ),
            models.CheckConstraint(
                name="publishing_version_withdrawal_has_moment",
                condition=Q(withdrawal_reason="") | Q(public_until__isnull=False),
                violation_error_message="Gỡ thì phải ghi lúc gỡ.",
            ),
            models.CheckConstraint(
                name="publishing_version_closed_by_two",
                condition=Q(closed_at=None)
                | Q(close_asked_at__isnull=False, public_until__isnull=False)
                & ~Q(close_ground="")
                & ~Q(closed_by_name="")
                & (Q(closed_by=None) | Q(close_asked_by=None) | ~Q(closed_by=F("close_asked_by"))),
                violation_error_message="Đóng bản cũ cần hai người và một căn cứ pháp lý.",
            ),
        ]

    def __str__(self):
        return f"{self.title or self.item}, phiên bản {self.number}"

    @property
    def is_working(self) -> bool:
        return self.state in WORKING

    def is_public(self, at: datetime.datetime | None = None) -> bool:
        at = at or timezone.now()
        return (
            self.public_from is not None
            and self.public_from <= at
            and (self.public_until is None or self.public_until > at)
        )

    def is_scheduled(self, at: datetime.datetime | None = None) -> bool:
        return self.public_from is not None and self.public_from > (at or timezone.now())

    def is_over(self, at: datetime.datetime | None = None) -> bool:
        return self.public_until is not None and self.public_until <= (at or timezone.now())

    @property
    def needs_review(self) -> bool:
        return self.is_forced and self.reviewed_at is None

    @property
    def record(self):
        """The row that holds the content of this version, of whatever kind."""
        model = self.item.model
        return model._default_manager.select_related("version", "item").get(version=self)


class Writer(models.Model):
    """An account that wrote or changed a version; it may not approve it."""

    version = models.ForeignKey(
        Version, verbose_name="phiên bản", on_delete=models.CASCADE, related_name="writers"
    )
    user = person("người viết")
    user_name = models.CharField("tên người viết", max_length=200)

    class Meta:
        verbose_name = "người viết"
        verbose_name_plural = "người viết"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "user"],
                name="publishing_writer_once",
                violation_error_message="Người này đã được ghi là người viết.",
            )
        ]

    def __str__(self):
        return self.user_name


STEP_WORDS = {
    "open_version": "soạn phiên bản mới",
    "submit": "gửi duyệt",
    "take_back": "rút lại",
    "return_": "trả lại",
    "approve": "duyệt",
    "force": "đăng không qua người thứ hai",
    "review": "đã xem lại",
    "withdraw": "gỡ",
    "keep": "bỏ hẹn gỡ",
    "ask_closing": "đề nghị đóng bản cũ",
    "close": "đóng bản cũ",
    "refuse_closing": "không đóng bản cũ",
    "share_preview": "tạo liên kết xem trước",
    "revoke_preview": "thu hồi liên kết xem trước",
    "release": "đăng theo nguồn",
}
"""what the log of steps calls each verb"""


class Move(models.Model):
    """One step of the workflow: who did what to which version, when, and why. Never changed."""

    version = models.ForeignKey(
        Version, verbose_name="phiên bản", on_delete=models.CASCADE, related_name="moves"
    )
    verb = models.CharField("việc", max_length=30, choices=STEP_WORDS)
    by = person("ai")
    by_name = models.CharField("tên", max_length=200)
    at = models.DateTimeField("lúc", default=timezone.now)
    reason = models.TextField("vì sao", blank=True)
    minute = models.DateTimeField("hẹn vào", null=True, blank=True)

    class Meta:
        verbose_name = "bước xử lý"
        verbose_name_plural = "bước xử lý"
        ordering = ["at", "pk"]
        constraints = [
            filled(
                "publishing_move_says_who_and_what",
                "verb",
                "by_name",
                message="Bước xử lý phải ghi việc và người làm.",
            )
        ]

    def __str__(self):
        return f"{self.get_verb_display()}: {self.version}"
