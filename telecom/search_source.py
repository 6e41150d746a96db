"""What search finds of indicators, their figures and targets, operators and headline figures.

A figure is called by the indicator that it is of, under the name that is public at the time: it
has an entry for each public version of its indicator (and of its operator), open while both are.
"""

from typing import Any

from django.db.models import Case, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from laocai_ict.reference.models import AdministrativeUnit, Source
from laocai_ict.search import making as made
from laocai_ict.search import near, pages, registry

from .models import (
    HeadlineFigure,
    Indicator,
    IndicatorDefinition,
    Observation,
    Operator,
    SeriesBreak,
    Target,
)

THEN = "indicator__item__versions__"
"""leads from a figure to each version of its indicator"""
NAMED = f"{THEN}telecom_indicator__"
OPERATOR_THEN = "operator__item__versions__"
OPERATOR = f"{OPERATOR_THEN}telecom_operator__"


def of_indicator() -> dict[str, Any]:
    definitions = IndicatorDefinition.objects.all()
    in_time = (F("valid_from").asc(nulls_first=True), "pk")
    return {
        "title": F("name"),
        "number": made.lines(definitions, "indicator", "legal_basis", order=in_time, between="; "),
        "note": made.said(made.label("subject", Indicator.Subject), "unit", by=", "),
        "body": made.said(
            "scope",
            made.lines(definitions, "indicator", "text", "counted_how", order=in_time),
            made.lines(SeriesBreak.objects.all(), "indicator", "text", order=("date", "pk")),
            by="\n",
        ),
        "address": made.glued(Value(reverse("telecom:overview")), "slug", Value("/")),
    }


def amount() -> Any:
    """Return the number with its bound and unit: "trên 1.764 trạm", "98,5%", "năm 2020"."""
    unit = f"{NAMED}unit"
    return Case(
        When(**{unit: Indicator.YEAR}, then=made.said(unit, made.whole("value"))),
        When(
            **{f"{unit}__startswith": "%"},
            then=made.said("words", made.glued(made.written("value"), unit)),
        ),
        default=made.said("words", made.written("value"), unit),
        output_field=made.TEXT,
    )


def of_figure() -> dict[str, Any]:
    """Return what figures and targets have in common."""
    return {
        "beside": F(f"{NAMED}id"),
        "title": made.glued(f"{NAMED}name", Value(": "), amount()),
        "names": made.names("name_in_source"),
        "open_during": made.both(made.in_public(), made.in_public(THEN)),
    }


def place() -> Any:
    return made.said(made.label("area__kind", AdministrativeUnit.Kind), "area__name")


def of_observation() -> dict[str, Any]:
    told = of_figure()
    return told | {
        "beside": made.key_pair(f"{NAMED}id", f"{OPERATOR}id"),
        "names": made.names("name_in_source", f"{OPERATOR}short_name", f"{OPERATOR}name"),
        "note": made.said(
            place(),
            f"{OPERATOR}short_name",
            made.ahead("tính đến hết ", made.day_of("as_of")),
            by=", ",
        ),
        "body": made.said(
            "quote", "period_text", made.label("status", Observation.Status), "note",
            "source__title", by="\n",
        ),
        "address": made.glued(
            Value(reverse("telecom:overview")), "indicator__slug", Value("/#so-"), "item_id"
        ),
        "year": made.year("as_of"),
        "date": made.else_published("as_of"),
        "open_during": Case(
            When(operator=None, then=told["open_during"]),
            default=made.both(told["open_during"], made.in_public(OPERATOR_THEN)),
        ),
    }  # fmt: skip


def of_target() -> dict[str, Any]:
    told = of_figure()
    return told | {
        "title": made.glued(Value("Mục tiêu "), told["title"]),
        "note": made.said(place(), made.ahead("hạn ", made.day_of("due_on")), by=", "),
        "body": made.said("note", "source__title", by="\n"),
        "address": made.glued(
            Value(reverse("telecom:overview")), "indicator__slug", Value("/#muc-tieu")
        ),
        "year": made.year("due_on"),
    }


def of_operator() -> dict[str, Any]:
    return {
        "title": F("name"),
        "names": made.names("short_name"),
        "note": made.label("field", Operator.Field),
        "body": made.said("known_active", "note", "source__title", by="\n"),
        "address": Value(f"{reverse('telecom:overview')}#doanh-nghiep"),
    }


def of_headline() -> dict[str, Any]:
    """Return a headline; it leaves with its figure, whichever version of that is public."""
    figures = Observation.objects.filter(
        item=OuterRef("observation__item"), version__public_from__isnull=False
    )
    shown = Case(
        When(operator=None, then=made.both(made.in_public(), of_indicator_item())),
        default=made.both(
            made.in_public(), of_indicator_item(), made.item_in_public("operator__item")
        ),
    )
    return {
        "title": F("label"),
        "body": F("meaning"),
        "address": made.glued(Value(f"{reverse('telecom:overview')}#"), "anchor"),
        "open_during": made.both(made.in_public(), made.all_of(figures, "item", shown)),
    }


def of_indicator_item() -> Any:
    return made.item_in_public("indicator__item")


def of_public_indicators(rows: Any) -> Any:
    """Have a row for each version of the indicator that has been or will be public."""
    return rows.filter(**{f"{THEN}public_from__isnull": False})


def of_public_operators(rows: Any) -> Any:
    named = Q(operator=None) | Q(**{f"{OPERATOR_THEN}public_from__isnull": False})
    return of_public_indicators(rows).filter(named)


def register() -> None:
    """Register the five kinds, with what each stands on besides its own rows."""
    near.consider("telecom.indicator")
    figure = (
        *made.versions_of(Indicator, "indicator__item"),
        made.reference(AdministrativeUnit, "area"),
        made.reference(Source, "source"),
    )
    registry.register(made.published(Indicator, _("Chỉ tiêu"), of_indicator))
    registry.register(
        made.published(
            Observation,
            _("Số liệu"),
            of_observation,
            rows=of_public_operators,
            needs=(*figure, *made.versions_of(Operator, "operator__item")),
        )
    )
    registry.register(
        made.published(Target, _("Mục tiêu"), of_target, rows=of_public_indicators, needs=figure)
    )
    registry.register(
        made.published(
            Operator,
            _("Doanh nghiệp bưu chính, viễn thông"),
            of_operator,
            needs=(made.reference(Source, "source"),),
        )
    )
    figures_of = "observation__item__versions__telecom_observation__"
    registry.register(
        made.published(
            HeadlineFigure,
            _("Con số nổi bật"),
            of_headline,
            needs=(
                *made.versions_of(Observation, "observation__item"),
                *made.versions_of(Indicator, f"{figures_of}indicator__item"),
                *made.versions_of(Operator, f"{figures_of}operator__item"),
            ),
        )
    )
    pages.add("telecom:overview", _("Mạng lưới của tỉnh qua con số"), "Viễn thông")
