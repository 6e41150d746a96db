"""The year as a cloth: one stitch a week, two where a week had two briefings."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from laocai_ict.display import dates
from laocai_ict.display.typography import join_words, vietnamese

from . import wording
from .models import Briefing, BriefingSeries

STATES = {
    Briefing.State.HELD: "held",
    Briefing.State.PLANNED: "plan",
    Briefing.State.POSTPONED: "void",
    Briefing.State.CANCELLED: "void",
}


@dataclass(frozen=True)
class Stitch:
    """One cell. `kind`: held, last, plan, void (with a briefing); off, soon, none (without)."""

    iso_year: int
    iso_week: int
    day: datetime.date
    kind: str
    briefing: Briefing | None = None
    holiday: str = ""

    @cached_property
    def month(self) -> int:
        """The month under which it is sewn: weeks at the ends of a year reach into the next one."""
        if self.day.year != self.iso_year:
            return 1 if self.day.year < self.iso_year else 12
        return self.day.month

    @cached_property
    def url(self) -> str:
        return self.briefing.get_absolute_url() if self.briefing else ""

    @cached_property
    def is_far(self) -> bool:
        """Whether its day lies outside the month it is sewn under."""
        return self.day.month != self.month

    @cached_property
    def face(self) -> str:
        """What the cell shows: the day, with the month where it is not the column's."""
        return date_format(self.day, "d/m" if self.is_far else "d")

    @cached_property
    def note(self) -> str:
        """What is known of that week, in words."""
        if self.briefing is not None:
            if self.kind in ("void", "plan"):
                return wording.state(self.briefing)
            return wording.topics(self.briefing.topic_count)
        if self.kind == "off":
            return format_html(_("nghỉ: {name}"), name=self.holiday_name)
        return _("chưa tới") if self.kind == "soon" else _("chưa có bản ghi")

    @cached_property
    def label(self) -> str:
        """The cell in words, for those who do not see it."""
        return format_html("{}: {}", dates.weekday_day(self.day), self.note)

    @cached_property
    def date(self) -> str:
        return join_words(dates.weekday_day(self.day))

    @cached_property
    def holiday_name(self) -> str:
        return vietnamese(self.holiday)


@dataclass(frozen=True)
class Month:
    number: int
    stitches: list[Stitch]

    @property
    def heading(self) -> str:
        """Return "Tháng 1", whose word narrow screens leave out, or the English name."""
        if get_language() == "vi":
            return format_html('<span class="mw">Tháng </span>{}', self.number)
        return date_format(datetime.date(2000, self.number, 1), "M")


def sew(
    series: BriefingSeries,
    iso_year: int,
    briefings: Iterable[Briefing],
    days_off: dict[datetime.date, str],
    today: datetime.date,
) -> list[Stitch]:
    """Return the stitches of an ISO year in order.

    `briefings` are those of the year that may be shown, counted with topics; `days_off` names the
    days on which offices are closed.
    """
    by_week: dict[int, list[Briefing]] = {}
    for briefing in sorted(briefings, key=lambda briefing: (briefing.day, briefing.sequence)):
        by_week.setdefault(briefing.iso_week, []).append(briefing)
    stitches = []
    for week in range(1, weeks_in(iso_year) + 1):
        if week in by_week:
            stitches += [
                Stitch(iso_year, week, briefing.day, STATES[briefing.state], briefing)
                for briefing in by_week[week]
            ]
        else:
            day = series.regular_day(iso_year, week)
            kind = "off" if day in days_off else "soon" if day >= today else "none"
            stitches.append(Stitch(iso_year, week, day, kind, holiday=days_off.get(day, "")))
    return stitches


def mark_last(stitches: list[Stitch]) -> list[Stitch]:
    """Return the stitches with the newest briefing that was held marked as the last one."""
    held = [index for index, stitch in enumerate(stitches) if stitch.kind == "held"]
    if not held:
        return stitches
    last = stitches[held[-1]]
    marked = Stitch(last.iso_year, last.iso_week, last.day, "last", last.briefing)
    return [*stitches[: held[-1]], marked, *stitches[held[-1] + 1 :]]


def by_month(stitches: list[Stitch]) -> list[Month]:
    return [
        Month(number, list(group))
        for number, group in groupby(stitches, key=lambda stitch: stitch.month)
    ]


def weeks_in(iso_year: int) -> int:
    """Return 52 or 53: 28 December always lies in the last week of its ISO year."""
    return datetime.date(iso_year, 12, 28).isocalendar().week
