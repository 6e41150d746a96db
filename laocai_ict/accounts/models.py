"""Who may enter the admin site."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A staff account: login name, the name shown to others, the agency it belongs to."""

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

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"

    def __str__(self):
        return self.display_name or self.username

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)
