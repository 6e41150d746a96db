"""The days off and the Saturdays worked of every year held, as a list and as a calendar file."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import OuterRef, Subquery, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from laocai_ict.display import dates
from laocai_ict.history.models import Entry
from laocai_ict.reference import years as years_known
from laocai_ict.reference.models import CalendarDay, Source
from laocai_ict.reference.models.spans import Span

from .models import OfficeHours

Kind = CalendarDay.Kind
KIND_WORDS = {
    Kind.HOLIDAY: gettext_lazy("ngày lễ, tết"),
    Kind.COMPENSATORY_OFF: gettext_lazy("nghỉ bù"),
    Kind.SWAPPED_OFF: gettext_lazy("nghỉ hoán đổi"),
    Kind.WORKING_SATURDAY: gettext_lazy("làm bù"),
}
FIRST_DATA = datetime.datetime(2026, 11, 25, tzinfo=datetime.UTC)
"""what a row is as of whose history nobody has"""


@dataclass(frozen=True)
class Year:
    """The days of one year that differ from the ordinary week."""

    number: int
    days: list[CalendarDay] = field(repr=False)

    @property
    def is_confirmed(self) -> bool:
        return all(each.is_confirmed for each in self.days)

    @property
    def lacking(self) -> list[str]:
        """Return in words what the law names and the year does not have (yet)."""
        return years_known.Year(self.number, tuple(self.days)).missing

    @property
    def sources(self) -> list[Source]:
        return list(dict.fromkeys(each.source for each in self.days))

    @property
    def off(self) -> int:
        return sum(not each.is_worked for each in self.days)

    @property
    def worked(self) -> int:
        return sum(each.is_worked for each in self.days)


def read() -> list[CalendarDay]:
    """Return every day held, the earliest first, each with when it was last changed: one query."""
    changes = Entry.objects.filter(
        table=CalendarDay._meta.db_table, row_key=OuterRef("key")
    ).order_by("-id")
    days = (
        CalendarDay.objects.annotate(key=Cast("pk", TextField()))
        .annotate(changed_at=Subquery(changes.values("act__moment")[:1]))
        .select_related("source")
        .order_by("date")
    )
    return [_told(each) for each in days]


def _told(each: CalendarDay) -> CalendarDay:
    """Set what pages say of a day."""
    each.is_worked = each.kind == Kind.WORKING_SATURDAY
    each.kind_words = KIND_WORDS[each.kind]
    each.status_words = status_words(each)
    each.changed_at = each.changed_at or FIRST_DATA
    return each


def by_year(days: Iterable[CalendarDay]) -> list[Year]:
    """Return the years, the newest first."""
    years = groupby(days, key=lambda each: each.date.year)
    return [Year(number, list(found)) for number, found in years][::-1]


def next_off(days: Iterable[CalendarDay], today: datetime.date) -> CalendarDay | None:
    """Return the next holiday that is no ordinary weekend."""
    coming = (each for each in days if each.date >= today and not each.is_worked)
    return next((each for each in coming if each.date.isoweekday() <= 5), None)


def status_words(each: CalendarDay) -> str:
    return _("đã có thông báo") if each.is_confirmed else _("mới tính theo luật")


def read_hours() -> list[OfficeHours]:
    """Return the office hours of all times, the present ones first; one query."""
    rows = list(OfficeHours.objects.all())
    for row in rows:
        row.span_words = span_words(row)
    return rows


def span_words(row: Span) -> str:
    """Return "từ 01/01/2018", "từ 01/01/2018 tới hết 30/06/2026" and the like."""
    parts = []
    if row.valid_from:
        parts.append(_("từ %(day)s") % {"day": dates.day(row.valid_from)})
    if row.valid_until:
        last = row.valid_until - datetime.timedelta(days=1)
        parts.append(_("tới hết %(day)s") % {"day": dates.day(last)})
    return " ".join(parts)


def data(years: list[Year], hours: list[OfficeHours], request: HttpRequest) -> dict[str, Any]:
    """Return the list as data."""
    return {
        "url": request.build_absolute_uri(reverse("deadlines:days-off")),
        "years": [
            {
                "year": year.number,
                "confirmed": year.is_confirmed,
                "lacks": year.lacking,
                "days": [_day_data(each) for each in year.days],
            }
            for year in years
        ],
        "office_hours": [
            {
                "from": row.valid_from and row.valid_from.isoformat(),
                "until": row.valid_until and row.valid_until.isoformat(),
                "spans": [[f"{start:%H:%M}", f"{end:%H:%M}"] for start, end in row.spans],
                "legal_basis": row.legal_basis,
            }
            for row in hours
        ],
    }


def _day_data(each: CalendarDay) -> dict[str, Any]:
    return {
        "date": each.date.isoformat(),
        "weekday": dates.weekday(each.date),
        "kind": each.kind,
        "kind_in_words": str(each.kind_words),
        "day_off": not each.is_worked,
        "name": each.name,
        "confirmed": each.is_confirmed,
        "legal_basis": each.legal_basis,
        "source": each.source.title,
        "note": each.note,
    }
