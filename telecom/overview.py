"""The list of all indicators by subject, each with its newest figure or nearest target.

The list is long and read often, so each line is put into words once, here, and the template only
prints it.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from laocai_ict.display.dates import day
from laocai_ict.display.typography import join_words
from laocai_ict.reference.models import AdministrativeUnit

from . import telling
from .charts import part_bar
from .models import Indicator, Observation, Target
from .words import Bound


@dataclass(frozen=True)
class Line:
    """An indicator and its newest figure in words; `figure` is "" where only a target is known."""

    name: str
    url: str
    figure: str = ""
    as_of: str = ""
    place: str = ""
    bar: str = ""
    """a drawn bar where the figure is a part of a known whole"""
    target: str = ""
    due_on: str = ""
    """"" where the target is itself a year"""


@dataclass(frozen=True)
class Group:
    subject: Indicator.Subject
    lines: list[Line] = field(default_factory=list)


def group_by_subject(
    indicators: Iterable[Indicator], figures: Iterable[Observation]
) -> list[Group]:
    """Return the subjects that have indicators, in the order of the choices.

    Each figure gets its indicator, as it is public. An indicator with neither figure nor target
    says nothing yet and is left out. Where there are several figures of one indicator the newest
    is shown; undated ones count as the oldest.
    """
    indicators = list(indicators)
    of_item = {indicator.item_id: indicator for indicator in indicators}
    newest: dict[int, Observation] = {}
    for figure in sorted(figures, key=lambda f: (f.as_of or datetime.date.min, f.item_id)):
        if figure.indicator_item in of_item:  # else it was withdrawn between the two queries
            figure.indicator = of_item[figure.indicator_item]
            newest[figure.indicator_item] = figure
    above = reverse("telecom:overview")
    lines = defaultdict(list)
    for indicator in indicators:
        figure = newest.get(indicator.item_id)
        url = f"{above}{indicator.slug}/"  # as get_absolute_url, which is slow for a whole list
        if figure is not None:
            lines[indicator.subject].append(_figure_line(figure, url))
        elif indicator.nearest_target:
            lines[indicator.subject].append(_target_line(indicator, url))
    return [Group(subject, lines[subject]) for subject in Indicator.Subject if lines[subject]]


def _figure_line(figure: Observation, url: str) -> Line:
    part = figure.part
    return Line(
        name=figure.indicator.name,
        url=url,
        figure=telling.amount(figure, figure.amount_of_total),
        as_of=day(figure.as_of) if figure.as_of else _("không ghi ngày"),
        place=_place(figure),
        bar="" if part is None else part_bar(part, exact=figure.bound == Bound.EXACT),
    )


def _place(figure: Observation) -> str:
    """Return place, code and operator of a figure that came `with_place_names`."""
    kind = AdministrativeUnit.Kind(figure.area_kind).label
    name = join_words(f"{kind[:1].upper()}{kind[1:]} {figure.area_name}")
    owner = f"; {figure.operator_name}" if figure.operator_name else ""
    text = "{}, {}\u00a0{}{}" if get_language() == "vi" else '<span lang="vi">{}</span>, {} {}{}'
    return format_html(text, name, _("mã"), figure.area_code, owner)


def _target_line(indicator: Indicator, url: str) -> Line:
    aim = Target(
        indicator=indicator,
        value=Decimal(indicator.nearest_target["value"]),
        bound=indicator.nearest_target["bound"],
        words_recorded=False,
    )
    return Line(
        name=indicator.name,
        url=url,
        target=telling.amount(aim, aim.amount),
        due_on=""
        if indicator.counts_years
        else day(datetime.date.fromisoformat(indicator.nearest_target["due_on"])),
    )
