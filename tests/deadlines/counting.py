"""The calendar and the words for tests of counting: no database."""

import csv
import datetime
from functools import cache
from pathlib import Path

from laocai_ict.deadlines.calendar import Calendar, CalendarEntry, OfficeDay
from laocai_ict.deadlines.engine import Extension, Pause, Term, Unit, reckon
from laocai_ict.deadlines.terms import ZONE
from laocai_ict.reference.loaders import calendar as loader

DATA = Path(loader.__file__).parents[1] / "data" / "public-holidays-2017-2027.csv"
OFFICE = OfficeDay(
    None,
    None,
    (
        (datetime.time(7, 30), datetime.time(11, 30)),
        (datetime.time(13, 30), datetime.time(17)),
    ),
)


@cache
def province() -> Calendar:
    """Return the calendar that the portal ships, 2017 to 2027, and its office hours."""
    with DATA.open(encoding="utf-8") as file:
        entries = [
            CalendarEntry(
                datetime.date.fromisoformat(row["date"]),
                str(loader.KINDS[row["category"]]),
                row["name"],
                row["status"] != "estimated",
            )
            for row in csv.DictReader(file)
        ]
    return Calendar(entries, [OFFICE])


def at(text: str) -> datetime.datetime:
    """Return a local moment: "2018-04-27" (its first minute) or "2018-04-27 16:00"."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=ZONE)


def paused(start: str, end: str | None, ground: str = "chờ bổ sung hồ sơ") -> Pause:
    return Pause(at(start), at(end) if end else None, ground)


def count(start: str, amount: int, unit: str, *, pauses=(), more: int | None = None, **term):
    """Reckon by the province's calendar; `more` is the amount of an extension."""
    extension = None if more is None else Extension(more, "vụ việc phức tạp")
    asked = Term(amount, Unit(unit), **term)
    return reckon(at(start), asked, province(), pauses=pauses, extension=extension)
