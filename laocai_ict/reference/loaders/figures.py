"""People, households and areas of the units, each with the time its source gives it."""

import datetime
import re
from decimal import Decimal
from pathlib import Path

from laocai_ict.reference.era import TWO_LEVELS
from laocai_ict.reference.loading import DELETED, Loader, read_csv
from laocai_ict.reference.models import AdministrativeUnit, Source, UnitFigure

from .places import Units
from .words import Words

CENSUS = datetime.date(2019, 4, 1)
CENSUS_COLUMNS = {
    "population_2019": UnitFigure.Kind.POPULATION,
    "population_2019_urban": UnitFigure.Kind.URBAN,
    "population_2019_rural": UnitFigure.Kind.RURAL,
    "households_2019": UnitFigure.Kind.HOUSEHOLDS,
}
SWAPPED_AREAS = {"03037": "88.54", "04603": "158.50"}
"""what the source prints for the two communes whose whole lines it swapped"""


def load(loader: Loader, folder: Path, words: Words, units: Units) -> None:
    write = Writer(loader)
    for row in read_csv(folder / "population-area-2018-units.csv"):
        _load_2018(write, row, units.on(row["code"], CENSUS), words)
    for row in read_csv(folder / "population-area-2025-units.csv"):
        _load_2025(write, row, units.on(row["code"], TWO_LEVELS), words)
    for row in read_csv(folder / "province-population-by-year.csv"):
        unit = units.on(row["province_code"], datetime.date(int(row["year"]), 7, 1))
        _load_year(write, row, unit, words.source(row["source"]))


class Writer:
    """Writes one figure under a key of unit, kind and source."""

    def __init__(self, loader: Loader) -> None:
        self.loader = loader

    def __call__(
        self, unit: AdministrativeUnit, kind: str, value: str, source: Source, **more
    ) -> None:
        if unit is DELETED:
            return
        period = more.setdefault("period", "")
        self.loader.upsert(
            UnitFigure,
            f"{unit.slug} {kind} {source.key} {period}".strip(),
            unit=unit,
            kind=kind,
            value=Decimal(value),
            source=source,
            as_of=more.get("as_of"),
            period=period,
            is_estimate=more.get("is_estimate", False),
            value_in_source=more.get("value_in_source"),
            note=more.get("note", ""),
        )


def _load_2018(write: Writer, row: dict[str, str], unit: AdministrativeUnit, words: Words) -> None:
    for column, kind in CENSUS_COLUMNS.items():
        write(unit, kind, row[column], words.source("census 2019"), as_of=CENSUS)
    measured = words.source("polygon 2018")
    write(unit, UnitFigure.Kind.AREA_MEASURED, row["area_km2_polygon"], measured)
    if row["area_km2_published"]:
        told = row["area_published_source"]
        source = words.source("gso_change_record area" if told == "gso_change_record" else told)
        years = re.findall("2004|2017", told)
        write(
            unit,
            UnitFigure.Kind.AREA,
            row["area_km2_published"],
            source,
            period=f"năm {years[-1]}" if years else "",
        )


def _load_2025(write: Writer, row: dict[str, str], unit: AdministrativeUnit, words: Words) -> None:
    source = words.source("population 2025")
    note = words.note(row["population_note"])
    write(
        unit,
        UnitFigure.Kind.POPULATION,
        row["population"],
        source,
        is_estimate=bool(note),
        value_in_source=Decimal(row["population_in_source"]) if note else None,
        note=note,
    )
    printed = SWAPPED_AREAS.get(row["code"])
    write(
        unit,
        UnitFigure.Kind.AREA,
        row["area_km2"],
        source,
        is_estimate=bool(printed),
        value_in_source=Decimal(printed) if printed else None,
        note=note if printed else "",
    )
    measured = words.source("polygon 2025")
    write(unit, UnitFigure.Kind.AREA_MEASURED, row["area_km2_polygon"], measured)


def _load_year(
    write: Writer, row: dict[str, str], unit: AdministrativeUnit, source: Source
) -> None:
    """A yearly mean is of no day; the figure of 2024 is of 1 April."""
    if row["basis"].startswith("dân số trung bình"):
        period, as_of = f"trung bình năm {row['year']}", None
    else:
        period, as_of = "giữa kỳ", datetime.date(int(row["year"]), 4, 1)
    write(unit, UnitFigure.Kind.POPULATION, row["population"], source, period=period, as_of=as_of)
