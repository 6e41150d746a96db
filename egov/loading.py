"""Loads the data files of `egov/data/` (what each holds and how it was decided: its README.md)."""

import datetime
from pathlib import Path

from django.utils.timezone import get_default_timezone

from laocai_ict.reference.loading import Loader, day, read_csv
from laocai_ict.reference.models import Agency

from .models import (
    Competence,
    CooperationAgreement,
    Fee,
    FilingRule,
    LegalBasis,
    Procedure,
    ProcedureField,
    ProcessingTime,
    ServiceLevel,
    SharedSystem,
    SystemCoverage,
    SystemFact,
)

DATA = Path(__file__).parent / "data"
FILES = tuple(sorted(DATA.glob("*.csv")))

FIRST_PUBLIC_DAY = datetime.datetime(2018, 8, 28, tzinfo=get_default_timezone())
"""What comes with the portal is public from the day of the article it is built on."""


def load(loader: Loader) -> None:
    """Create or refresh everything of `egov/data/`."""
    sources = {row["key"]: loader.source(**row) for row in read_csv(DATA / "sources.csv")}
    fields = {
        row["slug"]: loader.upsert(ProcedureField, row["slug"], **row | _integers(row, "order"))
        for row in read_csv(DATA / "fields.csv")
    }
    _load_procedures(loader, sources, fields)
    _load_competence(loader, sources, fields)
    _load_systems(loader, sources)


def _load_procedures(loader: Loader, sources: dict, fields: dict) -> None:
    procedures = {}
    for row in read_csv(DATA / "procedures.csv"):
        values = row | _integers(row, "number")
        values["field"] = fields[row["field"]]
        values["source"] = sources[row["source"]]
        values["code_source"] = sources[row["code_source"]] if row["code_source"] else None
        values["checked_on"] = day(row["checked_on"])
        values["published_at"] = FIRST_PUBLIC_DAY
        procedures[row["slug"]] = loader.upsert(Procedure, row["slug"], **values)
    for model, file, integers in (
        (ProcessingTime, "times.csv", ("amount", "order")),
        (Fee, "fees.csv", ("amount", "order")),
        (ServiceLevel, "service_levels.csv", ()),
        (LegalBasis, "legal_bases.csv", ("order",)),
    ):
        for row in read_csv(DATA / file):
            values = row | _integers(row, *integers) | _dated(row, sources)
            values["procedure"] = procedures[row["procedure"]]
            loader.upsert(model, f"{row['procedure']}/{values.pop('key')}", **values)


def _load_competence(loader: Loader, sources: dict, fields: dict) -> None:
    for row in read_csv(DATA / "competences.csv"):
        values = row | _dated(row, sources)
        key = f"{row['field']}/{row['level']}/{values.pop('key')}"
        values["field"] = fields[row["field"]]
        values["agency"] = loader.find(_agency, row["agency"]) if row["agency"] else None
        loader.upsert(Competence, key, **values)
    for row in read_csv(DATA / "filing_rules.csv"):
        values = row | _integers(row, "order") | _dated(row, sources)
        values["is_exclusive"] = bool(row["is_exclusive"])
        loader.upsert(FilingRule, values.pop("key"), **values)


def _load_systems(loader: Loader, sources: dict) -> None:
    systems = {
        row["slug"]: loader.upsert(
            SharedSystem,
            row["slug"],
            **row | _integers(row, "order") | {"published_at": FIRST_PUBLIC_DAY},
        )
        for row in read_csv(DATA / "systems.csv")
    }
    for row in read_csv(DATA / "coverages.csv"):
        values = row | _integers(row, "covered", "total")
        values |= {"system": systems[row["system"]], "source": sources[row["source"]]}
        values |= {"as_of": day(row["as_of"]), "units_on": day(row["units_on"])}
        loader.upsert(SystemCoverage, f"{row['system']}/{row['level']}/{row['source']}", **values)
    for row in read_csv(DATA / "facts.csv"):
        values = row | _integers(row, "order")
        values |= {"source": sources[row["source"]], "as_of": day(row["as_of"])}
        values["system"] = systems[row["system"]] if row["system"] else None
        values["published_at"] = FIRST_PUBLIC_DAY
        loader.upsert(SystemFact, values.pop("key"), **values)
    for row in read_csv(DATA / "agreements.csv"):
        values = row | _integers(row, "order", "first_year", "last_year")
        values |= {"source": sources[row["source"]], "published_at": FIRST_PUBLIC_DAY}
        loader.upsert(CooperationAgreement, values.pop("key"), **values)


def _agency(reference: str) -> Agency:
    """Return the agency that "name@YYYY-MM-DD" meant that day; raises DoesNotExist."""
    name, _, at = reference.rpartition("@")
    return Agency.objects.on(datetime.date.fromisoformat(at)).get(name=name)


def _dated(row: dict[str, str], sources: dict) -> dict:
    return {
        "valid_from": day(row["valid_from"]),
        "valid_until": day(row["valid_until"]),
        "has_ended": bool(row["has_ended"]),
        "source": sources[row["source"]],
    }


def _integers(row: dict[str, str], *names: str) -> dict:
    return {name: int(row[name]) if row[name] else None for name in names}
