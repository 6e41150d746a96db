"""From the figures of one indicator to what a chart may show: segments, and the cuts between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _

from laocai_ict.display.dates import day
from laocai_ict.display.typography import vietnamese

from . import telling
from .charts import Cut, Mark, Point, Segment
from .comparison import Change, breaks_between, change, same_series, why_not_comparable
from .models import Observation, SeriesBreak
from .words import Bound

MARKS = {
    Bound.EXACT: Mark.EXACT,
    Bound.AT_LEAST: Mark.AT_LEAST,
    Bound.ABOUT: Mark.ABOUT,
    Bound.AT_MOST: Mark.AT_MOST,
}


@dataclass(frozen=True)
class Step:
    """Two figures that follow one another: the change, or why none is given."""

    earlier: Observation
    later: Observation
    change: Change | None
    reason: str


@dataclass(frozen=True)
class Series:
    """`cuts[i]` parts `segments[i]` from the next; `breaks` are numbered as in the drawing."""

    segments: tuple[Segment, ...] = ()
    cuts: tuple[Cut, ...] = ()
    breaks: tuple[str, ...] = ()
    steps: tuple[Step, ...] = field(default=())

    @property
    def marks(self) -> set[str]:
        """Return the marks that the drawing holds, for its key."""
        return {point.mark.value for segment in self.segments for point in segment.points}


def build(observations: Iterable[Observation], breaks: Iterable[SeriesBreak]) -> Series:
    """Return the dated figures as segments; undated ones stay in the table.

    Figures of different operators, places, period lengths or ways of counting are never in one
    segment; within a segment a line joins only figures that may be compared.
    """
    breaks = list(breaks)
    dated = sorted(
        (entry for entry in observations if entry.as_of is not None),
        key=lambda entry: (entry.operator_id or 0, entry.as_of, entry.item_id or 0),
    )
    if not dated:
        return Series()
    groups: list[list[Observation]] = [[dated[0]]]
    cuts: list[Cut] = []
    texts: list[str] = []
    for earlier, later in pairwise(dated):
        if same_series(earlier, later, breaks):
            groups[-1].append(later)
            continue
        groups.append([later])
        texts.append(_cut_text(earlier, later, breaks))
        cuts.append(Cut(len(texts)))
    return Series(
        segments=tuple(_segment(group, breaks) for group in groups),
        cuts=tuple(cuts),
        breaks=tuple(texts),
        steps=tuple(
            Step(
                earlier,
                later,
                change(earlier, later, breaks),
                why_not_comparable(earlier, later, breaks),
            )
            for earlier, later in pairwise(dated)
        ),
    )


def _segment(group: Sequence[Observation], breaks: list[SeriesBreak]) -> Segment:
    return Segment(
        points=tuple(
            Point(
                day=entry.as_of,
                value=entry.value,
                mark=MARKS[Bound(entry.bound)],
                label=f"{telling.short_words(entry)} {entry.number}".strip(),
            )
            for entry in group
        ),
        joined=tuple(not why_not_comparable(a, b, breaks) for a, b in pairwise(group)),
    )


def _cut_text(earlier: Observation, later: Observation, breaks: list[SeriesBreak]) -> str:
    """Say why the figures before and after a cut are apart, in the words of the records."""
    parting = breaks_between(earlier, later, breaks)
    if parting:
        return vietnamese(" ".join(entry.text for entry in parting))
    return _("Giữa %(earlier)s và %(later)s: %(reason)s.") % {
        "earlier": day(earlier.as_of),
        "later": day(later.as_of),
        "reason": why_not_comparable(earlier, later, breaks),
    }
