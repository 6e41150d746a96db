"""The figures that the home page and the overview begin with, as the public may read them.

A headline leads to a figure, a figure to its indicator, each by any version of it; what is shown is
the version public at the moment, fetched along with the figures so that no query is added.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from laocai_ict.publishing.models import is_public

from .models import HeadlineFigure, Indicator, Observation


def with_headline(figures: Any, at: datetime.datetime | None = None) -> Any:
    """Add `headline_told` to a query of figures, None where a figure is no headline."""
    own = HeadlineFigure.objects.filter(is_public(at), observation__item=OuterRef("item"))
    columns = ("anchor", "order", "label", "meaning")
    told = JSONObject(**{name: name for name in columns})
    return figures.annotate(headline_told=Subquery(own.values_list(told)[:1]))


def on_overview(at: datetime.datetime | None = None) -> Any:
    """Return what the overview shows.

    The newest figure of each indicator, the headlines, and every figure of the indicator that
    the first headline is of, whose course is drawn.
    """
    figures = Observation.objects.published(at)
    newest = figures.newest_of_each_indicator().values("pk")
    headlines = HeadlineFigure.objects.published(at)
    first = headlines.order_by("order", "item_id").values("observation__item")[:1]
    drawn = figures.filter(item__in=first).values("indicator__item")
    shown = figures.filter(
        Q(pk__in=newest)
        | Q(item__in=headlines.values("observation__item"))
        | Q(indicator__item__in=drawn)
    )
    return with_headline(shown, at).with_place_names(at)


def headlines_among(figures: Iterable[Any]) -> list[HeadlineFigure]:
    """Return the headlines of figures that came `with_headline`, in order."""
    found = [
        HeadlineFigure(observation=figure, **figure.headline_told)
        for figure in figures
        if figure.headline_told
    ]
    return sorted(found, key=lambda headline: (headline.order, headline.observation.item_id))


def headline_figures() -> list[HeadlineFigure]:
    """Return the published headlines with their figures and indicators, in order: one query."""
    indicators = Indicator.objects.published().filter(item=OuterRef("indicator__item"))
    told = JSONObject(slug="slug", name="name", unit="unit")
    figures = with_headline(Observation.objects.published()).filter(headline_told__isnull=False)
    figures = list(figures.annotate(indicator_told=Subquery(indicators.values_list(told)[:1])))
    for figure in figures:
        figure.indicator = Indicator(**figure.indicator_told)
    return headlines_among(figures)
