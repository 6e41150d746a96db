"""What became of a unit and what made it up: the real data, as loaded."""

import pytest

from laocai_ict.reference.loaders.places import problems
from laocai_ict.reference.models import AdministrativeUnit, UnitChange
from tests.reference.builders import day, unit_on

pytestmark = pytest.mark.django_db
changes = UnitChange.objects


def told(queryset) -> list[str]:
    return [
        f"{c.from_unit.full_name} → {c.to_unit.full_name if c.to_unit else '–'}" for c in queryset
    ]


def replay(units: set, until: str) -> set:
    """Apply the changes of the data to a set of units, day by day."""
    for change in changes.filter(effective_on__lte=day(until)).with_units():
        if change.extent == "full" or change.from_unit.valid_until == change.effective_on:
            units.discard(change.from_unit)
        if change.to_unit is not None:
            units.add(change.to_unit)
    return units


def test_replaying_the_changes_on_the_list_of_2018_gives_those_of_2024_and_2025():
    first = set(AdministrativeUnit.objects.on(day("2018-06-30")))
    assert replay(set(first), "2024-11-01") == set(AdministrativeUnit.objects.on(day("2024-11-01")))
    yen_bai = set(AdministrativeUnit.objects.filter(first_listed=day("2025-06-30")))
    assert replay(first | yen_bai, "2025-07-01") == set(
        AdministrativeUnit.objects.on(day("2025-07-01"))
    )


def test_every_change_fits_its_units_and_every_unit_the_one_above():
    assert problems() == []


def test_what_became_of_ban_khoang():
    chain = changes.after(unit_on("03004@2018-06-30"))
    assert [(str(c.effective_on), c.kind) for c in chain] == [
        ("2020-01-01", "merge"),
        ("2025-07-01", "unchanged"),
    ]
    assert told(chain) == ["Xã Bản Khoang → Xã Ngũ Chỉ Sơn", "Xã Ngũ Chỉ Sơn → Xã Ngũ Chỉ Sơn"]
    assert chain[0].legal_basis == "Nghị quyết 767/NQ-UBTVQH14"
    assert chain[0].legal_basis_date == day("2019-09-11")


def test_what_made_up_ngu_chi_son_of_today():
    back = told(changes.before(unit_on("03004@2026-01-01")))
    assert back == [
        "Xã Ngũ Chỉ Sơn → Xã Ngũ Chỉ Sơn",
        "Xã Bản Khoang → Xã Ngũ Chỉ Sơn",
        "Xã Tả Giàng Phình → Xã Ngũ Chỉ Sơn",
    ]


def test_san_sa_ho_was_split_in_four():
    out = unit_on("03019@2018-06-30").changes_out.order_by("pk")
    assert told(out) == [
        "Xã San Sả Hồ → Phường Ô Quý Hồ",
        "Xã San Sả Hồ → Phường Phan Si Păng",
        "Xã San Sả Hồ → Xã Hoàng Liên",
        "Xã San Sả Hồ → Phường Cầu Mây",
    ]
    assert {change.extent for change in out} == {"part"}
    assert str(sum(change.area_km2 for change in out)) == "55.84"  # its published area
    today = {c.to_unit.full_name for c in changes.after(unit_on("03019@2018-06-30"))
             if c.to_unit.is_in_force}  # fmt: skip
    assert today == {"Phường Sa Pa", "Xã Tả Van"}


def test_319_communes_went_whole_into_99():
    merger = changes.filter(effective_on=day("2025-07-01"), from_unit__level="commune")
    assert merger.count() == 319
    assert set(merger.values_list("extent", flat=True)) == {"full"}
    assert merger.values("from_unit").distinct().count() == 319
    assert merger.values("to_unit").distinct().count() == 99
    assert merger.exclude(legal_place__startswith="Điều 1 khoản ").count() == 0


def test_no_new_commune_mixes_the_two_old_provinces():
    for unit in AdministrativeUnit.objects.on(day("2025-07-01")).communes():
        above = {c.from_unit.parent.parent_id for c in unit.changes_in.with_units()}
        assert len(above) == 1, unit


def test_districts_ended_without_successor():
    for reference in ("082@2025-06-30", "140@2025-06-30"):
        change = unit_on(reference).changes_out.get()
        assert (change.kind, change.to_unit) == ("abolished", None)


def test_kinds_of_change():
    kinds = dict.fromkeys(UnitChange.Kind.values, 0)
    for kind in changes.values_list("kind", flat=True):
        kinds[kind] += 1
    assert kinds == {
        "merge": 338, "split": 18, "rename": 1, "type_change": 3, "code_change": 0,
        "transfer": 1, "unchanged": 7, "abolished": 18,
    }  # fmt: skip


def test_a_receiver_that_stays_itself_has_no_link_to_itself():
    a_lu = unit_on("02692@2018-06-30")
    assert told(a_lu.changes_in.all()) == ["Xã Ngải Thầu → Xã A Lù"]
    assert told(a_lu.changes_out.all()) == ["Xã A Lù → Xã Y Tý"]


def test_a_chain_forgets_what_a_receiver_gave_away_earlier():
    """Gia Phú gave a part to Thống Nhất in 2020; what came to Gia Phú later is no part of that."""
    back = told(changes.before(unit_on("02923@2026-01-01")))
    assert "Phường Thống Nhất → Xã Thống Nhất" in back
    assert "Xã Gia Phú → Xã Thống Nhất" in back


def test_one_date_is_not_known():
    blank = changes.filter(legal_basis_date=None)
    assert set(blank.values_list("legal_basis", flat=True)) == {"Nghị quyết 1197/NQ-UBTVQH15"}


def test_one_part_is_derived_and_says_so():
    derived = changes.exclude(confidence="high").get()
    assert told([derived]) == ["Xã Lao Chải → Phường Sa Pa"]
    assert derived.source.title.startswith("Suy ra")
