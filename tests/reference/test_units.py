"""Which units existed on a day: the real data, as loaded."""

import pytest

from laocai_ict.reference.models import AdministrativeUnit, UnitName
from tests.reference.builders import day, unit_on

pytestmark = pytest.mark.django_db
units = AdministrativeUnit.objects


@pytest.mark.parametrize(
    ("when", "provinces", "districts", "communes"),
    [
        ("2017-10-14", 0, 0, 0),  # the day before the oldest list: nothing is known
        ("2017-10-15", 1, 9, 164),
        ("2018-06-30", 1, 9, 164),
        ("2019-12-31", 1, 9, 164),
        ("2020-03-01", 1, 9, 152),
        ("2024-10-31", 1, 9, 152),
        ("2024-11-01", 1, 9, 151),
        ("2025-06-29", 1, 9, 151),
        ("2025-06-30", 2, 18, 319),  # the one day on which Yên Bái is known too
        ("2025-07-01", 1, 0, 99),
        ("2026-11-25", 1, 0, 99),
    ],
)
def test_units_of_a_day(when, provinces, districts, communes):
    then = units.on(day(when))
    counts = (then.provinces().count(), then.districts().count(), then.communes().count())
    assert counts == (provinces, districts, communes)


def test_151_of_the_319_communes_stood_in_lao_cai():
    last = day("2025-06-30")
    lao_cai = units.on(last).communes().filter(parent__parent=unit_on("10@2025-06-30"))
    assert lao_cai.count() == 151


def test_today_has_89_communes_and_10_wards():
    communes = units.on(day("2025-07-01")).communes()
    assert communes.filter(kind="commune").count() == 89
    assert communes.filter(kind="ward").count() == 10


def test_a_code_means_what_it_meant_on_that_day():
    assert unit_on("02647@2018-06-30").full_name == "Phường Kim Tân"
    assert unit_on("02647@2025-07-01").full_name == "Phường Lào Cai"
    assert unit_on("02641@2021-01-01").full_name == "Phường Lào Cai"
    assert unit_on("02638@2018-06-30").full_name == "Phường Lào Cai"


def test_province_code_15_was_yen_bai_and_is_lao_cai():
    assert unit_on("15@2025-06-30").full_name == "Tỉnh Yên Bái"
    assert unit_on("15@2025-07-01").full_name == "Tỉnh Lào Cai"
    assert unit_on("10@2018-06-30").full_name == "Tỉnh Lào Cai"
    with pytest.raises(AdministrativeUnit.DoesNotExist):
        unit_on("10@2025-07-01")
    with pytest.raises(AdministrativeUnit.DoesNotExist):
        unit_on("15@2018-06-30")  # Yên Bái is known for its last day alone


def test_nam_cuong_existed_twice_at_once():
    both = units.on(day("2025-06-30")).filter(name="Nam Cường")
    assert sorted(both.values_list("code", "parent__name")) == [
        ("02671", "Lào Cai"),
        ("04273", "Yên Bái"),
    ]


def test_a_unit_in_several_lists_is_one_row():
    assert unit_on("03013@2018-06-30") == unit_on("03013@2025-06-30")
    assert unit_on("02692@2018-06-30") == unit_on("02692@2021-01-01")  # grew, stayed itself
    assert unit_on("03004@2018-06-30") != unit_on("03004@2021-01-01")
    assert units.count() == 174 + 20 + 178 + 100


def test_unknown_starts_stay_unknown():
    old = unit_on("03004@2018-06-30")
    assert (old.valid_from, old.first_listed) == (None, day("2017-10-15"))
    yen_bai = unit_on("04273@2025-06-30")
    assert (yen_bai.valid_from, yen_bai.first_listed) == (None, day("2025-06-30"))
    young = unit_on("03004@2021-01-01")
    assert (young.valid_from, young.first_listed) == (day("2020-01-01"), None)


def test_the_unit_above_is_the_one_of_that_day():
    ta_phin = units.with_parent_on(day("2018-06-30")).get(pk=unit_on("03013@2018-06-30").pk)
    assert ta_phin.parent_then == unit_on("088@2018-06-30").pk
    assert ta_phin.parent == unit_on("088@2021-01-01")
    later = units.with_parent_on(day("2021-01-01")).get(pk=ta_phin.pk)
    assert later.parent_then == ta_phin.parent_id


def test_every_unit_has_an_address_of_its_own():
    slugs = set(units.values_list("slug", flat=True))
    assert len(slugs) == units.count()
    assert unit_on("03004@2018-06-30").slug == "ban-khoang-03004"
    assert unit_on("03004@2021-01-01").slug == "ngu-chi-son-03004-2020"
    assert unit_on("02902@2018-06-30").slug == "n-t-phong-hai-02902"


def test_an_address_survives_a_corrected_name():
    unit = unit_on("03004@2018-06-30")
    unit.name = "Bản Khoang Mới"
    unit.save()
    assert unit.slug == "ban-khoang-03004"


def test_other_spellings_lead_to_the_unit():
    found = UnitName.objects.filter(unit=unit_on("02836@2018-06-30")).values_list("name", flat=True)
    assert list(found) == ["Xã Nàn Sín"]
    spelled = unit_on("04627@2025-06-30").names.get()
    assert spelled.name == "Thị trấn Nông trường Trần Phú"
    assert spelled.source.key == "nq-1673"


def test_text_is_stored_composed():
    unit = unit_on("03004@2018-06-30")
    unit.seat = "Bản Khoang"  # decomposed
    unit.save()
    unit.refresh_from_db()
    assert unit.seat == "Bản Khoang"


def test_malformed_reference_is_refused():
    with pytest.raises(ValueError, match="03004"):
        units.known_as("03004")


def test_two_provinces_of_one_name_are_told_apart_in_pickers():
    assert str(unit_on("10@2018-06-30")) == "Tỉnh Lào Cai (mã 10, đến 30/06/2025)"
    assert str(unit_on("15@2025-07-01")) == "Tỉnh Lào Cai (mã 15, từ 01/07/2025)"
