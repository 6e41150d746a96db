"""Units, their other names and the changes between them.

A unit that several lists have unchanged is one row: its key is its code and the day it began, blank
where no list tells it. Units of Yên Bái are in no list before the merger; they come from the file
of changes, as of its last day.
"""

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from laocai_ict.reference.era import OLDEST_LIST, TWO_LEVELS, YEN_BAI_KNOWN
from laocai_ict.reference.loading import DELETED, Loader, day, read_csv
from laocai_ict.reference.models import AdministrativeUnit, UnitChange, UnitName

from .words import Words

Unit = AdministrativeUnit
Row = dict[str, str]
LEVELS = {"1": Unit.Level.PROVINCE, "2": Unit.Level.DISTRICT, "3": Unit.Level.COMMUNE}
KINDS = {label: value for value, label in Unit.Kind.choices}
LISTS = (
    ("administrative-units-2018.csv", "list 2018"),
    ("administrative-units-2024.csv", "list 2024"),
    ("administrative-units-2025.csv", "list 2025"),
)


class Units:
    """The units loaded so far, found by what a code meant on a day, as the files have it.

    Staff may have corrected a unit's days meanwhile; the files' other rows still mean that unit.
    """

    def __init__(self) -> None:
        self._of_code: dict[str, list[tuple[Row, Unit]]] = {}

    def add(self, row: Row, unit: Unit) -> None:
        """Keep what was loaded of a row."""
        self._of_code.setdefault(row["code"], []).append((row, unit))

    def on(self, code: str, when: datetime.date) -> Unit:
        """Return the unit that had `code` on `when`, counting an unknown start as long ago.

        Raises KeyError where there was none; `DELETED` where staff deleted it.
        """
        text = when.isoformat()
        for row, unit in self._of_code.get(code, ()):
            if row["valid_from"] <= text and (not row["valid_until"] or text < row["valid_until"]):
                return unit
        raise KeyError(f"{code}@{when}")


def load(loader: Loader, folder: Path, words: Words) -> Units:
    changes = list(read_csv(folder / "administrative-changes.csv"))
    seats = {
        row["code"]: row["admin_seat"]
        for row in read_csv(folder / "population-area-2025-units.csv")
    }
    units = Units()
    kept: dict[str, Row] = {}
    made: dict[str, Unit] = {}
    for row, source in _rows(folder, changes):
        key = f"{row['code']}@{row['valid_from']}"
        if key in kept:
            _same_unit(kept[key], row)
            continue
        kept[key] = row
        unit = _unit(loader, key, row, units, words.source(source), seats)
        units.add(row, unit)
        if unit is not DELETED:
            made[key] = unit
    _load_names(loader, kept, made)
    _load_spellings(loader, changes, units, words)
    for row in changes:
        _load_change(loader, row, units, words)
    loader.doubts.extend(problems())
    return units


def _rows(folder: Path, changes: list[Row]) -> Iterator[tuple[Row, str]]:
    """Yield the rows of all lists, upper levels first: a unit needs the one above it."""
    rows = [(row, source) for name, source in LISTS for row in read_csv(folder / name)]
    known = {row["code"] for row, _ in rows if row["valid_until"]}
    for row in changes:
        if row["effective_date"] == TWO_LEVELS.isoformat() and row["old_code"] not in known:
            known.add(row["old_code"])
            kind = re.match("|".join(KINDS), row["old_name"].lower())
            listed = {
                "code": row["old_code"],
                "full_name": row["old_name"],
                "name": row["old_name"][kind.end() + 1 :],
                "type": kind.group(),
                "level": row["level"],
                "parent_code": row["old_parent_code"],
                "valid_from": "",
                "valid_until": TWO_LEVELS.isoformat(),
                "name_variants": "",
                "first_listed": YEN_BAI_KNOWN.isoformat(),
            }
            rows.append((listed, "list yen-bai"))
    yield from sorted(rows, key=lambda item: item[0]["level"])


