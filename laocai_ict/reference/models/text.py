import unicodedata

from django.db import models


class NormalizedText(models.Model):
    """Stores every text in NFC, so that the same word is the same string however it was typed."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        for column in self._meta.concrete_fields:
            value = getattr(self, column.attname)
            if isinstance(column, models.CharField | models.TextField) and isinstance(value, str):
                setattr(self, column.attname, unicodedata.normalize("NFC", value))
        super().save(*args, **kwargs)
