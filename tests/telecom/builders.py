"""Plain makers of telecom records: fixed dates, fixed words, nothing random."""

import datetime
from decimal import Decimal

from django.utils import timezone

from laocai_ict.reference.models import AdministrativeUnit, Source
from telecom.models import (
    HeadlineFigure,
    Indicator,
    IndicatorDefinition,
    Observation,
    Operator,
    SeriesBreak,
    Target,
)
from tests.publishing.builders import published

PUBLISHED = timezone.make_aware(datetime.datetime(2018, 8, 28))


def old_province():
    return AdministrativeUnit.objects.known_as("10@2018-06-30")


def new_province():
    return AdministrativeUnit.objects.known_as("15@2025-07-30")


def make_source(key="bao-cao"):
    return Source.objects.get_or_create(key=key, defaults={"title": f"Báo cáo {key}"})[0]


def make_indicator(slug="cot-ang-ten", at=PUBLISHED, **fields):
    """Return an indicator public from `at`; a draft where that is None, to be built on."""
    usual = {
        "code": slug.replace("-", "_"),
        "slug": slug,
        "name": "Cột ăng ten",
        "unit": "cột",
        "subject": Indicator.Subject.NETWORK,
    }
    return published(Indicator.objects.create(**usual | fields), at)


def make_operator(key, at=PUBLISHED, **fields):
    usual = {"name": key, "short_name": key, "field": "post", "source": make_source()}
    return published(Operator.objects.create(key=key, **usual | fields), at)


def figure_fields(fields):
    usual = {
        "value": Decimal(100),
        "area": fields.pop("area", None) or old_province(),
        "source": fields.pop("source", None) or make_source(),
    }
    return usual | fields


def make_observation(indicator=None, year=2018, at=PUBLISHED, **fields):
    usual = {"as_of": datetime.date(year, 12, 31)}
    observation = Observation.objects.create(
        indicator=indicator or make_indicator(), **usual | figure_fields(fields)
    )
    observation.refresh_from_db()  # decimals as the database gives them
    return published(observation, at)


def make_target(indicator=None, year=2030, at=PUBLISHED, **fields):
    usual = {"due_on": datetime.date(year, 12, 31)}
    target = Target.objects.create(
        indicator=indicator or make_indicator(), **usual | figure_fields(fields)
    )
    return published(target, at)


def make_headline(observation, anchor="cot", at=PUBLISHED, **fields):
    usual = {"order": 9, "label": "cột", "meaning": "Cột ăng ten."}
    headline = HeadlineFigure.objects.create(
        observation=observation, anchor=anchor, **usual | fields
    )
    return published(headline, at)


def make_break(indicator, year, reason=SeriesBreak.Reason.METHOD):
    """Add a break to an indicator that is still a draft."""
    return SeriesBreak.objects.create(
        indicator=indicator, date=datetime.date(year, 1, 1), reason=reason, text=f"Đổi năm {year}."
    )


def make_definition(indicator, **fields):
    """Add a definition to an indicator that is still a draft."""
    return IndicatorDefinition.objects.create(
        indicator=indicator, **{"text": "Cột cao từ 10 mét."} | fields
    )
