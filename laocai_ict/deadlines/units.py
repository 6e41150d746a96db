"""The units in which the law sets terms, and the two directions in which a term runs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Unit(models.TextChoices):
    """Clock hours run through nights and days off; office hours only within office time."""

    CLOCK_HOURS = "clock_hours", _("giờ")
    OFFICE_HOURS = "office_hours", _("giờ làm việc")
    WORKING_DAYS = "working_days", _("ngày làm việc")
    CALENDAR_DAYS = "calendar_days", _("ngày")
    MONTHS = "months", _("tháng")


class Direction(models.TextChoices):
    """A duty is due so long after its event, or at the latest so long before it."""

    AFTER = "after", _("sau sự kiện")
    BEFORE = "before", _("trước sự kiện")
