"""May two figures of one indicator be compared? If so, by how much did it change; if not, why not.

A change is told only between two exact figures of the same place, counted the same way over
periods of the same length. "trên 710.000" is a lower bound: no percentage follows from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from laocai_ict.display.numbers import format_number

from .models import Observation, SeriesBreak
from .words import Bound

TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Change:
    """A change between two comparable figures; `unit` is "%" or, between shares, points."""

    amount: Decimal
    in_points: bool

    def __str__(self) -> str:
        sign = "+" if self.amount > 0 else ""
        unit = _("điểm phần trăm") if self.in_points else "%"
        gap = " " if self.in_points else ""
        return f"{sign}{format_number(self.amount, 1)}{gap}{unit}"


def breaks_between(
    earlier: Observation, later: Observation, breaks: Iterable[SeriesBreak]
) -> list[SeriesBreak]:
    """Return the breaks that part two dated figures, in order of time."""
    parting = [entry for entry in breaks if earlier.as_of < entry.date <= later.as_of]
    return sorted(parting, key=lambda entry: entry.date)


def same_series(earlier: Observation, later: Observation, breaks: Iterable[SeriesBreak]) -> bool:
    """Say whether both count the same thing: place, operator, length of period, no break."""
    return (
        earlier.area_id == later.area_id
        and earlier.operator_id == later.operator_id
        and _same_length(earlier, later)
        and not breaks_between(earlier, later, breaks)
    )


def why_not_comparable(
    earlier: Observation, later: Observation, breaks: Iterable[SeriesBreak]
) -> str:
    """Return in a reader's words why no change may be computed; "" where one may."""
    if earlier.as_of is None or later.as_of is None:
        return _("có số không ghi ngày")
    if parting := breaks_between(earlier, later, breaks):
        return ", ".join(str(entry.get_reason_display()) for entry in parting)
    if earlier.area_id != later.area_id:
        return _("hai địa bàn khác nhau")
    if earlier.operator_id != later.operator_id:
        return _("số của doanh nghiệp khác nhau")
    if not _same_length(earlier, later):
        return _("hai kỳ dài ngắn khác nhau")
    if not (earlier.bound == later.bound == Bound.EXACT):
        return _("có số chỉ là mức tối thiểu hoặc xấp xỉ")
    if earlier.value == 0 and not later.indicator.is_share:
        return _("số trước bằng 0")
    return ""


def change(
    earlier: Observation, later: Observation, breaks: Iterable[SeriesBreak]
) -> Change | None:
    """Return the change from `earlier` to `later`, None where they cannot be compared."""
    if why_not_comparable(earlier, later, breaks):
        return None
    if later.indicator.is_share:
        return Change((later.value - earlier.value).quantize(TENTH, ROUND_HALF_UP), True)
    percent = (later.value - earlier.value) * 100 / earlier.value
    return Change(percent.quantize(TENTH, ROUND_HALF_UP), False)


def _same_length(earlier: Observation, later: Observation) -> bool:
    """Compare the lengths of two periods by month, since months and years differ in days."""
    return _months(earlier) == _months(later)


def _months(figure: Observation) -> tuple[int, int] | None:
    """Return (months, days over) of a figure's period; None for a figure as of a day."""
    if figure.period_from is None:
        return None
    start, end = figure.period_from, figure.period_until
    months = (end.year - start.year) * 12 + end.month - start.month
    return months, end.day - start.day
