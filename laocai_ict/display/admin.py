"""Base classes of every admin page: numbers typed the Vietnamese way arrive right."""

from django.contrib import admin
from django.db import models

from .forms import VietnameseDecimalField, VietnameseIntegerField, VietnameseYearField

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


class VietnameseNumbers:
    """Mixin for ModelAdmin and inlines."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.formfield_overrides = self.formfield_overrides | NUMBER_FIELDS

    show_full_result_count = False
    """the second COUNT of a filtered list tells nobody anything worth a scan of the table"""


class PortalAdmin(VietnameseNumbers, admin.ModelAdmin):
    list_per_page = 50


class PortalTabularInline(VietnameseNumbers, admin.TabularInline):
    extra = 0


class PortalStackedInline(VietnameseNumbers, admin.StackedInline):
    extra = 0
