"""The months of a count, drawn as calendars: each day's mark in a word as well as in a shape."""

import calendar
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, pgettext_lazy

from laocai_ict.display.numbers import format_number
from laocai_ict.reference.models import CalendarDay

from .terms import HOUR_UNITS, Day, Mark, Reckoning
from .units import Unit

MOST_MONTHS = 12
"""so many are drawn whole; of a longer count the first and the last half of them"""

# The words of context "ô lịch" must fit into a day of a calendar on a telephone.
DUE, IN_LIEU = pgettext_lazy("ô lịch", "hạn"), pgettext_lazy("ô lịch", "nghỉ bù")
WORDS = {
    Mark.EVENT: pgettext_lazy("ô lịch", "mốc"),
    Mark.LATE_RECEIPT: pgettext_lazy("ô lịch", "muộn"),
    Mark.COUNTED: pgettext_lazy("ô lịch", "tính"),
    Mark.WORKING_SATURDAY: pgettext_lazy("ô lịch", "làm bù"),
    Mark.WEEKEND: pgettext_lazy("ô lịch", "nghỉ"),
    Mark.DAY_OFF: pgettext_lazy("ô lịch", "lễ"),
    Mark.PAUSED: pgettext_lazy("ô lịch", "dừng"),
    Mark.ROLLED: "",
}
SHAPES = {
    Mark.EVENT: "ev",
    Mark.LATE_RECEIPT: "ev",
    Mark.COUNTED: "on",
    Mark.WORKING_SATURDAY: "on",
    Mark.WEEKEND: "we",
    Mark.DAY_OFF: "off",
    Mark.PAUSED: "we",
    Mark.ROLLED: "",
}
NUMBERED = pgettext_lazy("ô lịch", "thứ %(number)s")
LEGEND = {
    "ev": gettext_lazy("mốc: ngày xảy ra sự kiện, không tính"),
    "on": gettext_lazy("được tính; số là thứ tự của ngày"),
    "hours": gettext_lazy("có giờ được tính"),
    "we": gettext_lazy("nghỉ cuối tuần, không tính"),
    "off": gettext_lazy("ngày lễ, nghỉ bù, không tính"),
    "due": gettext_lazy("hạn"),
}
WEEKDAYS = (
    (pgettext_lazy("ô lịch", "T2"), gettext_lazy("thứ Hai")),
    (pgettext_lazy("ô lịch", "T3"), gettext_lazy("thứ Ba")),
    (pgettext_lazy("ô lịch", "T4"), gettext_lazy("thứ Tư")),
    (pgettext_lazy("ô lịch", "T5"), gettext_lazy("thứ Năm")),
    (pgettext_lazy("ô lịch", "T6"), gettext_lazy("thứ Sáu")),
    (pgettext_lazy("ô lịch", "T7"), gettext_lazy("thứ Bảy")),
    (pgettext_lazy("ô lịch", "CN"), gettext_lazy("Chủ nhật")),
)


@dataclass(frozen=True)
class Cell:
    """One day of a month. `shape` is "" where the count has nothing to do with it."""

    number: int
    shape: str = ""
    words: str = ""
    more: str = ""
    """a second line"""
    is_unsure: bool = False
    """not announced yet"""


@dataclass(frozen=True)
class Month:
    """A month, in the weeks that the count has to do with."""

    heading: str
    before: int
    """empty places before the first day"""
    after: int
    weeks: list[list[Cell]]


@dataclass(frozen=True)
class Drawing:
    months: list[Month]
    left_out: int
    """months between that are not drawn"""
    legend: list[tuple[str, str]]
    """(shape, words) of the marks that occur"""
    has_unsure: bool


def draw(found: Reckoning) -> Drawing:
    """Return the months of a count, from the first of its days to the last."""
    days = {day.date: _cell(day, found) for day in found.days}
    months = [key for key, _ in groupby(sorted(days), key=lambda day: (day.year, day.month))]
    half = MOST_MONTHS // 2
    drawn = months if len(months) <= MOST_MONTHS else [*months[:half], *months[-half:]]
    shapes = {cell.shape for cell in days.values()}
    if "on" in shapes and found.term.unit in HOUR_UNITS:
        shapes = shapes - {"on"} | {"hours"}
    return Drawing(
        months=[_month(year, month, days) for year, month in drawn],
        left_out=len(months) - len(drawn),
        legend=[
            ("on" if shape == "hours" else shape, str(words))
            for shape, words in LEGEND.items()
            if shape in shapes
        ],
        has_unsure=any(cell.is_unsure for cell in days.values()),
    )


def _cell(day: Day, found: Reckoning) -> Cell:
    is_due = day.date == found.due_day
    words = str(WORDS[day.mark])
    if day.mark == Mark.DAY_OFF and day.kind != CalendarDay.Kind.HOLIDAY:
        words = str(IN_LIEU)
    if day.number is not None:
        words = str(NUMBERED) % {"number": format_number(day.number)}
    elif day.mark == Mark.COUNTED and found.term.unit == Unit.MONTHS:
        words = ""  # only the ends of months have a number
    more = [str(WORDS[day.mark])] if day.mark == Mark.WORKING_SATURDAY and day.number else []
    if is_due:
        more.append(str(DUE))
    shape = "due" if is_due else SHAPES[day.mark]
    return Cell(day.date.day, shape, words, ", ".join(more), not day.is_confirmed)


def _month(year: int, month: int, days: dict[datetime.date, Cell]) -> Month:
    first = datetime.date(year, month, 1)
    length = calendar.monthrange(year, month)[1]
    cells = [days.get(first.replace(day=number)) or Cell(number) for number in range(1, length + 1)]
    before = first.weekday()
    every = list(_weeks(cells, before))
    used = [number for number, week in enumerate(every) if any(cell.shape for cell in week)]
    weeks = every[used[0] : used[-1] + 1]
    return Month(
        heading=capfirst(date_format(first, "YEAR_MONTH_FORMAT")),
        before=before if used[0] == 0 else 0,
        after=7 - len(weeks[-1]) if used[-1] == len(every) - 1 else 0,
        weeks=weeks,
    )


def _weeks(cells: list[Cell], before: int) -> Iterator[list[Cell]]:
    yield cells[: 7 - before]
    for start in range(7 - before, len(cells), 7):
        yield cells[start : start + 7]
