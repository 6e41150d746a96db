"""Loading the data files: everything once, again without effect, never over staff's work."""

import datetime
from decimal import Decimal

import pytest

from laocai_ict.department.models import DepartmentName
from laocai_ict.reference import loading
from laocai_ict.reference.models import (
    AdministrativeUnit,
    Agency,
    AgencySuccession,
    CalendarDay,
    LoadedRow,
    Source,
    UnitChange,
    UnitFigure,
    UnitOutline,
)
from tests.reference.builders import day, unit_on

pytestmark = pytest.mark.django_db


def entry(name="reference"):
    return next(entry for entry in loading.registered() if entry.name == name)


def test_a_second_load_does_nothing():
    assert loading.run(entry()) is None


LOADERS = ["reference", "search", "deadlines", "department", "press", "telecom", "egov"]


@pytest.mark.parametrize("name", LOADERS)
def test_a_forced_second_load_creates_and_changes_nothing(name):
    loader = loading.run(entry(name), force=True)
    assert (loader.created, loader.updated, loader.kept, loader.doubts) == (0, 0, [], [])


def test_every_loader_is_tried_above():
    names = {entry.name for entry in loading.registered()}
    assert names == set(LOADERS)


def test_a_correction_by_staff_survives_a_changed_file():
    figure = UnitFigure.objects.get(unit=unit_on("03004@2018-06-30"), kind="households")
    UnitFigure.objects.filter(pk=figure.pk).update(value=579)
    row = LoadedRow.objects.get(
        loader="reference", key__startswith="reference.unitfigure:", object_pk=figure.pk
    )
    row.values["value"] = "500"  # what the file said before it changed
    row.save()
    loader = loading.run(entry(), force=True)
    figure.refresh_from_db()
    assert figure.value == 579
    assert any("value" in kept for kept in loader.kept)


def test_a_changed_file_reaches_what_staff_left_alone():
    unit = unit_on("02647@2026-01-01")
    row = LoadedRow.objects.get(
        key__startswith="reference.administrativeunit:", object_pk=unit.pk, loader="reference"
    )
    AdministrativeUnit.objects.filter(pk=unit.pk).update(seat="cũ")
    row.values["seat"] = "cũ"
    row.save()
    loader = loading.run(entry(), force=True)
    unit.refresh_from_db()
    assert (loader.updated, unit.seat[:20]) == (1, "Số 591 đường Hoàng L")


def test_a_correction_that_contradicts_another_row_is_doubted_and_loaded():
    AdministrativeUnit.objects.filter(pk=unit_on("03004@2018-06-30").pk).update(
        valid_until=day("2019-12-01")
    )
    loader = loading.run(entry(), force=True)
    assert any("phải kết thúc đúng ngày thay đổi" in doubt for doubt in loader.doubts)


def test_population_of_2019_belongs_to_the_units_of_2018():
    census = UnitFigure.objects.filter(source__key="census-2019")
    assert census.count() == 174 * 4
    communes = census.filter(kind="population", unit__level="commune")
    assert sum(communes.values_list("value", flat=True)) == 730420
    assert census.get(unit=unit_on("10@2018-06-30"), kind="households").value == 175034
    assert set(census.values_list("as_of", flat=True)) == {day("2019-04-01")}


def test_thirteen_populations_of_2025_are_repaired_estimates():
    people = UnitFigure.objects.filter(source__key="sapnhap-2025", kind="population")
    estimates = people.filter(is_estimate=True)
    assert estimates.count() == 13
    assert not estimates.filter(note="").exists()
    ta_van = estimates.get(unit=unit_on("03037@2026-01-01"))
    assert (ta_van.value, ta_van.value_in_source) == (18636, 2241)
    total = sum(people.filter(unit__level="commune").values_list("value", flat=True))
    assert total == people.get(unit__level="province").value == 1778785
    assert set(people.values_list("as_of", flat=True)) == {None}


def test_yearly_populations_are_of_the_old_province():
    yearly = UnitFigure.objects.filter(source__key="danso-info")
    assert yearly.count() == 14
    assert {figure.unit for figure in yearly} == {unit_on("10@2018-06-30")}
    assert yearly.get(period="trung bình năm 2018").value == 705600
    assert yearly.get(as_of=day("2024-04-01")).value == 787066


def test_published_area_comes_with_its_own_source():
    areas = UnitFigure.objects.filter(kind="area", unit__first_listed=day("2017-10-15"))
    assert areas.count() == 23
    ban_khoang = areas.get(unit=unit_on("03004@2018-06-30"))
    assert (ban_khoang.value, ban_khoang.period) == (Decimal("56.51"), "năm 2017")


def test_outlines_are_those_of_the_two_boundary_files():
    outlines = UnitOutline.objects.all()
    assert outlines.filter(year=2018).count() == 174
    assert outlines.filter(year=2025).count() == 99 + 1 + 1  # communes, province, old Yên Bái
    assert not outlines.filter(unit__valid_from__range=("2020-01-01", "2025-06-30")).exists()
    for outline in outlines:
        assert outline.left <= outline.label_x <= outline.right
        assert outline.top <= outline.label_y <= outline.bottom
        assert outline.path.startswith("M")
        assert outline.path.endswith("z")


