import datetime
from decimal import Decimal

import pytest

from telecom.comparison import change, why_not_comparable
from telecom.models import Indicator, Observation, Operator, SeriesBreak
from tests.telecom.builders import (
    make_break,
    make_indicator,
    make_observation,
    make_operator,
    new_province,
)

pytestmark = pytest.mark.django_db


def figures(code):
    """Return the dated real figures of an indicator, oldest first, and its breaks."""
    indicator = Indicator.objects.get(code=code)
    dated = Observation.objects.of_indicator(indicator).exclude(as_of=None).order_by("as_of")
    return list(dated), list(indicator.breaks.all())


def pair(first=None, second=None, **indicator):
    """Return two figures of one indicator, of 2017 and 2018."""
    of = make_indicator(**indicator)
    return make_observation(of, 2017, **first or {}), make_observation(of, 2018, **second or {})


def test_change_between_two_exact_figures():
    a, b = pair({"value": 1525}, {"value": 1562})
    assert change(a, b, []).amount == Decimal("2.4")
    assert str(change(a, b, [])) == "+2,4%"
    assert str(change(b, a, [])) == "−2,4%"


def test_change_between_shares_is_told_in_points():
    a, b = pair({"value": Decimal("61.4")}, {"value": 67}, unit="%")
    assert str(change(a, b, [])) == "+5,6 điểm phần trăm"


@pytest.mark.parametrize("words", ["trên", "đạt trên", "gần", "ước đạt", "dưới"])
def test_no_change_from_or_to_a_bound(words):
    from telecom.words import bound_of

    bound = {"words": words, "bound": bound_of(words)}
    a, b = pair(bound, {})
    assert change(a, b, []) is None
    assert change(b, a, []) is None
    assert "tối thiểu" in why_not_comparable(a, b, [])


def test_no_change_across_a_break():
    a, b = pair(at=None)
    entry = make_break(a.indicator, 2018)
    assert change(a, b, [entry]) is None
    assert why_not_comparable(a, b, [entry]) == "đổi cách đếm"


def test_a_break_outside_the_two_days_parts_nothing():
    a, b = pair(at=None)
    outside = [make_break(a.indicator, 2017), make_break(a.indicator, 2019)]
    assert why_not_comparable(a, b, outside) == ""


def test_no_change_between_territories_even_without_a_break():
    a, b = pair({}, {"area": new_province()})
    assert why_not_comparable(a, b, []) == "hai địa bàn khác nhau"


def test_no_change_between_operators():
    operator = make_operator("x", field=Operator.Field.TELECOM)
    a, b = pair({}, {"operator": operator})
    assert change(a, b, []) is None


def test_no_change_between_a_year_and_half_a_year():
    def of(start, end):
        return {"period_from": datetime.date(*start), "as_of": datetime.date(*end)}

    a, b = pair(of((2017, 1, 1), (2017, 12, 31)), of((2018, 1, 1), (2018, 6, 30)))
    assert why_not_comparable(a, b, []) == "hai kỳ dài ngắn khác nhau"


def test_leap_years_are_as_long_as_others():
    def of(year):
        return {
            "period_from": datetime.date(year, 1, 1),
            "as_of": datetime.date(year, 12, 31),
        }

    a, b = pair(of(2015), of(2016))
    assert why_not_comparable(a, b, []) == ""


def test_no_change_without_a_day_or_from_zero():
    a, b = pair({"value": 0}, {})
    assert "bằng 0" in why_not_comparable(a, b, [])
    a.as_of = None
    assert "không ghi ngày" in why_not_comparable(a, b, [])


def test_stations_of_2018_and_2025_are_not_growth():
    found, breaks = figures("bts_total")
    by_value = {figure.value: figure for figure in found}
    article, new = by_value[Decimal(1764)], by_value[Decimal(4017)]
    assert change(article, new, breaks) is None
    assert "đổi địa giới" in why_not_comparable(article, new, breaks)


@pytest.mark.parametrize("code", ["bts_total", "phone_subs_total", "post_telecom_revenue"])
def test_none_of_the_headline_series_has_a_change(code):
    found, breaks = figures(code)
    assert [change(a, b, breaks) for a in found for b in found if a.as_of < b.as_of]
    assert not any(change(a, b, breaks) for a in found for b in found if a.as_of < b.as_of)


def test_the_sim_clean_up_is_no_fall_of_37_per_cent():
    found, breaks = figures("mobile_broadband_subs")
    assert [figure.value for figure in found] == [303009, 191138]
    assert change(*found, breaks) is None


def test_no_real_figure_with_trên_takes_part_in_a_change():
    for indicator in Indicator.objects.all():
        found, breaks = figures(indicator.code)
        for a in found:
            for b in found:
                if a.pk != b.pk and change(a, b, breaks):
                    assert a.bound == b.bound == "exact"
                    assert a.area_id == b.area_id


def test_breaks_and_figures_are_of_the_real_data():
    assert SeriesBreak.objects.exists()
    assert Observation.objects.filter(words__contains="trên").count() == 3
