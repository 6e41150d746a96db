"""Plain makers of telecom records: fixed dates, fixed words, nothing random."""

import datetime
from decimal import Decimal

from django.utils import timezone

from laocai_ict.reference.models import AdministrativeUnit, Source
from telecom.models import Indicator, IndicatorDefinition, Observation, SeriesBreak, Target

PUBLISHED = timezone.make_aware(datetime.datetime(2018, 8, 28))


def old_province():
    return AdministrativeUnit.objects.known_as("10@2018-06-30")


def new_province():
    return AdministrativeUnit.objects.known_as("15@2025-07-30")


def make_source(key="bao-cao"):
    return Source.objects.get_or_create(key=key, defaults={"title": f"Báo cáo {key}"})[0]


def make_indicator(slug="cot-ang-ten", **fields):
    usual = {
        "code": slug.replace("-", "_"),
        "slug": slug,
        "name": "Cột ăng ten",
        "unit": "cột",
        "subject": Indicator.Subject.NETWORK,
        "published_at": PUBLISHED,
    }
    return Indicator.objects.create(**usual | fields)


def figure_fields(fields):
    usual = {
        "value": Decimal(100),
        "area": fields.pop("area", None) or old_province(),
        "source": fields.pop("source", None) or make_source(),
        "published_at": PUBLISHED,
    }
    return usual | fields


def make_observation(indicator=None, year=2018, **fields):
    usual = {"as_of": datetime.date(year, 12, 31)}
    observation = Observation.objects.create(
        indicator=indicator or make_indicator(), **usual | figure_fields(fields)
    )
    observation.refresh_from_db()  # decimals as the database gives them
    return observation


def make_target(indicator=None, year=2030, **fields):
    usual = {"due_on": datetime.date(year, 12, 31)}
    return Target.objects.create(
        indicator=indicator or make_indicator(), **usual | figure_fields(fields)
    )


def make_break(indicator, year, reason=SeriesBreak.Reason.METHOD):
    return SeriesBreak.objects.create(
        indicator=indicator, date=datetime.date(year, 1, 1), reason=reason, text=f"Đổi năm {year}."
    )


def make_definition(indicator, **fields):
    return IndicatorDefinition.objects.create(
        indicator=indicator, **{"text": "Cột cao từ 10 mét."} | fields
    )
