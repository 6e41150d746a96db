"""Form fields that read numbers the way Vietnamese people write them."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .numbers import format_number, parse_number


class NumberInput(forms.TextInput):
    """A text input: browsers' number inputs know neither 1.764 nor 464,6."""

    def __init__(self, attrs=None, grouped=True):
        usual = {"inputmode": "decimal", "autocomplete": "off", "class": "so"}
        super().__init__({**usual, **(attrs or {})})
        self.grouped = grouped

    def format_value(self, value):
        if value in (None, ""):
            return None
        if isinstance(value, str):
            return value  # what was typed comes back as typed
        return format_number(value).replace("−", "-") if self.grouped else str(value)


class VietnameseNumberMixin:
    """Reads typed text by the separators of the language; keeps the field's own checks."""

    widget = NumberInput

    def __init__(self, *args, **kwargs):
        kwargs.pop("localize", None)
        widget = kwargs.get("widget")
        if widget is not None and not _is_number_input(widget):
            kwargs.pop("widget")  # the admin's own number widgets would bring type=number back
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            if not value.strip():
                return super().to_python("")
            try:
                value = self.accept(parse_number(value), value)
            except ValueError as error:
                raise ValidationError(str(error), code="invalid") from error
        return super().to_python(value)

    def accept(self, number: Decimal, typed: str):
        """Return the number as the field wants it; ValueError with a sentence refuses it."""
        return number

    def widget_attrs(self, widget):
        return {}

    def has_changed(self, initial, data):
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class VietnameseDecimalField(VietnameseNumberMixin, forms.DecimalField):
    pass


class VietnameseIntegerField(VietnameseNumberMixin, forms.IntegerField):
    def accept(self, number, typed):
        whole = int(number)
        if whole != number:
            # Who typed 1,764 may have meant either; the sentence shows how to write both.
            raise ValueError(
                _(
                    "“%(typed)s” có phần lẻ, mà ô này chỉ nhận số nguyên. "
                    "Hàng nghìn viết như %(whole)s."
                )
                % {"typed": typed, "whole": format_number(1764)}
            )
        return whole


class VietnameseYearField(VietnameseIntegerField):
    """A whole number that is never grouped: 2018, not 2.018."""

    def __init__(self, *args, **kwargs):
        kwargs["widget"] = NumberInput(grouped=False)
        super().__init__(*args, **kwargs)


class AddressField(forms.URLField):
    """The address of a page; one typed without its scheme means https."""

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", **kwargs)


def _is_number_input(widget) -> bool:
    return isinstance(widget, NumberInput) or (
        isinstance(widget, type) and issubclass(widget, NumberInput)
    )
