import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from laocai_ict.display import readable


class NormalizedText(models.Model):
    """Stores every text in NFC, so that the same word is the same string however it was typed.

    A text that cannot be read (control characters, marks that turn the direction of writing,
    nothing to see) or is longer than its column is refused with a sentence, by forms and by
    save() alike: ValidationError.
    """

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        for column in self._text_columns():
            value = getattr(self, column.attname)
            setattr(self, column.attname, unicodedata.normalize("NFC", value))
        if found := self._complaints():
            raise ValidationError(found)
        super().save(*args, **kwargs)

    def clean_fields(self, exclude=None):
        found = {}
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            found = error.update_error_dict(found)
        for name, sentence in self._complaints().items():
            if name not in (exclude or ()) and name not in found:
                found[name] = [sentence]
        if found:
            raise ValidationError(found)

    def _text_columns(self):
        return [
            column
            for column in self._meta.concrete_fields
            if isinstance(column, models.CharField | models.TextField)
            and isinstance(getattr(self, column.attname), str)
        ]

    def _complaints(self) -> dict[str, str]:
        """Return what is wrong with each text, by the name of its column; machines' own aside."""
        found = {}
        for column in (one for one in self._text_columns() if one.editable):
            text = getattr(self, column.attname)
            if sentence := readable.complaint(text):
                found[column.name] = sentence
            elif column.max_length and len(text) > column.max_length:
                found[column.name] = readable.too_long(len(text), column.max_length)
        return found


def filled(name: str, *columns: str, message: str) -> models.CheckConstraint:
    """Return the constraint that none of the text `columns` is empty."""
    condition = Q()
    for column in columns:
        condition &= ~Q(**{column: ""})
    return models.CheckConstraint(name=name, condition=condition, violation_error_message=message)
