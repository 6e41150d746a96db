from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from laocai_ict import history

from .versions import Version, person


class PreviewLinkQuerySet(models.QuerySet):
    def open(self, at=None):
        """Return links that still open at the moment `at`."""
        return self.filter(expires_at__gt=at or timezone.now(), revoked_at=None)


class PreviewLink(models.Model):
    """An address at which people without an account read one version before it is public.

    Only a digest of the secret in the address is stored: who reads the database cannot open it.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField("dấu của mã", max_length=64, unique=True)
    made_by = person("người tạo")
    made_by_name = models.CharField("tên người tạo", max_length=200)
    made_at = models.DateTimeField("tạo lúc", default=timezone.now)
    expires_at = models.DateTimeField("hết hạn lúc")
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "liên kết xem trước"
        verbose_name_plural = "liên kết xem trước"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="publishing_link_expires_later",
                condition=Q(expires_at__gt=F("made_at")),
                violation_error_message="Hạn của liên kết phải sau lúc tạo.",
            )
        ]

    def __str__(self):
        return f"Xem trước {self.version}"

    def is_open(self, at=None) -> bool:
        return self.revoked_at is None and self.expires_at > (at or timezone.now())


history.private("publishing.PreviewLink", "digest")
