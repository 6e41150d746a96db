"""Loading of what the sources say of the department, from the files in `data/`."""

import datetime
from pathlib import Path

from django.utils.timezone import get_default_timezone

from laocai_ict.reference.loading import Loader, day, read_csv
from laocai_ict.reference.models import Source

from .models import Contact, DepartmentName, Duty, Leader, Milestone

DATA = Path(__file__).parent / "data"
RECORDS = {
    "milestones.csv": Milestone,
    "duties.csv": Duty,
    "leaders.csv": Leader,
}
FILES = tuple(DATA / name for name in ("sources.csv", "names.csv", *RECORDS, "contacts.csv"))
DATES = ("valid_from", "valid_until", "happened_on", "as_of")

FIRST_PUBLIC_DAY = datetime.date(2018, 8, 28)
"""What comes with the portal is public from the day of the article it is built on."""


def load(loader: Loader) -> None:
    """Write the files into the models; what they leave empty stays empty."""
    sources = {row["key"]: loader.source(**row) for row in read_csv(DATA / "sources.csv")}
    for row in read_csv(DATA / "names.csv"):
        loader.upsert(DepartmentName, row.pop("key"), **_values(row, sources))
    for file, model in RECORDS.items():
        for row in read_csv(DATA / file):
            key, moment = row.pop("key"), _public_from(row)
            loader.upsert(model, key, published_at=moment, **_values(row, sources))
    for row in read_csv(DATA / "contacts.csv"):
        loader.upsert(Contact, row["kind"], published_at=_public_from(row), **row)


def _public_from(row: dict[str, str]) -> datetime.datetime:
    """Return the moment from which a row is public: nobody read of a thing before it happened."""
    happened_on = day(row.get("happened_on", ""))
    return datetime.datetime.combine(
        max(FIRST_PUBLIC_DAY, happened_on or FIRST_PUBLIC_DAY),
        datetime.time(),
        get_default_timezone(),
    )


def _values(row: dict[str, str], sources: dict[str, Source]) -> dict:
    values: dict = dict(row)
    values["source"] = sources[row["source"]] if row["source"] else None
    for name in DATES:
        if name in row:
            values[name] = day(row[name])
    return values
