"""When a record is public, and whether it is only a sample."""

from django.db import models
from django.utils import timezone


class PublishableQuerySet(models.QuerySet):
    def published(self, at=None):
        """Return what anybody may read at the moment `at` (aware; now by default)."""
        return self.filter(published_at__lte=at or timezone.now())


class Publishable(models.Model):
    """A record that the public sees from `published_at` on; empty means a draft."""

    published_at = models.DateTimeField("công khai từ", null=True, blank=True, db_index=True)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_published(self, at=None):
        return self.published_at is not None and self.published_at <= (at or timezone.now())


class Sample(models.Model):
    """A record that may be made up to show what the portal does; marked wherever it appears."""

    is_sample = models.BooleanField("bản ghi mẫu", default=False)

    class Meta:
        abstract = True
