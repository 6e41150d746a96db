"""The database refuses what cannot be."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from laocai_ict.reference.models import (
    AdministrativeUnit,
    Agency,
    AgencySuccession,
    CalendarDay,
    LoadedRow,
    UnitFigure,
    UnitName,
    UnitOutline,
)
from tests.reference.builders import (
    day,
    make_change,
    make_commune,
    make_province,
    make_source,
    unit_on,
)

pytestmark = pytest.mark.django_db


def refuses(name):
    return pytest.raises(IntegrityError, match=name)


def test_two_units_with_one_code_at_a_time():
    make_commune()
    with refuses("reference_unit_code_once_at_a_time"):
        make_commune(name="Khác", valid_from=day("1949-12-31"), valid_until=None, slug="khac")


def test_a_code_may_be_used_again_the_day_it_is_free():
    make_commune()
    above = make_province(valid_from=day("1950-01-01"), valid_until=None, slug="thu-moi")
    again = make_commune(name="Khác", parent=above, valid_from=day("1950-01-01"), valid_until=None)
    assert again.pk


def test_a_unit_with_unknown_start_holds_its_code_from_the_day_it_is_listed():
    make_commune(valid_from=None, first_listed=day("1920-01-01"))
    make_commune(name="Trước", valid_until=day("1920-01-01"), slug="truoc")
    with refuses("reference_unit_code_once_at_a_time"):
        make_commune(name="Sau", valid_from=day("1930-01-01"), slug="sau")


def test_the_form_says_that_a_code_is_taken():
    make_commune()
    second = AdministrativeUnit(
        level="commune", kind="commune", code="99001", name="Khác", valid_from=day("1920-01-01"),
        parent=AdministrativeUnit.objects.get(code="99"), source=make_source(),
    )  # fmt: skip
    with pytest.raises(ValidationError, match="Mã này đã thuộc một đơn vị khác"):
        second.validate_constraints()


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"code": "999"}, "reference_unit_code_fits_level"),
        ({"code": "9900a"}, "reference_unit_code_fits_level"),
        ({"kind": "district"}, "reference_unit_kind_fits_level"),
        ({"parent": None}, "reference_unit_only_province_has_no_parent"),
        ({"valid_from": None}, "reference_unit_starts_or_is_listed"),
        ({"first_listed": day("1900-01-01")}, "reference_unit_starts_or_is_listed"),
        ({"valid_until": day("1900-01-01")}, "reference_unit_ends_after_its_start"),
        ({"name": ""}, "reference_unit_name_is_nfc"),
    ],
)
def test_a_unit_that_cannot_be(fields, rule):
    with refuses(rule):
        make_commune(**fields)


def test_a_name_in_pieces_is_refused_even_from_an_update_past_the_model():
    unit = make_commune()
    with refuses("reference_unit_name_is_nfc"):
        AdministrativeUnit.objects.filter(pk=unit.pk).update(name="Ba\u0309n")


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"kind": "abolished"}, "reference_unitchange_only_abolished_has_no_successor"),
        ({"kind": "split"}, "reference_unitchange_extent_fits_kind"),
        ({"extent": "part"}, "reference_unitchange_extent_fits_kind"),
        ({"legal_basis": ""}, "reference_unitchange_has_legal_basis"),
        (
            {"legal_basis_date": day("1950-01-02")},
            "reference_unitchange_document_before_effect",
        ),
    ],
)
def test_a_change_that_cannot_be(fields, rule):
    old, new = make_commune(), make_commune(code="99002", valid_until=None, slug="moi")
    with refuses(rule):
        make_change(old, new, **fields)


def test_a_unit_does_not_become_itself():
    unit = make_commune()
    with refuses("reference_unitchange_not_to_itself"):
        make_change(unit, unit)


def test_a_change_is_told_once_even_without_successor():
    unit = make_commune()
    make_change(unit, None, kind="abolished")
    with refuses("reference_unitchange_once"):
        make_change(unit, None, kind="abolished")


def test_the_day_of_a_change_fits_its_units():
    """Two rows are compared: the form asks, the data is tested, the database cannot hold it."""
    old = make_commune()
    new = make_commune(code="99002", valid_from=day("1950-01-01"), valid_until=None, slug="moi")
    assert make_change(old, new).date_problem() == ""
    late = make_change(old, new, effective_on=day("1951-01-01"))
    assert "phải kết thúc đúng ngày" in late.date_problem()
    with pytest.raises(ValidationError, match="phải kết thúc đúng ngày"):
        late.clean()


def test_a_unit_stands_within_the_time_of_the_one_above():
    unit = make_commune()
    unit.valid_until = day("1960-01-01")
    with pytest.raises(ValidationError, match="kết thúc trước"):
        unit.clean()


def figure(**fields):
    usual = {"unit": unit_on("03004@2018-06-30"), "kind": "population", "value": 1,
             "source": make_source()}  # fmt: skip
    return UnitFigure.objects.create(**usual | fields)


def test_figures():
    figure()
    with refuses("reference_unitfigure_once_per_source"):
        figure(value=2)


def test_a_negative_figure():
    with refuses("reference_unitfigure_not_negative"):
        figure(value=-1)


def test_a_repaired_figure_that_passes_for_the_source():
    with refuses("reference_unitfigure_repair_is_estimate"):
        figure(value=100, value_in_source=10)


def test_one_name_twice():
    fields = {"unit": make_commune(), "name": "Xã Thử nhì", "source": make_source()}
    UnitName.objects.create(**fields)
    with refuses("reference_unitname_once_per_unit"):
        UnitName.objects.create(**fields)


def test_an_outline_without_size():
    with refuses("reference_unitoutline_has_size"):
        UnitOutline.objects.create(
            unit=make_commune(), year=1900, path="M0 0z", map_path="M0 0z", left=0, right=0,
            top=0, bottom=5, label_x=0, label_y=0, source=make_source(),
        )  # fmt: skip


def agency(**fields):
    return Agency.objects.create(**{"name": "Sở Thử", "source": make_source()} | fields)


def test_agencies():
    agency()
    with refuses("reference_agency_once"):
        agency()


def test_an_agency_without_name():
    with refuses("reference_agency_has_name"):
        agency(name="")


def test_an_agency_that_ends_before_it_begins():
    with refuses("reference_agency_ends_after_its_start"):
        agency(valid_from=day("2020-01-01"), valid_until=day("2020-01-01"))


@pytest.mark.parametrize(
    ("rule", "column"),
    [
        ("reference_agency_start_honest", "valid_from"),
        ("reference_agency_end_honest", "valid_until"),
    ],
)
def test_an_agency_whose_day_claims_more_than_is_known(rule, column):
    with refuses(rule), transaction.atomic():
        agency(**{column: day("2020-01-02"), f"{column}_precision": "month"})
    with refuses(rule), transaction.atomic():
        agency(**{column: day("2020-02-01"), f"{column}_precision": "year"})
    agency(**{column: day("2020-02-02"), f"{column}_precision": "by"})


def test_a_succession_whose_day_claims_more_than_is_known():
    fields = {"from_agency": agency(), "to_agency": agency(name="Sở Khác")}
    with refuses("reference_agencysuccession_date_honest"):
        AgencySuccession.objects.create(
            **fields, effective_on=day("2020-01-02"), precision="month", source=make_source()
        )


def test_an_agency_does_not_succeed_itself():
    one = agency()
    with refuses("reference_agencysuccession_not_to_itself"):
        AgencySuccession.objects.create(from_agency=one, to_agency=one, source=make_source())


def test_a_succession_told_twice():
    fields = {"from_agency": agency(), "to_agency": agency(name="Sở Khác")}
    AgencySuccession.objects.create(**fields, source=make_source())
    with refuses("reference_agencysuccession_once"):
        AgencySuccession.objects.create(**fields, source=make_source())


def test_a_make_up_day_on_a_weekday():
    with refuses("reference_calendarday_make_up_on_weekend"):
        CalendarDay.objects.create(
            date=datetime.date(2030, 1, 7), kind="working", name="Thử", source=make_source()
        )


def test_a_day_off_without_name():
    with refuses("reference_calendarday_has_name"):
        CalendarDay.objects.create(
            date=datetime.date(2030, 1, 7), kind="holiday", name="", source=make_source()
        )


def test_a_day_off_of_an_unknown_kind():
    with refuses("reference_calendarday_kind_known"):
        CalendarDay.objects.create(
            date=datetime.date(2030, 1, 7), kind="khac", name="Thử", source=make_source()
        )


@pytest.mark.parametrize("date", [datetime.date(1899, 12, 31), datetime.date.max])
def test_a_day_off_in_a_year_that_nobody_means(date):
    with refuses("reference_calendarday_in_reach"):
        CalendarDay.objects.create(date=date, kind="holiday", name="Thử", source=make_source())


def test_a_source_without_title():
    with refuses("reference_source_has_title"):
        make_source(key="khong-ten", title="")


def test_a_row_of_a_data_file_is_kept_once():
    row = LoadedRow.objects.first()
    with pytest.raises(IntegrityError, match="reference_loaded_row_once_per_key"):
        LoadedRow.objects.create(loader=row.loader, key=row.key, object_pk=1, values={})
