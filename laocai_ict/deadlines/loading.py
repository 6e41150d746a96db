"""Loads the data files of `deadlines/data/` (what each holds and what is left out: its README)."""

import datetime
from pathlib import Path

from laocai_ict.reference.loading import Loader, day, read_csv

from .models import DeadlineRule, OfficeHours

DATA = Path(__file__).parent / "data"
FILES = tuple(sorted(DATA.glob("*.csv")))
TIMES = ("morning_from", "morning_until", "afternoon_from", "afternoon_until")


def load(loader: Loader) -> None:
    """Create or refresh the rules and the office hours; what staff changed is left alone."""
    sources = {row["key"]: loader.source(**row) for row in read_csv(DATA / "sources.csv")}
    for row in read_csv(DATA / "office-hours.csv"):
        values = row | _dated(row, sources)
        values |= {name: datetime.time.fromisoformat(row[name]) for name in TIMES}
        loader.upsert(OfficeHours, values.pop("key"), **values)
    for row in read_csv(DATA / "rules.csv"):
        values = row | _dated(row, sources)
        values |= {name: _number(row[name]) for name in ("amount", "extension_amount")}
        values["is_law"] = bool(row["is_law"])
        loader.upsert(DeadlineRule, f"{row['code']}@{row['valid_from']}", **values)


def _dated(row: dict[str, str], sources: dict) -> dict:
    return {
        "valid_from": day(row["valid_from"]),
        "valid_until": day(row["valid_until"]),
        "source": sources[row["source"]],
    }


def _number(text: str) -> int | None:
    return int(text) if text else None
