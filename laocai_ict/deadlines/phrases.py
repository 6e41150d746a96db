"""The small pieces of an explanation in words: a length, a day with what happened to it."""

import datetime
from functools import lru_cache

from django.utils.translation import get_language, gettext, ngettext, override

from laocai_ict.display import dates
from laocai_ict.display.numbers import format_number

from .terms import Day, Mark, Reckoning, Term
from .units import Unit

GROUPED = 1000
"""from here on the digits of a number are grouped"""


def length(amount: int, unit: Unit | str) -> str:
    """Return "5 ngày làm việc", "1 working day"."""
    count = {"count": number(amount)}
    match unit:
        case Unit.CLOCK_HOURS:
            return ngettext("%(count)s giờ", "%(count)s giờ", amount) % count
        case Unit.OFFICE_HOURS:
            return ngettext("%(count)s giờ làm việc", "%(count)s giờ làm việc", amount) % count
        case Unit.WORKING_DAYS:
            return ngettext("%(count)s ngày làm việc", "%(count)s ngày làm việc", amount) % count
        case Unit.CALENDAR_DAYS:
            return ngettext("%(count)s ngày", "%(count)s ngày", amount) % count
    return ngettext("%(count)s tháng", "%(count)s tháng", amount) % count


def days_in_words(reckoning: Reckoning) -> list[str]:
    """Return what happened to each day, as plain text: "ngày nghỉ: Quốc khánh"."""
    phrases: dict[tuple[Mark, bool], str] = {}
    return [_day_in_words(day, reckoning.term, phrases) for day in reckoning.days]


def day_in_words(day: Day, term: Term) -> str:
    """Return the same for one day of an explanation."""
    return _day_in_words(day, term, {})


def _day_in_words(day: Day, term: Term, phrases: dict[tuple[Mark, bool], str]) -> str:
    """`phrases`: those looked up so far, for a page says the same few of many days."""
    key = (day.mark, day.number is None)
    words = phrases.get(key) or phrases.setdefault(key, _phrase(day, term))
    if day.number is not None:
        words = words % {"number": number(day.number)}
    if day.spans:
        words = f"{words}, {clock(day)}"
    for more in (day.name, day.ground):
        words = f"{words}: {more}" if more else words
    if not day.is_confirmed:
        words = f"{words} ({gettext('chưa có thông báo chính thức')})"
    return words


def _phrase(day: Day, term: Term) -> str:
    if day.number is None:
        return str(day.mark.label)
    if term.unit == Unit.MONTHS:
        return gettext("hết tháng thứ %(number)s")
    if day.mark == Mark.WORKING_SATURDAY:
        return gettext("ngày làm bù, ngày thứ %(number)s được tính")
    return gettext("ngày thứ %(number)s được tính")


def number(number: int) -> str:
    """Return a number as the language groups it; most here are too small for that to matter."""
    return str(number) if number < GROUPED else format_number(number)


def written(day: datetime.date) -> str:
    """Return "08/05/2018"."""
    return _written_in(get_language() or "vi", day, False)


def written_with_weekday(day: datetime.date) -> str:
    """Return "thứ Ba 08/05/2018"."""
    return _written_in(get_language() or "vi", day, True)


@lru_cache(maxsize=10_000)
def _written_in(language: str, day: datetime.date, with_weekday: bool) -> str:
    """Return a date in words. Remembered: a list of deadlines names the same days all over."""
    with override(language):
        return dates.weekday_day(day) if with_weekday else dates.day(day)


def clock(day: Day) -> str:
    """Return "07:30–11:30, 13:30–17:00"; midnight at the end of a day is 24:00."""
    return ", ".join(
        f"{begin:%H:%M}–{'24:00' if end.date() > day.date else format(end, '%H:%M')}"
        for begin, end in day.spans
    )
