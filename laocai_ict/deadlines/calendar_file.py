"""The days off as an iCalendar file (RFC 5545) that phones and mail programs can follow."""

import datetime
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from laocai_ict.reference.models import CalendarDay

from .days_off import KIND_WORDS, status_words

DAY = datetime.timedelta(days=1)


def calendar_file(days: Iterable[CalendarDay], origin: str) -> bytes:
    """Return the file; `origin` is scheme and host of the addresses in it.

    A day not confirmed yet is TENTATIVE. What an event is called by (UID) hangs on its date alone
    and never changes, so that whoever follows the file sees a day move from tentative to
    confirmed, not twice.
    """
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", "-//Lao Cai//Ngay nghi//VI")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", _("Ngày nghỉ, ngày làm bù"))
    file.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    page = f"{origin}{reverse('deadlines:days-off')}"
    for each in days:
        file.add_component(_event(each, page))
    return file.to_ical()


def _event(each: CalendarDay, page: str) -> Event:
    event = Event()
    event.add("uid", f"ngay-nghi-{each.date:%Y-%m-%d}@laocai.gov.vn")
    event.add("dtstamp", each.changed_at.astimezone(datetime.UTC))
    event.add("last-modified", each.changed_at.astimezone(datetime.UTC))
    event.add("dtstart", each.date)
    event.add("dtend", each.date + DAY)
    event.add("summary", each.name, {"language": "vi"})
    event.add("categories", [str(KIND_WORDS[each.kind])])
    event.add("description", _description(each), {"language": get_language() or "vi"})
    event.add("status", "CONFIRMED" if each.is_confirmed else "TENTATIVE")
    event.add("transp", "TRANSPARENT")  # a day off blocks nobody's appointments
    event.add("url", f"{page}#nam-{each.date.year}")
    return event


def _description(each: CalendarDay) -> str:
    words = f"{str(each.kind_words).capitalize()}, {status_words(each)}."
    basis = f" {_('Căn cứ:')} {each.legal_basis}." if each.legal_basis else ""
    return f"{words}{basis} {_('Nguồn:')} {each.source.title}."
