"""What published records were before they had versions. Gone when the last app has moved."""

from django.db import models
from django.utils import timezone


class PublishableQuerySet(models.QuerySet):
    def published(self, at=None):
        return self.filter(published_at__lte=at or timezone.now())


class Publishable(models.Model):
    published_at = models.DateTimeField("công khai từ", null=True, blank=True, db_index=True)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_published(self, at=None):
        return self.published_at is not None and self.published_at <= (at or timezone.now())
