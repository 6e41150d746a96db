"""History as the admin reads it. Only the triggers of the database write these tables."""

import json
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models


class ExactDecoder(json.JSONDecoder):
    """Reads figures as the exact decimals they are."""

    def __init__(self, **options):
        super().__init__(**options | {"parse_float": Decimal})


class Act(models.Model):
    """All that one transaction changed: who, when, from where, why.

    `account` and `account_name` are what the application said and outlive the account;
    `database_role` is what the database itself knows. No network address is kept.
    """

    class Kind(models.TextChoices):
        FORM = "form", "lưu biểu mẫu"
        BULK = "bulk", "thao tác hàng loạt"
        IMPORT = "import", "nhập từ tệp"
        COMMAND = "command", "lệnh"
        LOAD = "load", "nạp dữ liệu nguồn"
        UNDO = "undo", "hoàn tác"
        BLACKOUT = "blackout", "bôi đen"
        SQL = "sql", "SQL trực tiếp"

    transaction = models.BigIntegerField("giao dịch")
    moment = models.DateTimeField("lúc", db_index=True)
    database_role = models.CharField("vai trò cơ sở dữ liệu", max_length=63)
    account = models.BigIntegerField("mã tài khoản", null=True)
    account_name = models.CharField("người thực hiện", max_length=150, default="")
    kind = models.CharField("cách làm", max_length=10, choices=Kind.choices)
    place = models.CharField("từ đâu", max_length=500, default="")
    reason = models.TextField("lý do", default="")
    undoes = models.BigIntegerField("hoàn tác lần", null=True)
    told_mark = models.BigIntegerField("dấu điều đã khai")

    class Meta:
        verbose_name = "lần thay đổi"
        verbose_name_plural = "lịch sử thay đổi"
        default_permissions = ()
        ordering = ["-id"]
        constraints = [
            # Numbers of transactions begin anew in another server; never at the same moment.
            models.UniqueConstraint(
                fields=["transaction", "moment"],
                name="history_act_once_per_transaction",
                violation_error_message="Giao dịch này đã có trong lịch sử.",
            )
        ]
        indexes = [
            models.Index(fields=["account", "-id"], name="history_act_account"),
            models.Index(
                fields=["undoes"],
                name="history_act_undoes",
                condition=models.Q(undoes__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} #{self.pk}"

    @property
    def actor(self):
        """Return the account's name as told, the role of the database where none was."""
        return self.account_name or self.database_role


class Entry(models.Model):
    """One row that an act made, changed or deleted.

    `before` and `after` hold the whole row where it was deleted or made, else what changed of it.
    """

    class Operation(models.TextChoices):
        INSERT = "insert", "thêm"
        UPDATE = "update", "sửa"
        DELETE = "delete", "xóa"

    # Entries are written by the thousand: what the trigger itself guarantees is not checked again.
    act = models.ForeignKey(
        Act,
        verbose_name="lần thay đổi",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="entries",
    )
    table = models.CharField("bảng", max_length=63)
    row_key = models.TextField("khóa")
    label = models.CharField("bản ghi", max_length=200, default="")
    operation = models.CharField("thao tác", max_length=6, choices=Operation.choices)
    before = models.JSONField("trước", null=True, decoder=ExactDecoder)
    after = models.JSONField("sau", null=True, decoder=ExactDecoder)
    private = ArrayField(models.TextField(), verbose_name="cột riêng tư đã đổi", default=list)

    class Meta:
        verbose_name = "dòng thay đổi"
        verbose_name_plural = "dòng thay đổi"
        default_permissions = ()
        ordering = ["id"]
        indexes = [models.Index(fields=["table", "row_key", "id"], name="history_entry_row")]

    def __str__(self):
        return f"{self.get_operation_display()} {self.label or self.row_key}"
