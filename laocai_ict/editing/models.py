"""Forms that were sent and not saved, and forms that were saved: nobody's records, no history."""

import datetime
import json
import secrets

from django.conf import settings
from django.db import models
from django.http import QueryDict
from django.utils import timezone

from laocai_ict import history

KEPT_FOR = datetime.timedelta(hours=24)


def random_key() -> str:
    return secrets.token_urlsafe(24)


class KeptFormQuerySet(models.QuerySet):
    def of(self, account):
        """Return what is kept for this account alone, and not longer than it may be."""
        return self.filter(account=account.pk, kept_at__gt=timezone.now() - KEPT_FOR)

    def outdated(self):
        return self.filter(kept_at__lte=timezone.now() - KEPT_FOR)


class KeptForm(models.Model):
    """A form somebody sent when their session or its token had ended; theirs alone, for a day."""

    key = models.CharField("khóa", max_length=40, primary_key=True, default=random_key)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="tài khoản",
        on_delete=models.CASCADE,
        related_name="+",
    )
    address = models.TextField("địa chỉ")
    title = models.TextField("biểu mẫu")
    content = models.TextField("nội dung")
    has_files = models.BooleanField("có tệp", default=False)
    kept_at = models.DateTimeField("giữ lúc", default=timezone.now, db_index=True)

    objects = KeptFormQuerySet.as_manager()

    class Meta:
        verbose_name = "biểu mẫu được giữ"
        verbose_name_plural = "biểu mẫu được giữ"
        default_permissions = ()

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Return the address of the form, filled in again."""
        path, _, query = self.address.partition("?")
        return f"{path}?{query}{'&' if query else ''}{GIVE_BACK}={self.key}"

    def as_post(self) -> QueryDict:
        """Return the content as if it had just been sent; can be changed."""
        data = QueryDict(mutable=True)
        for name, values in json.loads(self.content).items():
            data.setlist(name, values)
        return data


GIVE_BACK = "_giu"
"""name in the query of an address: the kept form that is to be shown there"""


class SavedForm(models.Model):
    """A form that was saved, so that the same one sent twice is saved once.

    `fingerprint` tells whether what came again is the same as what was saved.
    """

    key = models.CharField("khóa", max_length=40, primary_key=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="tài khoản",
        on_delete=models.CASCADE,
        related_name="+",
    )
    record = models.TextField("bản ghi", blank=True)
    fingerprint = models.CharField("dấu", max_length=64)
    saved_at = models.DateTimeField("lưu lúc", default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "biểu mẫu đã lưu"
        verbose_name_plural = "biểu mẫu đã lưu"
        default_permissions = ()

    def __str__(self):
        return self.key


history.outside("editing.KeptForm", "biểu mẫu chưa lưu, của riêng một người, giữ 24 giờ")
history.outside("editing.SavedForm", "sổ chống lưu hai lần, không phải bản ghi")
