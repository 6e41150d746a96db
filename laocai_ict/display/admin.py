"""Base classes of every admin page: numbers are typed and shown the Vietnamese way."""

from django.contrib import admin
from django.contrib.admin.utils import label_for_field, lookup_field
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError, models
from django.forms import CharField
from django.utils.html import format_html

from laocai_ict.editing.admin import SafeEditing
from laocai_ict.editing.foreseeing import Foreseeing
from laocai_ict.history.recorded import RecordedHistory

from . import readable
from .forms import (
    AddressField,
    VietnameseDecimalField,
    VietnameseIntegerField,
    VietnameseYearField,
)
from .numbers import format_number
from .ordering import NamesInOrder
from .refusals import sentence_of

NUMBER_FIELDS = {
    models.DecimalField: {"form_class": VietnameseDecimalField},
    models.IntegerField: {"form_class": VietnameseIntegerField},
    models.PositiveIntegerField: {"form_class": VietnameseIntegerField},
    models.BigIntegerField: {"form_class": VietnameseIntegerField},
    models.PositiveBigIntegerField: {"form_class": VietnameseIntegerField},
    models.SmallIntegerField: {"form_class": VietnameseYearField},
    models.PositiveSmallIntegerField: {"form_class": VietnameseYearField},
}
"""Small integers hold years, weeks and orders here, which are never grouped."""
ADDRESS_FIELDS = {models.URLField: {"form_class": AddressField, "widget": AdminURLFieldWidget}}
GROUPED = (models.DecimalField, models.IntegerField)
NEVER_GROUPED = (models.SmallIntegerField, models.PositiveSmallIntegerField)


class VietnameseNumbers:
    """Mixin for ModelAdmin and inlines."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.formfield_overrides = self.formfield_overrides | NUMBER_FIELDS | ADDRESS_FIELDS

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Refuse text that cannot be read in every field that is typed into."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, CharField):
            field.validators = [*field.validators, readable.check]
        return field


class PortalAdmin(RecordedHistory, Foreseeing, SafeEditing, VietnameseNumbers, admin.ModelAdmin):
    """Base of every ModelAdmin.

    Its lists show what the stock admin shows badly: numbers grouped and set to the right, yes and
    no in words, and the chip `mẫu` for a field called is_sample.
    """

    list_per_page = 50
    show_full_result_count = False
    """the second COUNT of a filtered list tells nobody anything worth a scan of the table"""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show the page again, with what was typed, where the database refuses to save it."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError as error:
            request.refused = sentence_of(error)
            if request.refused is None:
                raise
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        refused = getattr(request, "refused", None)
        return form if refused is None else _refusing(form, refused)

    def get_changelist(self, request, **kwargs):
        return NamesInOrder

    def get_list_display(self, request):
        # Kept, because Django asks twice and looks for the same column in both answers.
        columns = self.__dict__.setdefault("_columns", {})
        return [
            columns.setdefault(name, self._column(name)) if isinstance(name, str) else name
            for name in super().get_list_display(request)
        ]

    def _column(self, name):
        """Return a column that shows `name` our way, or `name` itself where Django's will do."""
        show = shows(self, name)
        if show is None or name in self.list_editable:
            return name

        def column(obj):
            return show(lookup_field(name, obj, self)[2])

        label, attribute = label_for_field(name, self.model, self, return_attr=True)
        is_field = _field(self.model, name) is not None
        column.__name__ = name
        column.short_description = label
        column.admin_order_field = (
            name if is_field else getattr(attribute, "admin_order_field", None)
        )
        return column


class PortalTabularInline(VietnameseNumbers, admin.TabularInline):
    extra = 0


class PortalStackedInline(VietnameseNumbers, admin.StackedInline):
    extra = 0


def shows(model_admin, name):
    """Return the function that shows this field or admin method, None for Django's own way."""
    if name == "is_sample":
        return show_sample
    field = _field(model_admin.model, name)
    if field is None:
        method = getattr(model_admin, name, None) or getattr(model_admin.model, name, None)
        return show_boolean if getattr(method, "boolean", False) else None
    if isinstance(field, models.BooleanField):
        return show_boolean
    if field.choices or field.primary_key or not isinstance(field, GROUPED):
        return None
    return show_year if isinstance(field, NEVER_GROUPED) else show_number


def show_number(value):
    return (
        None if value is None else format_html('<span class="so">{}</span>', format_number(value))
    )


def show_year(value):
    return None if value is None else format_html('<span class="so">{}</span>', str(value))


def show_boolean(value):
    """Say yes and no in words: Django's icons call themselves True and False."""
    words = {True: ("co", "có"), False: ("khong", "không"), None: ("khong", "chưa rõ")}
    return format_html('<span class="dau {}">{}</span>', *words[value])


def show_sample(value):
    return format_html('<span class="mau">{}</span>', "mẫu") if value else None


def _refusing(form, sentence):
    """Return the form class with `sentence` as an error of the whole form."""

    def clean(self):
        super(refusing, self).clean()
        raise ValidationError(sentence)

    refusing = type(form.__name__, (form,), {"clean": clean})
    return refusing


def _field(model, name):
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
