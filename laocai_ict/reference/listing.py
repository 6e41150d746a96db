"""The units of one day, grouped as that day had them: by district, or since 1/7/2025 by name."""

import datetime
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Prefetch, Q

from . import drawing
from .era import TWO_LEVELS
from .models import AdministrativeUnit, UnitFigure

Level, Kind = AdministrativeUnit.Level, AdministrativeUnit.Kind
SHOWN = (UnitFigure.Kind.POPULATION, UnitFigure.Kind.AREA, UnitFigure.Kind.AREA_MEASURED)
LETTERS = ("AĂÂBC", "DĐEÊGHIK", "LMN", "OÔƠPQRS", "TUƯVXY")
"""how the communes of today are parted: about twenty in each"""


@dataclass
class Group:
    """A district with its communes, or a run of the alphabet."""

    district: AdministrativeUnit | None
    letters: str = ""
    units: list[AdministrativeUnit] = field(default_factory=list)


@dataclass
class Listing:
    day: datetime.date
    provinces: list[AdministrativeUnit]
    districts: list[AdministrativeUnit]
    communes: list[AdministrativeUnit]
    groups: list[Group]
    map: drawing.ProvinceMap | None

    @classmethod
    def on(cls, day: datetime.date) -> "Listing":
        """Read the units of `day`, with figures and outlines, in two queries."""
        rows = _read(day)
        units = {level: [unit for unit in rows if unit.level == level] for level in Level}
        then = [unit for unit in units[Level.PROVINCE] if unit.existed_on(day)]
        districts, communes = units[Level.DISTRICT], units[Level.COMMUNE]
        by_name = day >= TWO_LEVELS
        return cls(
            day=day,
            provinces=then,
            districts=districts,
            communes=communes,
            groups=_by_letter(communes) if by_name else _by_district(districts, communes),
            map=_map(units[Level.PROVINCE], then, districts, communes, by_name),
        )

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """Return how many wards, townships and communes there are, leaving out what is not."""
        counts = [(kind, sum(unit.kind == kind for unit in self.communes)) for kind in MAP_CLASSES]
        return [(kind.label, count) for kind, count in counts if count]


MAP_CLASSES = {Kind.WARD: "m4", Kind.TOWNSHIP: "m3", Kind.COMMUNE: "m1"}
"""how each kind of commune is filled on the map"""


def _read(day: datetime.date) -> list[AdministrativeUnit]:
    """Return the units of the day; provinces of any time too, whose outlines the map may need."""
    figures = UnitFigure.objects.of_kind(*SHOWN).order_by("as_of", "pk")
    communes = AdministrativeUnit.objects.on(day).values("pk")
    rows = (
        AdministrativeUnit.objects.filter(Q(pk__in=communes) | Q(level=Level.PROVINCE))
        .with_parent_on(day)
        .select_related("outline__source")
        .prefetch_related(Prefetch("figures", queryset=figures))
        .sorted()
    )
    units = list(rows)
    for unit in units:
        unit.url = unit.get_absolute_url()
        unit.map_class = MAP_CLASSES.get(unit.kind, "m1")
        found = {figure.kind: figure for figure in unit.figures.all()}
        unit.people = found.get(UnitFigure.Kind.POPULATION)
        unit.area = found.get(UnitFigure.Kind.AREA) or found.get(UnitFigure.Kind.AREA_MEASURED)
    return units


def _by_district(districts, communes) -> list[Group]:
    groups = {district.pk: Group(district) for district in districts}
    for unit in communes:
        unit.district = groups[unit.parent_then].district
        groups[unit.parent_then].units.append(unit)
    return list(groups.values())


def _by_letter(communes) -> list[Group]:
    groups = []
    for letters, units in groupby(communes, key=lambda unit: _run(unit.name)):
        groups.append(Group(None, f"{letters[0]}–{letters[-1]}", list(units)))
    return groups


def _run(name: str) -> str:
    return next((run for run in LETTERS if _bare(name[0]) in run), name[0])


def _bare(letter: str) -> str:
    """Return a letter without tone, as the alphabet counts it: Ả is A, Ẫ is Â."""
    import unicodedata

    marks = unicodedata.normalize("NFD", letter.upper())
    kept = [mark for mark in marks if mark not in "\u0300\u0301\u0303\u0309\u0323"]
    return unicodedata.normalize("NFC", "".join(kept))


def _map(all_provinces, provinces, districts, communes, by_name: bool):
    if by_name:
        largest = sorted(
            (unit for unit in communes if unit.outline_of(2025)),
            key=lambda unit: (unit.kind != Kind.WARD, -_room(unit)),
        )
        ended = [unit for unit in all_provinces if unit.outline_of(2025)]
        return drawing.province_map(communes, ended, largest, 2025)
    return drawing.province_map(communes, [*provinces, *districts], districts, 2018)


def _room(unit: AdministrativeUnit) -> int:
    outline = unit.outline
    return (outline.right - outline.left) * (outline.bottom - outline.top)
