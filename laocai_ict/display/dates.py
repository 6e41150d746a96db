"""Dates in words, as each language writes them."""

import datetime
import re

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from .typography import vietnamese

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


def moment(value: datetime.datetime | None) -> str:
    """Return "16:00 thứ Hai 30/11/2026, giờ Việt Nam" of an aware moment; "" for None."""
    if value is None:
        return ""
    time = date_format(localtime(value), "H:i")
    return f"{time} {weekday_day(value)}, {gettext('giờ Việt Nam')}"


SAID = re.compile(r"(?:ngày |tháng |năm )?(?:(?:(\d\d?)/)?(\d\d?)/)?(\d{4})")


def said(text: str) -> SafeString:
    """Return a date as a source says it: "tháng 8/2018", "năm 2024", "25/03/2009".

    On an English page one that is no more than a date is written in English; other words stay,
    marked as Vietnamese.
    """
    if get_language() == "vi" or not text:
        return format_html("{}", text)
    if found := SAID.fullmatch(text):
        date, month, year = (int(part) if part else None for part in found.groups())
        try:
            known = datetime.date(year, month or 1, date or 1)
        except ValueError:
            known = None
        if known:
            form = "DATE_FORMAT" if date else "YEAR_MONTH_FORMAT" if month else "Y"
            return format_html("{}", date_format(known, form))
    return vietnamese(text)
