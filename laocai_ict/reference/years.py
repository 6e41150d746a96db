"""What is known of the days off of a whole year: confirmed or not, and what the law names besides.

The list of the law is a gentle check, for staff who enter a year and for who reads a count that
touches it. It counts nothing: terms are counted by the rows alone.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from .models import CalendarDay

Kind = CalendarDay.Kind

FIRST_WARNING = (10, 1)
"""month and day from which staff are told that next year is not confirmed"""
NAMED = (
    # month, day, name, first year: Labour Code 2019, Art. 112 (before it 2012, Art. 115)
    (1, 1, "Tết Dương lịch", 1),
    (4, 30, "Ngày Chiến thắng", 1),
    (5, 1, "Ngày Quốc tế lao động", 1),
    (9, 2, "Quốc khánh", 1),
)
CULTURE_DAY = (11, 24, "Ngày Văn hóa Việt Nam", 2026)
"""Nghị quyết 28/2026/QH16, Điều 2: not of Art. 112, so no day in lieu follows it (Art. 111.3)"""
TWO_DAYS_OF_NATIONAL_DAY = 2021
TET_DAYS = 5
TET = ((1, 20), (2, 28))
"""the span in which every Tết of these centuries lies"""
HUNG_KINGS = ((3, 27), (4, 29))
"""the span in which 10/3 of the lunar year lies"""


class KnownDay(Protocol):
    """A row of the calendar, or what a calendar that is counted by keeps of it."""

    @property
    def date(self) -> datetime.date: ...
    @property
    def kind(self) -> str: ...
    @property
    def is_confirmed(self) -> bool: ...


@dataclass(frozen=True)
class Year:
    """The days of one year that differ from the ordinary week, in order."""

    number: int
    days: tuple[KnownDay, ...]

    @property
    def unconfirmed(self) -> list[KnownDay]:
        return [day for day in self.days if not day.is_confirmed]

    @property
    def is_confirmed(self) -> bool:
        """Say whether the year has days and every one of them is announced."""
        return bool(self.days) and not self.unconfirmed

    @property
    def state(self) -> str:
        """Return in words how far the year is."""
        if not self.days:
            return "chưa có ngày nào"
        if count := len(self.unconfirmed):
            return f"{count} trong {len(self.days)} ngày chưa có thông báo"
        return f"{len(self.days)} ngày, đã xác nhận"

    @cached_property
    def missing(self) -> list[str]:
        """Return what the law names and the year does not have, in words; [] for an empty year."""
        if not self.days:
            return []
        named = [*NAMED, CULTURE_DAY]
        found = [
            f"{name} {day:02}/{month:02}"
            for month, day, name, since in named
            if self.number >= since and (month, day) not in self._holidays
        ]
        if len(self._between(*TET)) < TET_DAYS:
            found.append(f"đủ {TET_DAYS} ngày Tết Âm lịch")
        if not self._between(*HUNG_KINGS):
            found.append("Ngày Giỗ Tổ Hùng Vương (10/3 âm lịch)")
        if self.number >= TWO_DAYS_OF_NATIONAL_DAY and not {(9, 1), (9, 3)} & self._holidays:
            found.append("ngày Quốc khánh thứ hai (01/09 hoặc 03/09)")
        if (lacking := self._on_weekends() - self._in_lieu()) > 0:
            found.append(f"{lacking} ngày nghỉ bù cho ngày lễ trùng cuối tuần")
        return found

    @cached_property
    def _holidays(self) -> set[tuple[int, int]]:
        off = (day.date for day in self.days if day.kind == Kind.HOLIDAY)
        return {(date.month, date.day) for date in off}

    def _between(self, first: tuple[int, int], last: tuple[int, int]) -> set[tuple[int, int]]:
        return {day for day in self._holidays if first <= day <= last}

    def _on_weekends(self) -> int:
        """Return how many holidays fall on a weekend and get a day in lieu; Tết is one block."""
        plain = self._holidays - self._between(*TET) - {CULTURE_DAY[:2]}
        dates = (datetime.date(self.number, month, day) for month, day in plain)
        return sum(date.weekday() > 4 for date in dates)

    def _in_lieu(self) -> int:
        return sum(day.kind == Kind.COMPENSATORY_OFF for day in self.days)


def read(numbers: Iterable[int]) -> list[Year]:
    """Return those years, also where nothing is entered; one query."""
    numbers = list(numbers)
    rows = list(CalendarDay.objects.filter(date__year__in=numbers).order_by("date"))
    return [
        Year(number, tuple(row for row in rows if row.date.year == number)) for number in numbers
    ]


def due(today: datetime.date) -> list[int]:
    """Return the years to be confirmed by `today`: this one, from 1 October also the next."""
    coming = (today.month, today.day) >= FIRST_WARNING
    return [today.year, today.year + 1] if coming else [today.year]
