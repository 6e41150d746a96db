import unicodedata

from django.db import models
from django.db.models import Q


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


def filled(name: str, *columns: str, message: str) -> models.CheckConstraint:
    """Return the constraint that none of the text `columns` is empty."""
    condition = Q()
    for column in columns:
        condition &= ~Q(**{column: ""})
    return models.CheckConstraint(name=name, condition=condition, violation_error_message=message)
