"""The units of one day, grouped as that day had them: by district, or since 1/7/2025 by name."""

import datetime
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, TextField
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from laocai_ict.display.numbers import format_number

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
        """Read the units of `day`, with figures and outlines, in one query."""
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
        counts = [(kind, sum(unit.kind == kind for unit in self.communes)) for kind in MAP_SHADES]
        return [(KIND_WORDS[kind], count) for kind, count in counts if count]


MAP_SHADES = {Kind.WARD: 4, Kind.TOWNSHIP: 3, Kind.COMMUNE: 1}
"""how each kind of commune is filled on the map"""

KIND_WORDS = {
    Kind.WARD: pgettext_lazy("các đơn vị loại này", "phường"),
    Kind.TOWNSHIP: pgettext_lazy("các đơn vị loại này", "thị trấn"),
    Kind.COMMUNE: pgettext_lazy("các đơn vị loại này", "xã"),
}
"""the kinds as words of the page; in names the kind stays Vietnamese in every language"""


def _read(day: datetime.date) -> list[AdministrativeUnit]:
    """Return the units of the day; provinces of any time too, whose outlines the map may need."""
    of_the_day = AdministrativeUnit.objects.on(day).values("pk")
    figures = UnitFigure.objects.of_kind(*SHOWN).filter(unit=OuterRef("pk")).order_by("as_of", "pk")
    told = JSONObject(kind="kind", value=Cast("value", TextField()), estimate="is_estimate")
    units = list(
        AdministrativeUnit.objects.filter(Q(pk__in=of_the_day) | Q(level=Level.PROVINCE))
        .with_parent_on(day)
        .annotate(told=ArraySubquery(figures.values_list(told)))
        .select_related("outline__source")
        .defer("outline__path", "seat", "outline__source__note")
        .sorted()
    )
    pattern = reverse("reference:place-detail", args=["x"])
    for unit in units:
        unit.url = pattern.replace("/x/", f"/{unit.slug}/")  # resolved once, not for each row
        unit.map_shade = MAP_SHADES.get(unit.kind, 1)
        _tell(unit)
    return units


def _tell(unit: AdministrativeUnit) -> None:
    """Set people and area as the table writes them, and the count of people to sort by."""
    latest = {figure["kind"]: figure for figure in unit.told}
    people, area, measured = SHOWN
    count = latest.get(people)
    unit.people = _written(count, 0)
    unit.people_count = Decimal(count["value"]) if count else 0
    unit.area = _written(latest.get(area) or latest.get(measured), 2)


def _written(figure: dict | None, places: int) -> str:
    if figure is None:
        return ""
    text = format_number(Decimal(figure["value"]), places)
    return _("ước %(value)s") % {"value": text} if figure["estimate"] else text


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
    marks = unicodedata.normalize("NFD", letter.upper())
    kept = [mark for mark in marks if mark not in "\u0300\u0301\u0303\u0309\u0323"]
    return unicodedata.normalize("NFC", "".join(kept))


def _map(all_provinces, provinces, districts, communes, by_name: bool):
    if by_name:
        largest = sorted(
            (unit for unit in communes if unit.outline_of(2025)),
            key=lambda unit: (unit.kind != Kind.WARD, _smallness(unit)),
        )
        ended = [unit for unit in all_provinces if unit.outline_of(2025)]
        return drawing.province_map(communes, ended, largest, 2025)
    return drawing.province_map(communes, [*provinces, *districts], districts, 2018)


def _smallness(unit: AdministrativeUnit) -> int:
    """Sort wards by people, the two cities' cores first, and communes by their room on the map."""
    if unit.kind == Kind.WARD:
        return -unit.people_count
    outline = unit.outline
    return -(outline.right - outline.left) * (outline.bottom - outline.top)