def test_every_row_keeps_a_source_in_vietnamese():
    assert Source.objects.exclude(title="").count() == Source.objects.count()
    changes = UnitChange.objects.select_related("source")
    assert all(change.source.title for change in changes)
    english = ("of the", "went to", "resolution", "inferred")
    for model in (UnitChange, UnitFigure, CalendarDay, Agency):
        for note in model.objects.exclude(note="").values_list("note", flat=True):
            assert not any(word in note for word in english), note


def test_days_off():
    days = CalendarDay.objects
    assert days.count() == 162
    assert days.days_off().count() == 156
    assert days.filter(kind="working").count() == 6
    assert set(days.filter(is_confirmed=False).values_list("date__year", flat=True)) == {2027}
    assert days.get(date=datetime.date(2026, 1, 2)).kind == "swapped"
    assert days.get(date=datetime.date(2026, 8, 31)).legal_basis == "Thông báo 9441/TB-BNV"
    assert days.filter(legal_basis="").count() == 0
    of_2012 = days.filter(legal_basis__contains="Bộ luật Lao động 2012")
    assert of_2012.latest("date").date.year == 2020
    off_2018 = set(days.days_off().filter(date__year=2018).values_list("date", flat=True))
    assert {day("2018-02-14"), day("2018-04-25"), day("2018-09-03")} <= off_2018


def test_agencies_and_their_lineage():
    assert Agency.objects.count() == 49
    ours = Agency.objects.get(name="Sở Thông tin và Truyền thông")
    assert (ours.valid_from, ours.valid_from_precision) == (day("2008-04-01"), "month")
    assert (ours.valid_until, ours.valid_until_precision) == (day("2025-03-01"), "by")
    before = ours.successions_in.get().from_agency
    assert (before.name, before.valid_from) == ("Sở Bưu chính, Viễn thông", day("2005-11-14"))
    after = AgencySuccession.objects.filter(from_agency=ours).order_by("subject")
    assert {(s.to_agency.short_name, s.subject) for s in after} == {
        ("Sở VHTTDL", "báo chí, xuất bản"),
        ("Sở KH&CN", "bưu chính, viễn thông, công nghệ thông tin"),
    }
    assert Agency.objects.on(day("2018-06-30")).filter(name=ours.name).exists()
    sa_pa = Agency.objects.get(name="Ủy ban nhân dân huyện Sa Pa")
    assert sa_pa.unit == unit_on("088@2018-06-30")
    assert Agency.objects.exclude(identifier="").get().identifier == "H38"


def test_what_staff_deleted_stays_deleted():
    unit = unit_on("04273@2025-06-30")
    unit.changes_out.all().delete()
    unit.names.all().delete()
    unit.delete()
    figure = UnitFigure.objects.filter(unit=unit_on("03004@2018-06-30")).first()
    figure.delete()
    loader = loading.run(entry(), force=True)
    assert loader.created == 0
    assert not UnitFigure.objects.filter(pk=figure.pk).exists()


def test_what_staff_renamed_is_left_and_doubted():
    """Files of other apps mean an agency by its name, a unit by its code."""
    Agency.objects.filter(name="Sở Thông tin và Truyền thông").update(name="Sở TTTT tỉnh Lào Cai")
    assert any("Sở Thông tin" in doubt for doubt in loading.run(entry("egov"), force=True).doubts)
    AdministrativeUnit.objects.filter(code="10").update(code="11")
    assert any("10@" in doubt for doubt in loading.run(entry("telecom"), force=True).doubts)


def test_a_row_that_staff_wrote_already_is_doubted_not_loaded_twice():
    figure = UnitFigure.objects.filter(unit=unit_on("03004@2018-06-30")).first()
    LoadedRow.objects.filter(object_pk=figure.pk, key__startswith="reference.unitfigure:").delete()
    loader = loading.run(entry(), force=True)
    assert loader.created == 0
    assert any("Nguồn này đã có số liệu đó" in doubt for doubt in loader.doubts)


def test_a_change_that_contradicts_staff_is_left_and_said():
    ours = Agency.objects.get(name="Sở Thông tin và Truyền thông")
    row = LoadedRow.objects.get(key__startswith="reference.agency:", object_pk=ours.pk)
    until = day("2031-01-01")
    Agency.objects.filter(pk=ours.pk).update(valid_from=day("2030-01-01"), valid_until=until)
    row.values["valid_until"] = "2031-01-01"  # what the file said before it changed
    row.save()
    loader = loading.run(entry(), force=True)
    assert any("Ngày kết thúc phải sau ngày bắt đầu" in kept for kept in loader.kept)
    ours.refresh_from_db()
    assert ours.valid_until == until


def test_a_load_counts_as_a_change_of_the_record(time_machine):
    row = LoadedRow.objects.get(loader="department", key="department.departmentname:bcvt")
    row.values["name_en"] = "Another name"
    row.save()
    DepartmentName.objects.filter(pk=row.object_pk).update(name_en="Another name")
    time_machine.move_to(datetime.datetime(2027, 1, 1, tzinfo=datetime.UTC))
    loading.run(entry("department"), force=True)
    assert DepartmentName.objects.get(pk=row.object_pk).updated_at.year == 2027
