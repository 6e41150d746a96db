import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError

from telecom.models import Indicator, IndicatorDefinition, Observation
from tests.telecom.builders import (
    make_break,
    make_definition,
    make_headline,
    make_indicator,
    make_observation,
    make_source,
    make_target,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date


def test_database_refuses_an_address_with_marks_or_capitals():
    with pytest.raises(IntegrityError, match="telecom_indicator_slug_is_plain"):
        make_indicator(slug="Tram-BTS")


def test_database_refuses_an_indicator_without_unit():
    with pytest.raises(IntegrityError, match="telecom_indicator_has_unit"):
        make_indicator(unit="")


def test_database_refuses_a_definition_that_ends_before_it_starts():
    with pytest.raises(IntegrityError, match="telecom_definition_starts_before_it_ends"):
        make_definition(
            make_indicator(at=None), valid_from=DAY(2022, 8, 15), valid_until=DAY(2022, 8, 15)
        )


def test_database_refuses_a_verified_definition_without_source():
    with pytest.raises(IntegrityError, match="telecom_definition_verified_by_a_source"):
        make_definition(make_indicator(at=None), is_verified=True)


@pytest.mark.parametrize(
    ("start", "end"), [(None, None), (None, DAY(2022, 8, 16)), (DAY(2030, 1, 1), None)]
)
def test_database_refuses_two_definitions_at_a_time(start, end):
    indicator = make_indicator(at=None)
    make_definition(indicator, valid_from=DAY(2022, 8, 15))
    with pytest.raises(IntegrityError, match="telecom_definition_one_at_a_time"):
        make_definition(indicator, valid_from=start, valid_until=end)


def test_definitions_may_follow_one_another_on_the_day():
    indicator = make_indicator(at=None)
    old = make_definition(indicator, valid_until=DAY(2022, 8, 15))
    new = make_definition(indicator, valid_from=DAY(2022, 8, 15))
    make_definition(make_indicator("khac", at=None), valid_from=None)
    of_indicator = IndicatorDefinition.objects.filter(indicator=indicator)
    assert of_indicator.on(DAY(2022, 8, 14)).get() == old
    assert of_indicator.on(DAY(2022, 8, 15)).get() == new
    assert old.is_on(DAY(2022, 8, 14))
    assert not old.is_on(DAY(2022, 8, 15))


def test_database_refuses_the_same_break_twice():
    indicator = make_indicator(at=None)
    make_break(indicator, 2017)
    with pytest.raises(IntegrityError, match="telecom_series_break_once_a_day"):
        make_break(indicator, 2017)


def test_database_refuses_a_break_without_explanation():
    entry = make_break(make_indicator(at=None), 2017)
    entry.text = ""
    with pytest.raises(IntegrityError, match="telecom_series_break_is_explained"):
        entry.save()


def test_database_refuses_a_negative_observation():
    with pytest.raises(IntegrityError, match="telecom_observation_value_not_negative"):
        make_observation(value=Decimal("-0.1"))


def test_database_refuses_a_negative_target():
    with pytest.raises(IntegrityError, match="telecom_target_value_not_negative"):
        make_target(value=-1)


@pytest.mark.parametrize(("numerator", "total"), [(3, None), (None, 3), (4, 3), (0, 0), (-1, 3)])
def test_database_refuses_a_part_without_or_above_its_total(numerator, total):
    with pytest.raises(IntegrityError, match="telecom_observation_part_of_total"):
        make_observation(numerator=numerator, total=total)


@pytest.mark.parametrize(
    ("start", "end"),
    [(DAY(2018, 1, 1), None), (DAY(2018, 7, 1), DAY(2018, 6, 30))],
)
def test_database_refuses_half_a_period_or_an_empty_one(start, end):
    with pytest.raises(IntegrityError, match="telecom_observation_period_in_order"):
        make_observation(period_from=start, as_of=end)


def test_database_refuses_an_inferred_day_that_is_missing():
    with pytest.raises(IntegrityError, match="telecom_observation_inferred_day_exists"):
        make_observation(as_of=None, as_of_inferred=True)


@pytest.mark.parametrize("as_of", [DAY(2018, 6, 30), None])
def test_database_refuses_the_same_figure_of_one_source_twice(as_of):
    indicator = make_indicator()
    make_observation(indicator, as_of=as_of)
    with pytest.raises(IntegrityError, match="telecom_observation_once_a_source"):
        make_observation(indicator, as_of=as_of, value=7)


def test_two_sources_may_give_two_figures_for_one_day():
    indicator = make_indicator()
    make_observation(indicator)
    make_observation(indicator, value=7, source=make_source("khac"))
    assert Observation.objects.of_indicator(indicator).count() == 2


def test_database_refuses_the_same_target_of_one_source_twice():
    target = make_target()
    with pytest.raises(IntegrityError, match="telecom_target_once_a_source"):
        make_target(target.indicator)


def test_database_refuses_a_headline_that_does_not_say_what_it_means():
    with pytest.raises(IntegrityError, match="telecom_headline_says_what_it_means"):
        make_headline(make_observation(), meaning="")


def test_an_indicator_with_figures_cannot_be_deleted():
    observation = make_observation()
    with pytest.raises(ProtectedError):
        observation.indicator.delete()


def test_a_share_above_a_hundred_per_cent_is_refused_in_a_form():
    indicator = make_indicator(unit="% diện tích")
    observation = make_observation(indicator, value=Decimal("98.5"), at=None)
    observation.value = Decimal("100.1")
    with pytest.raises(ValidationError, match="100%"):
        observation.full_clean()


def test_decimals_are_kept_exactly():
    observation = make_observation(value=Decimal("464.6"))
    observation.refresh_from_db()
    assert observation.value == Decimal("464.6")
    assert observation.number == "464,6"


@pytest.mark.parametrize(
    ("unit", "value", "amount"),
    [
        ("trạm", "1764", "1.764\u00a0trạm"),
        ("%", "98.5", "98,5%"),
        ("% diện tích", "97", "97% diện tích"),
        ("năm", "2020", "năm\u00a02020"),
    ],
)
def test_amounts_are_written_as_people_say_them(unit, value, amount):
    assert make_observation(make_indicator(unit=unit), value=Decimal(value)).amount == amount


def test_share_is_computed_from_exact_parts_only():
    parts = {"value": 1533, "numerator": 1533, "total": 1562}
    assert make_observation(**parts).share == Decimal("98.1")
    bound = make_observation(make_indicator("khac"), words="trên", bound="at_least", **parts)
    assert bound.share is None


def test_newest_is_the_last_dated_figure_and_undated_only_for_want_of_one():
    dated, undated = make_indicator("co-ngay"), make_indicator("khong-ngay")
    make_observation(dated, 2017)
    newest = make_observation(dated, 2018)
    make_observation(dated, as_of=None, source=make_source("khac"))
    only = make_observation(undated, as_of=None)
    found = Observation.objects.filter(indicator__in=[dated, undated])
    assert set(found.newest_of_each_indicator()) == {newest, only}


def test_a_figure_of_a_draft_indicator_is_not_public():
    make_observation(make_indicator(at=None))
    make_observation(make_indicator("khac"), at=None)
    assert not Observation.objects.published().filter(indicator__name="Cột ăng ten").exists()


def test_nearest_target_is_the_one_due_first():
    indicator = make_indicator()
    make_target(indicator, 2030, value=90)
    make_target(indicator, 2025, value=40)
    make_target(indicator, 2024, value=10, at=None)
    found = Indicator.objects.with_nearest_target().get(pk=indicator.pk)
    assert found.nearest_target == {
        "value": "40.0000", "bound": "exact", "due_on": "2025-12-31",
    }  # fmt: skip
