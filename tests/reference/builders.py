"""Builders of reference records, with dates long before the real data's."""

import datetime

from laocai_ict.reference.models import AdministrativeUnit, Source, UnitChange

Level, Kind = AdministrativeUnit.Level, AdministrativeUnit.Kind


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def unit_on(reference: str) -> AdministrativeUnit:
    """Return a unit of the real data: "03004@2018-06-30"."""
    return AdministrativeUnit.objects.known_as(reference)


def make_source(**fields) -> Source:
    usual = {"key": "thu", "title": "Nguồn dựng cho bài kiểm"}
    return Source.objects.get_or_create(**usual | fields)[0]


def make_province(**fields) -> AdministrativeUnit:
    usual = {
        "level": Level.PROVINCE,
        "kind": Kind.PROVINCE,
        "code": "99",
        "name": "Thử",
        "valid_from": day("1900-01-01"),
        "valid_until": day("1950-01-01"),
        "source": make_source(),
    }
    return AdministrativeUnit.objects.create(**usual | fields)


def make_commune(**fields) -> AdministrativeUnit:
    if "parent" not in fields:
        above = AdministrativeUnit.objects.filter(code="99", level=Level.PROVINCE).first()
        fields["parent"] = above or make_province()
    usual = {
        "level": Level.COMMUNE,
        "kind": Kind.COMMUNE,
        "code": "99001",
        "name": "Thử",
        "valid_from": day("1900-01-01"),
        "valid_until": day("1950-01-01"),
        "source": make_source(),
    }
    return AdministrativeUnit.objects.create(**usual | fields)


def make_change(from_unit, to_unit, **fields) -> UnitChange:
    usual = {
        "from_unit": from_unit,
        "to_unit": to_unit,
        "kind": UnitChange.Kind.MERGE,
        "extent": UnitChange.Extent.FULL,
        "effective_on": day("1950-01-01"),
        "legal_basis": "Nghị quyết 1/NQ",
        "source": make_source(),
    }
    return UnitChange.objects.create(**usual | fields)
