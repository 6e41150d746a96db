"""Dates known to the day, the month or the year, as sources give them.

A date known only to its month is stored as the first of the month, one known only to its year as
1 January; the precision beside it says how much of that is knowledge. The database refuses other
combinations, so a guessed day can never be shown. Of some things it is known only that they had
happened by a day.
"""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from laocai_ict.display import dates


class Precision(models.TextChoices):
    DAY = "day", "ngày"
    MONTH = "month", "tháng"
    YEAR = "year", "năm"
    BY = "by", "chậm nhất ngày này"


def precision_field(of: str) -> models.CharField:
    return models.CharField(
        f"{of} biết đến",
        max_length=5,
        choices=Precision,
        default=Precision.DAY,
        help_text="Chỉ biết tháng: ghi ngày 01. Chỉ biết năm: ghi 01/01.",
    )


def honest(name: str, day: str, precision: str) -> models.CheckConstraint:
    """Return the constraint that a date holds no more than its precision says is known."""
    month_known = Q(**{precision: Precision.MONTH}) & Q(**{f"{day}__day": 1})
    year_known = Q(**{precision: Precision.YEAR}) & Q(**{f"{day}__day": 1, f"{day}__month": 1})
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{day}__isnull": True})
        | Q(**{f"{precision}__in": [Precision.DAY, Precision.BY]})
        | month_known
        | year_known,
        violation_error_message="Ngày chỉ biết đến tháng thì ghi ngày 01, đến năm thì ghi 01/01.",
    )


def written(day: datetime.date | None, precision: str) -> str:
    """Return "14/11/2005", "tháng 4/2008" or "năm 2017" ("April 2008" in English); "" for None."""
    if day is None:
        return ""
    if precision == Precision.YEAR:
        return _("năm %(year)s") % {"year": day.year}
    if precision == Precision.MONTH:
        return date_format(day, "YEAR_MONTH_FORMAT")
    if precision == Precision.BY:
        return _("chậm nhất %(day)s") % {"day": dates.day(day)}
    return dates.day(day)
