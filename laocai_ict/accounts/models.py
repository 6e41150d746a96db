"""Who may enter the admin site, and which name and address have been typing wrong passwords."""

import unicodedata

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as StockUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from laocai_ict import history
from laocai_ict.reference.models.text import filled


class UserManager(StockUserManager):
    def get_by_natural_key(self, username):
        """Find an account however its name was typed: a phone starts words with a capital."""
        return self.get(username=self.model.normalize_username(username))


class User(AbstractUser):
    """A staff account: login name, the name shown to others, the agency it belongs to.

    The login name is kept in lower case, so that two names never differ by case alone. The e-mail
    address is optional: the portal sends none to staff yet, and what is not needed is not asked.
    """

    first_name = None
    last_name = None
    display_name = models.CharField("tên hiển thị", max_length=150, blank=True)
    agency = models.ForeignKey(
        "reference.Agency",
        verbose_name="cơ quan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
    )

    objects = UserManager()

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        ordering = ["username"]
        constraints = [
            filled(
                "accounts_user_name_not_blank",
                "username",
                message="Tài khoản phải có tên đăng nhập.",
            ),
            models.CheckConstraint(
                name="accounts_user_name_in_lower_case",
                condition=Q(username=Lower("username")),
                violation_error_message="Tên đăng nhập viết bằng chữ thường.",
            ),
        ]

    def __str__(self):
        return self.display_name or self.username

    @classmethod
    def normalize_username(cls, username):
        """Return a login name as it is stored: one Unicode form, lower case, no space around."""
        if not isinstance(username, str):
            return username
        return unicodedata.normalize("NFKC", username).strip().lower()

    def save(self, *args, **kwargs):
        self.username = self.normalize_username(self.username)
        self.display_name = unicodedata.normalize("NFC", self.display_name).strip()
        super().save(*args, **kwargs)

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)


history.private("accounts.User", "password", "email")
# Written at each login; the account is changed by it as little as the session is.
history.ignored("accounts.User", "last_login")
history.outside("accounts.WrongPasswords", "bộ đếm mật khẩu sai, tự xóa sau một giờ")


class WrongPasswords(models.Model):
    """How often one name was tried in vain from one address, until an hour without a new try.

    `key` is a keyed hash of the two, so that the table names nobody: people type passwords into
    the name field, and addresses are personal data.
    """

    key = models.CharField("khóa", max_length=64, primary_key=True)
    count = models.PositiveIntegerField("số lần sai")
    blocked_until = models.DateTimeField("chặn đến", null=True)
    last_at = models.DateTimeField("lần cuối", db_index=True)

    class Meta:
        verbose_name = "mật khẩu sai"
        verbose_name_plural = "mật khẩu sai"
        default_permissions = ()

    def __str__(self):
        return f"{self.count}"