def _same_unit(kept: Row, row: Row) -> None:
    for name in ("full_name", "parent_code", "valid_until"):
        if kept[name] != row[name]:
            raise ValueError(f"{row['code']}: {name} {kept[name]!r} ≠ {row[name]!r}")


def _unit(loader: Loader, key: str, row: Row, units: Units, source, seats: dict[str, str]) -> Unit:
    start, end = day(row["valid_from"]), day(row["valid_until"])
    last = end - datetime.timedelta(days=1) if end else start
    listed = day(row.get("first_listed", "")) or OLDEST_LIST
    return loader.upsert(
        Unit,
        key,
        level=LEVELS[row["level"]],
        kind=KINDS[row["type"]],
        code=row["code"],
        name=row["name"],
        parent=units.on(row["parent_code"], last) if row["parent_code"] else None,
        valid_from=start,
        first_listed=None if start else listed,
        valid_until=end,
        seat=seats.get(row["code"], "") if start == TWO_LEVELS else "",
        source=source,
    )


def _load_names(loader: Loader, kept: dict[str, Row], made: dict[str, Unit]) -> None:
    for key, unit in made.items():
        for name in filter(None, kept[key]["name_variants"].split("|")):
            loader.upsert(
                UnitName,
                f"{key} {name}",
                unit=unit,
                kind=UnitName.Kind.VARIANT,
                name=name,
                note="",
                source=unit.source,
            )


def _load_spellings(loader: Loader, changes: list[Row], units: Units, words: Words) -> None:
    """Add the spellings of resolution 1673 that differ from the lists'."""
    known = set(UnitName.objects.values_list("unit_id", "name"))
    for row in changes:
        said, _, spelling = row["note"].partition("resolution spells it: ")
        if said or not spelling:
            continue
        unit = units.on(row["old_code"], YEN_BAI_KNOWN)
        if unit is DELETED:
            continue
        label = unit.full_name.removesuffix(unit.name)
        key = f"{row['old_code']} nq-1673 {spelling}"
        if (unit.pk, label + spelling) in known and not loader.has(UnitName, key):
            continue
        loader.upsert(
            UnitName,
            key,
            unit=unit,
            kind=UnitName.Kind.VARIANT,
            name=label + spelling,
            note="",
            source=words.source("text of NQ 1673"),
        )


def _load_change(loader: Loader, row: Row, units: Units, words: Words) -> None:
    when = day(row["effective_date"])
    gone = units.on(row["old_code"], when - datetime.timedelta(days=1))
    came = units.on(row["new_code"], when) if row["new_code"] else None
    if came is gone:
        return  # the receiving unit, unchanged but for what the other rows bring it
    evidence, clause = row["evidence"], ""
    if found := re.match(r"(text of NQ 1673), Art\. 1 clause (\d+)", evidence):
        evidence, clause = found[1], f"Điều 1 khoản {found[2]}"
    spelling = row["note"].startswith("resolution spells it: ")
    loader.upsert(
        UnitChange,
        row["id"],
        from_unit=gone,
        to_unit=came,
        kind=row["kind"],
        extent=row["extent"],
        effective_on=when,
        area_km2=Decimal(row["area_km2"]) if row["area_km2"] else None,
        population=int(row["population"]) if row["population"] else None,
        legal_basis=f"Nghị quyết {row['legal_basis']}",
        legal_basis_date=day(row["legal_basis_date"]),
        legal_place=clause,
        confidence=row["confidence"],
        source=words.source(evidence),
        note="" if spelling else words.note(row["note"]),
    )


def problems() -> list[str]:
    """Say where a change's day does not fit its units, or a unit the one above it.

    These rules span two rows, so no constraint of the database holds them; the admin form asks the
    same questions. The files have no such place (a test holds that); staff's corrections may.
    """
    changes = UnitChange.objects.select_related("from_unit", "to_unit")
    found = [f"{change}: {said}" for change in changes if (said := change.date_problem())]
    units = Unit.objects.exclude(parent=None).select_related("parent")
    return found + [said for unit in units if (said := unit.parent_problem())]
