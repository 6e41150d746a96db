"""Form fields that read numbers the way Vietnamese people write them."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from .numbers import format_number, parse_number


class NumberInput(forms.TextInput):
    """A text input: browsers' number inputs know neither 1.764 nor 464,6."""

    def __init__(self, attrs=None, grouped=True):
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})
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
        if isinstance(value, str) and value.strip():
            try:
                value = parse_number(value)
            except ValueError as error:
                raise ValidationError(str(error), code="invalid") from error
        return super().to_python(value)

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
    def to_python(self, value):
        if isinstance(value, Decimal) and value == value.to_integral_value():
            value = int(value)
        return super().to_python(value)


class VietnameseYearField(VietnameseIntegerField):
    """A whole number that is never grouped: 2018, not 2.018."""

    def __init__(self, *args, **kwargs):
        kwargs["widget"] = NumberInput(grouped=False)
        super().__init__(*args, **kwargs)


def _is_number_input(widget) -> bool:
    return isinstance(widget, NumberInput) or (
        isinstance(widget, type) and issubclass(widget, NumberInput)
    )
