"""Dates in words, as each language writes them."""

import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

WEEKDAYS = (
    _("thứ Hai"), _("thứ Ba"), _("thứ Tư"), _("thứ Năm"), _("thứ Sáu"), _("thứ Bảy"), _("Chủ nhật"),
)  # fmt: skip


def local_day(value: datetime.date | datetime.datetime) -> datetime.date:
    """Return the calendar day in Vietnam of a date or an aware moment."""
    return localtime(value).date() if isinstance(value, datetime.datetime) else value


def day(value: datetime.date | datetime.datetime | None) -> str:
    """Return 30/06/2018, or 30 June 2018 under English; "" for None."""
    return "" if value is None else date_format(local_day(value), "DATE_FORMAT")


def weekday(value: datetime.date | datetime.datetime) -> str:
    return gettext(WEEKDAYS[local_day(value).weekday()])


def weekday_day(value: datetime.date | datetime.datetime | None) -> str:
    """Return "thứ Hai 24/09/2018", or "Monday 24 September 2018"; "" for None."""
    return "" if value is None else f"{weekday(value)} {day(value)}"
