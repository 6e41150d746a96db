"""The list of all indicators by subject, each with its newest figure or nearest target."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from .charts import part_bar
from .models import HeadlineFigure, Indicator, Observation, Target
from .words import Bound


@dataclass(frozen=True)
class Line:
    """An indicator and its newest figure; None where only a target is known."""

    indicator: Indicator
    newest: Observation | None

    @property
    def target(self) -> str:
        """Return the nearest target as it is written, with the sign of its bound."""
        aim = Target(
            indicator=self.indicator,
            value=self.indicator.target_value,
            bound=self.indicator.target_bound,
            words_recorded=False,
        )
        return f"{aim.sign} {aim.amount}".strip()

    @property
    def bar(self) -> str:
        """Return a drawn bar where the figure is a part of a known whole, else ""."""
        if self.newest is None or self.newest.part is None:
            return ""
        return part_bar(self.newest.part, exact=self.newest.bound == Bound.EXACT)


@dataclass(frozen=True)
class Group:
    subject: Indicator.Subject
    lines: list[Line] = field(default_factory=list)


def headlines_among(figures: Iterable[Observation]) -> list[HeadlineFigure]:
    """Return the headline figures, in order; the figures must have `headline` joined."""
    found = [figure.headline for figure in figures if hasattr(figure, "headline")]
    return sorted(found, key=lambda headline: headline.order)


def group_by_subject(
    indicators: Iterable[Indicator], figures: Iterable[Observation]
) -> list[Group]:
    """Return the subjects that have indicators, in the order of the choices.

    An indicator with neither figure nor target says nothing yet and is left out. Where there are
    several figures of one indicator the newest is shown; undated ones count as the oldest.
    """
    figures = sorted(figures, key=lambda f: (f.as_of or datetime.date.min, f.pk))
    newest: dict[int, Observation] = {}
    indicators = list(indicators)
    of_indicator = {indicator.pk: indicator for indicator in indicators}
    for figure in figures:
        figure.indicator = of_indicator[figure.indicator_id]
        newest[figure.indicator_id] = figure
    lines = defaultdict(list)
    for indicator in indicators:
        figure = newest.get(indicator.pk)
        if figure is None and indicator.target_due_on is None:
            continue
        lines[indicator.subject].append(Line(indicator, figure))
    return [Group(subject, lines[subject]) for subject in Indicator.Subject if lines[subject]]
