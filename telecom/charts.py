"""Charts of figures over time, drawn as SVG by pure functions: no library, script or style.

The drawing is laid out in per cent, so that it stretches with the page while type stays 14 px.
The axis begins at 0. Segments that cannot be compared stand apart with a dashed, numbered cut
between them; within a segment a line joins only what may be compared. A lone figure is a point on
a stem. A full mark is exact, an open one is a bound: an arrow up for "at least", down for "at
most", a dashed ring for "about". Colours and widths come from the stylesheet by class.
"""

import datetime
import enum
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

TOP, BOTTOM = 11.0, 90.0
"""the plot's upper and lower edge in per cent of the height; above: labels, below: dates"""
GAP = 7.0
"""room of a cut, in per cent of the width"""
MARGIN = 0.16
"""how far the first and last point stand inside their segment"""
LABELS_AT_MOST = 5
"""a segment with more points names only its first, last and highest"""


class Mark(enum.Enum):
    EXACT = "exact"
    AT_LEAST = "at_least"
    ABOUT = "about"
    AT_MOST = "at_most"


@dataclass(frozen=True)
class Point:
    """A figure of one day; `label` stands beside its mark."""

    day: datetime.date
    value: Decimal
    mark: Mark
    label: str


@dataclass(frozen=True)
class Segment:
    """Figures that count the same thing; `joined[i]`: a line goes from point i to the next."""

    points: tuple[Point, ...]
    joined: tuple[bool, ...] = ()


@dataclass(frozen=True)
class Cut:
    """The gap between two segments; `number` refers to its explanation under the chart."""

    number: int


@dataclass(frozen=True)
class Placed:
    point: Point
    x: float
    y: float
    lone: bool
    anchor: str
    """how the label stands to the mark: inwards at the ends of a segment, so that no cut runs
    through it"""


def axis(highest: Decimal, share: bool = False) -> list[Decimal]:
    """Return round ticks from 0 to at least `highest`, 3 to 6 of them; shares end at 100."""
    if share and highest <= 100:
        return [Decimal(tick) for tick in (0, 25, 50, 75, 100)]
    if highest <= 0:
        return [Decimal(0), Decimal(1)]
    rough = highest / 4
    power = Decimal(10) ** rough.adjusted()
    step = next(power * m for m in map(Decimal, ("1", "2", "2.5", "5", "10")) if power * m >= rough)
    if step < 1 and highest == highest.to_integral_value():
        step = Decimal(1)
    ticks = [Decimal(0)]
    while ticks[-1] < highest:
        ticks.append(ticks[-1] + step)
    return ticks


def draw(
    segments: tuple[Segment, ...],
    cuts: tuple[Cut, ...],
    *,
    uid: str,
    title: str,
    description: str,
    number: Callable[[Decimal], str],
    share: bool = False,
) -> SafeString:
    """Return the chart as one <svg>; "" without segments.

    `uid` makes the ids unique on the page; `number` writes the labels of the axis; `share` is for
    figures in per cent. All text is escaped here.
    """
    if not segments:
        return SafeString("")
    ticks = axis(max(p.value for s in segments for p in s.points), share)
    spans = _spans([len(segment.points) for segment in segments])
    placed = [
        _place(segment, span, ticks[-1]) for segment, span in zip(segments, spans, strict=True)
    ]
    parts = [_grid(ticks, number)]
    parts += [_cut(cut, spans[i][1]) for i, cut in enumerate(cuts)]
    parts.append(_lines(segments, placed))
    parts += [_stem(p) for row in placed for p in row if p.lone]
    parts += [_mark(p) for row in placed for p in row]
    parts += [_label(p) for row in placed for p in _named(row)]
    parts += [_dates(row) for row in placed]
    return format_html(
        '<svg role="img" aria-labelledby="{0}-t {0}-d" height="304">'
        '<title id="{0}-t">{1}</title><desc id="{0}-d">{2}</desc>{3}</svg>',
        uid,
        title,
        description,
        mark_safe("".join(parts)),  # noqa: S308 (built and escaped below)
    )


def part_bar(part: Decimal, exact: bool) -> SafeString:
    """Return a bar filled to `part` per cent; the number stands beside it, so readers skip it.

    The end of a bar that is only a bound or an approximation is left open.
    """
    width = _n(float(min(part, Decimal(100))))
    return format_html(
        '<svg class="part" aria-hidden="true" height="8"><rect class="part-all" width="100%" '
        'height="8"/><rect class="{}" width="{}%" height="8"/></svg>',
        "part-own" if exact else "part-own open",
        width,
    )


