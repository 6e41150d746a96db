"""Places are found by all their names, and say what they are now."""

import datetime

import pytest
from django.utils import timezone

from laocai_ict.reference.models import AdministrativeUnit, UnitChange
from laocai_ict.search.models import Entry
from tests.search.entries import is_right

pytestmark = pytest.mark.django_db


def entries(reference, moment=None):
    unit = AdministrativeUnit.objects.known_as(reference)
    return Entry.objects.open(moment).filter(kind="reference.unit", key=unit.pk)


def moment(day):
    return timezone.make_aware(datetime.datetime.fromisoformat(day))


def test_every_unit_has_one_open_entry_at_any_time():
    every = AdministrativeUnit.objects.count()
    for day in ("1990-01-01", "2018-06-30", "2020-01-01", "2025-06-30", "2025-07-01", "2090-01-01"):
        open_then = Entry.objects.open(moment(day)).filter(kind="reference.unit")
        assert open_then.count() == open_then.values("key").distinct().count() == every


def test_a_unit_that_has_ended_says_what_it_is_part_of_now():
    entry = entries("03004@2018-06-30").get()
    assert entry.title == "Xã Bản Khoang"
    assert "Bản Khoang" in entry.names
    assert "03004" in entry.names
    assert entry.note == (
        "huyện Sa Pa, tỉnh Lào Cai, tới hết 31/12/2019; nay thuộc xã Ngũ Chỉ Sơn, tỉnh Lào Cai"
    )
    assert entry.address == "/dia-phuong/ban-khoang-03004/"


def test_what_it_says_holds_at_each_day_on_its_way():
    notes = {
        day: entries("03004@2018-06-30", moment(day)).get().note.partition("; ")[2]
        for day in ("2019-12-31", "2020-01-01", "2025-07-01")
    }
    assert notes == {
        "2019-12-31": "",
        "2020-01-01": "nay thuộc xã Ngũ Chỉ Sơn, thị xã Sa Pa",
        "2025-07-01": "nay thuộc xã Ngũ Chỉ Sơn, tỉnh Lào Cai",
    }


def test_a_unit_that_only_changed_its_kind_is_the_same_place():
    town = entries("088@2018-06-30").get()
    assert town.title == "Huyện Sa Pa"
    assert entries("03001@2018-06-30").get().title == "Thị trấn Sa Pa"


def test_former_names_find_the_unit_that_goes_on():
    renamed = UnitChange.objects.filter(kind="rename").order_by("pk").first()
    entry = Entry.objects.open().get(kind="reference.unit", key=renamed.to_unit_id)
    assert renamed.from_unit.called in entry.names


def test_a_change_that_is_corrected_is_told_of_all_it_reaches():
    change = UnitChange.objects.get(from_unit__code="03004", effective_on="2020-01-01")
    UnitChange.objects.filter(pk=change.pk).delete()
    assert "nay thuộc" not in entries("03004@2018-06-30").get().note
    assert is_right()
