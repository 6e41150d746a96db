"""Days and hours as people write them in an address or a form, read strictly."""

import datetime
import re

from django.utils.translation import gettext as _

from .bounds import FIRST_YEAR, LAST_YEAR
from .terms import ZONE

DAY = (
    r"(?:(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/(?P<y>[0-9]{4})"
    r"|(?P<y2>[0-9]{4})-(?P<m2>[0-9]{2})-(?P<d2>[0-9]{2}))"
)
TIME = r"(?P<hour>[0-9]{1,2})[:h](?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
OFFSET = r"(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})"
MOMENT = re.compile(f"{DAY}(?:[T ]{TIME}{OFFSET}?)?")
TORN_PLUS = re.compile(r"[^ ]+[T ][0-9:]+ [0-9]{2}:?[0-9]{2}")
"""a moment whose plus sign was read as a space, as every address does"""


def read_moment(typed: str) -> tuple[datetime.datetime, bool]:
    """Return the moment that somebody wrote, and whether an hour stands with the day.

    A day is 27/04/2018 or 2018-04-27, an hour may follow: 2018-04-27T15:30. Without a zone it is
    meant as in Vietnam; without an hour the day begins at 00:00. ValueError with a sentence for
    whoever wrote it.
    """
    found = MOMENT.fullmatch(typed)
    if found is None:
        if TORN_PLUS.fullmatch(typed):
            raise ValueError(
                _("Trong địa chỉ, dấu cộng của múi giờ “%(typed)s” phải viết là %%2B.")
                % {"typed": typed}
            )
        raise ValueError(
            _("“%(typed)s” không phải là ngày. Viết ngày, tháng, năm như 27/04/2018.")
            % {"typed": typed}
        )
    day = _day(found)
    if found["hour"] is None:
        return datetime.datetime.combine(day, datetime.time(), ZONE), False
    return datetime.datetime.combine(day, _time(found), _zone(found["offset"])), True


def read_time(typed: str) -> datetime.time:
    """Return an hour: 15:30 or 15h30. ValueError with a sentence for whoever wrote it."""
    found = re.fullmatch(TIME, typed)
    if found is None:
        raise ValueError(_("“%(typed)s” không phải là giờ. Viết như 15:30.") % {"typed": typed})
    return _time(found)


def _day(found: re.Match) -> datetime.date:
    year, month, day = (int(found[name] or found[f"{name}2"]) for name in "ymd")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(
            _("Ngày phải nằm trong các năm từ %(first)s đến %(last)s.")
            % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )
    try:
        return datetime.date(year, month, day)
    except ValueError as error:
        raise ValueError(
            _("Không có ngày %(day)s tháng %(month)s năm %(year)s trong lịch.")
            % {"day": day, "month": month, "year": year}
        ) from error


def _time(found: re.Match) -> datetime.time:
    try:
        return datetime.time(*(int(found[name] or 0) for name in ("hour", "minute", "second")))
    except ValueError as error:
        raise ValueError(_("Không có giờ ấy trong ngày: viết từ 00:00 đến 23:59.")) from error


def _zone(offset: str | None) -> datetime.tzinfo:
    if offset is None:
        return ZONE
    if offset == "Z":
        return datetime.UTC
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    if hours > 14 or minutes > 59:
        raise ValueError(_("Không có múi giờ “%(offset)s”.") % {"offset": offset})
    ahead = datetime.timedelta(hours=hours, minutes=minutes)
    return datetime.timezone(ahead if offset[0] == "+" else -ahead)
