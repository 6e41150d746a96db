"""Where the public meets each kind of record beside its own page: previews lead there."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from laocai_ict.publishing import registry

from .models import HeadlineFigure, Indicator, Observation, Operator, Target

Views = Iterator[tuple[str, str]]


def of_indicator(indicator: Indicator) -> Views:
    yield _overview()
    if HeadlineFigure.objects.filter(observation__indicator__item=indicator.item_id).exists():
        yield _home()


def of_observation(observation: Observation) -> Views:
    yield _overview()
    if HeadlineFigure.objects.filter(observation__item=observation.item_id).exists():
        yield _home()


def of_target(target: Target) -> Views:
    yield _overview()


def of_operator(operator: Operator) -> Views:
    """Its name stands on the pages of the indicators that have figures of its own."""
    own = Observation.objects.published().filter(operator__item=operator.item_id)
    for indicator in Indicator.objects.published().filter(item__in=own.values("indicator__item")):
        yield indicator.name, indicator.get_absolute_url()


def of_headline(headline: HeadlineFigure) -> Views:
    yield _home()


def register() -> None:
    registry.register(Indicator, of_indicator)
    registry.register(Observation, of_observation, address_needs=("indicator",))
    registry.register(Target, of_target, address_needs=("indicator",))
    registry.register(Operator, of_operator)
    registry.register(HeadlineFigure, of_headline)


def _overview() -> tuple[str, str]:
    return _("Mạng lưới của tỉnh qua con số"), reverse("telecom:overview")


def _home() -> tuple[str, str]:
    return _("Trang chủ"), reverse("home")