def _n(value: float) -> str:
    """Write a coordinate with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _y(value: Decimal, top: Decimal) -> float:
    return BOTTOM - float(value / top) * (BOTTOM - TOP)


def _spans(counts: list[int]) -> list[tuple[float, float]]:
    """Share the width among segments by their points, none narrower than a date's text."""
    room = 100 - GAP * (len(counts) - 1)
    weights = [1 + 0.6 * min(count - 1, 4) for count in counts]
    spans, left = [], 0.0
    for weight in weights:
        width = room * weight / sum(weights)
        spans.append((left, left + width))
        left += width + GAP
    return spans


def _place(segment: Segment, span: tuple[float, float], top: Decimal) -> list[Placed]:
    first, last = segment.points[0].day, segment.points[-1].day
    days = (last - first).days
    left, right = span
    inner = (right - left) * (1 - 2 * MARGIN)
    placed = []
    for i, point in enumerate(segment.points):
        along = (point.day - first).days / days if days else 0.5
        joined = segment.joined[i - 1 : i] + segment.joined[i : i + 1] if i else segment.joined[:1]
        x = left + (right - left) * MARGIN + inner * along
        anchor = "start" if days and i == 0 else "middle"
        if days and i == len(segment.points) - 1:
            anchor = "end"
        placed.append(Placed(point, x, _y(point.value, top), not any(joined), anchor))
    return placed


def _grid(ticks: list[Decimal], number: Callable[[Decimal], str]) -> str:
    out = ""
    for tick in ticks:
        y = _n(_y(tick, ticks[-1]))
        out += (
            f'<line class="{"gl" if tick else "ax"}" x1="0" x2="100%" y1="{y}%" y2="{y}%"/>'
            f'<text x="0" dx="-8" y="{y}%" dy="5" text-anchor="end">'
            f"{conditional_escape(number(tick))}</text>"
        )
    return out


def _cut(cut: Cut, right: float) -> str:
    x = _n(right + GAP / 2)
    return (
        f'<line class="cut" x1="{x}%" x2="{x}%" y1="5%" y2="{BOTTOM:.0f}%"/>'
        f'<svg x="{x}%" y="0" overflow="visible" width="1" height="1">'
        f'<path class="cut-n" d="M0-3 13 10 0 23-13 10z"/>'
        f'<text class="cut-t" y="15" text-anchor="middle">{cut.number}</text></svg>'
    )


def _lines(segments: tuple[Segment, ...], placed: list[list[Placed]]) -> str:
    """Draw each run of joined points as one path in a box that stretches with the chart."""
    path = ""
    for segment, row in zip(segments, placed, strict=True):
        for i, joined in enumerate(segment.joined):
            if joined:
                if not (i and segment.joined[i - 1]):
                    path += f"M{_n(row[i].x)} {_n(row[i].y)}"
                path += f"L{_n(row[i + 1].x)} {_n(row[i + 1].y)}"
    if not path:
        return ""
    return (
        '<svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%">'
        f'<path class="l1" d="{path}"/></svg>'
    )


def _stem(at: Placed) -> str:
    x = _n(at.x)
    return f'<line class="stem" x1="{x}%" x2="{x}%" y1="{_n(at.y)}%" y2="{BOTTOM:.0f}%"/>'


SHAPES = {
    Mark.EXACT: '<circle class="p1" r="5.5"/>',
    Mark.AT_LEAST: '<path class="bd" d="M0-6v-13m-5 5 5-5 5 5"/><circle class="po" r="5"/>',
    Mark.ABOUT: '<circle class="po ab" r="5.5"/>',
    Mark.AT_MOST: '<path class="bd" d="M0 6v13m-5-5 5 5 5-5"/><circle class="po" r="5"/>',
}


def _mark(at: Placed) -> str:
    return (
        f'<svg x="{_n(at.x)}%" y="{_n(at.y)}%" overflow="visible" width="1" height="1">'
        f"{SHAPES[at.point.mark]}</svg>"
    )


def _named(row: list[Placed]) -> list[Placed]:
    if len(row) <= LABELS_AT_MOST:
        return row
    highest = min(row, key=lambda p: p.y)
    return [p for p in row if p in (row[0], row[-1], highest)]


def _label(at: Placed) -> str:
    dx = {"start": -6, "middle": 0, "end": 6}[at.anchor]
    dy = -25 if at.point.mark is Mark.AT_LEAST else -13
    return (
        f'<text class="k" x="{_n(at.x)}%" y="{_n(at.y)}%" dx="{dx}" dy="{dy}" '
        f'text-anchor="{at.anchor}">{conditional_escape(at.point.label)}</text>'
    )


def _dates(row: list[Placed]) -> str:
    shown = row if len(row) <= 3 else [row[0], row[-1]]
    return "".join(
        f'<text x="{_n(p.x)}%" y="100%" dy="-4" text-anchor="middle">{p.point.day:%m/%Y}</text>'
        for p in shown
    )
