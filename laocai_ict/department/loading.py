"""Loading of what the sources say of the department, from the files in `data/`."""

from pathlib import Path

from laocai_ict.reference.loading import Loader, read_csv
from laocai_ict.reference.models import Source

from .models import Contact, DepartmentName, Duty, Leader, Milestone

DATA = Path(__file__).parent / "data"
RECORDS = {
    "names.csv": DepartmentName,
    "milestones.csv": Milestone,
    "duties.csv": Duty,
    "leaders.csv": Leader,
}
FILES = tuple(DATA / name for name in ("sources.csv", *RECORDS, "contacts.csv"))
DATES = ("valid_from", "valid_until", "happened_on", "as_of")


def load(loader: Loader) -> None:
    """Write the files into the models; what they leave empty stays empty."""
    sources = {row["key"]: loader.source(**row) for row in read_csv(DATA / "sources.csv")}
    for file, model in RECORDS.items():
        for row in read_csv(DATA / file):
            loader.upsert(model, row.pop("key"), **_values(row, sources))
    for row in read_csv(DATA / "contacts.csv"):
        loader.upsert(Contact, row["kind"], **row)


def _values(row: dict[str, str], sources: dict[str, Source]) -> dict:
    values: dict = dict(row)
    values["source"] = sources[row["source"]] if row["source"] else None
    for name in DATES:
        if name in row:
            values[name] = row[name] or None
    return values
