"""The calendar a term is counted by: days that differ from the ordinary week, and office hours.

Monday to Friday are working days unless a row says otherwise; Saturday and Sunday are not unless a
row says that they are worked in exchange (Labour Code 2019, Art. 111-112; the dates of Tết, of
2 September and of every exchange are announced each year). A year without a single row has not
been entered yet, and is refused rather than taken for a year without holidays.
"""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import DateField, TimeField, Value
from django.utils.translation import gettext_lazy as _

from laocai_ict.deadlines.models import OfficeHours
from laocai_ict.reference.models import CalendarDay
from laocai_ict.reference.years import Year

from .terms import ZONE, CannotReckon, Mark, Span

Kind = CalendarDay.Kind


class CalendarEntry(NamedTuple):
    """A day that differs from the ordinary week."""

    date: datetime.date
    kind: str
    name: str
    is_confirmed: bool = True


class OfficeDay(NamedTuple):
    """The hours kept on working days in [valid_from, valid_until); None: from or for ever."""

    valid_from: datetime.date | None
    valid_until: datetime.date | None
    spans: tuple[tuple[datetime.time, datetime.time], ...]

    def holds(self, day: datetime.date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day < self.valid_until)


class Nature(NamedTuple):
    """What the calendar says of one day."""

    is_working: bool
    mark: Mark
    kind: str
    name: str
    is_confirmed: bool


WORKDAY = Nature(True, Mark.COUNTED, "", "", True)
WEEKEND = Nature(False, Mark.WEEKEND, "", "", True)
SATURDAY = 5

HOURS = "hours"
"""tells a row of office hours from a row of the calendar, where one query brings both"""
PARTS = ("morning_from", "morning_until", "afternoon_from", "afternoon_until")


class Calendar:
    """Days and office hours of one moment; made anew for each request, never kept by a process."""

    def __init__(self, days: Iterable[CalendarEntry], hours: Iterable[OfficeDay] = ()):
        self._entries = {entry.date: entry for entry in days}
        self._hours = tuple(hours)
        self.years = frozenset(day.year for day in self._entries)
        self._natures: dict[datetime.date, Nature] = {}

    @classmethod
    def read(cls) -> "Calendar":
        """Return the calendar as the database has it now; one query."""
        nothing = [Value(None, TimeField())] * 4
        days = CalendarDay.objects.order_by().values_list(
            "date", Value(None, DateField()), "kind", "name", "is_confirmed", *nothing
        )
        hours = OfficeHours.objects.order_by().values_list(
            "valid_from", "valid_until", Value(HOURS), Value(""), Value(True), *PARTS
        )
        entries, office = [], []
        for row in days.union(hours, all=True):
            if row[2] == HOURS:
                office.append(OfficeDay(row[0], row[1], ((row[5], row[6]), (row[7], row[8]))))
            else:
                entries.append(CalendarEntry(row[0], *row[2:5]))
        return cls(entries, office)

    def entry(self, day: datetime.date) -> CalendarEntry | None:
        """Return the row of a day that differs from the ordinary week, whatever its year."""
        return self._entries.get(day)

    def nature(self, day: datetime.date) -> Nature:
        """Say whether offices work on a day, and why. Raises CannotReckon for a year not held."""
        found = self._natures.get(day)
        if found is None:
            found = self._natures[day] = self._nature(day)
        return found

    def is_working(self, day: datetime.date) -> bool:
        return self.nature(day).is_working

    def _nature(self, day: datetime.date) -> Nature:
        if day.year not in self.years:
            raise CannotReckon(
                "year",
                _(
                    "Chưa tính được: lịch nghỉ năm %(year)s chưa được nhập, không thể coi như năm "
                    "ấy không có ngày lễ."
                ),
                year=str(day.year),
            )
        entry = self._entries.get(day)
        is_weekend = day.weekday() >= SATURDAY
        if entry is None:
            return WEEKEND if is_weekend else WORKDAY
        if entry.kind == Kind.WORKING_SATURDAY:
            return Nature(True, Mark.WORKING_SATURDAY, *entry[1:])
        return Nature(False, Mark.DAY_OFF, *entry[1:])

    def lacking(self, year: int) -> list[str]:
        """Return in words what the law names and a year that is held does not have."""
        days = (entry for entry in self._entries.values() if entry.date.year == year)
        return Year(year, tuple(days)).missing

    def office_hours(self, day: datetime.date) -> tuple[Span, ...]:
        """Return the office hours of a day, none if it is no working day. Raises CannotReckon."""
        if not self.is_working(day):
            return ()
        for hours in self._hours:
            if hours.holds(day):
                return tuple((_at(day, start), _at(day, end)) for start, end in hours.spans)
        raise CannotReckon("hours", _("Chưa có giờ làm việc cho ngày %(day)s."), day=day)


def _at(day: datetime.date, time: datetime.time) -> datetime.datetime:
    return datetime.datetime.combine(day, time, ZONE)
