"""Agencies and what each became."""

import datetime
from pathlib import Path

from laocai_ict.reference.era import YEN_BAI_KNOWN
from laocai_ict.reference.loading import DELETED, Loader, day, read_csv
from laocai_ict.reference.models import Agency, AgencySuccession
from laocai_ict.reference.partial_dates import Precision

from .places import Units
from .words import Words

GROUPS = {label: value for value, label in Agency.Group.choices}
OURS = "agencies-more.csv"
"""written by hand, its notes are Vietnamese"""
BY = {"2025-03"}
"""months that mean "by the first of it": six departments were rearranged by 28/2/2025"""


def load(loader: Loader, folder: Path, words: Words, units: Units) -> None:
    agencies = {}
    for name in ("agencies.csv", OURS):
        for row in read_csv(folder / name):
            agencies[row["id"]] = _agency(loader, name, row, words, units)
    for row in read_csv(folder / "agency-lineage.csv"):
        before, after = agencies[row["from_agency"]], agencies[row["to_agency"]]
        if before is DELETED:
            continue
        loader.upsert(
            AgencySuccession,
            f"{row['from_agency']} {row['to_agency']} {row['subject']}".strip(),
            from_agency=before,
            to_agency=after,
            subject=row["subject"],
            effective_on=day(row["effective_on"]),
            precision=row["precision"],
            note=row["note"],
            source=words.source(row["source"]) if row["source"] else before.source,
        )


def _agency(loader: Loader, name: str, row: dict[str, str], words: Words, units: Units) -> Agency:
    start, start_precision = _partial(row["valid_from"])
    end, end_precision = _partial(row["valid_until"])
    if row["name"] == "Sở Thông tin và Truyền thông":
        # The file tells the founding under the older name in its note; that name has its own row.
        start, start_precision = datetime.date(2008, 4, 1), Precision.MONTH
    code = row.get("gso_code", "")
    return loader.upsert(
        Agency,
        row["id"],
        name=row["name"],
        short_name=row["short_name"],
        group=GROUPS[row["group"]],
        unit=_unit(units, code, end) if code else None,
        identifier=row.get("eid_code", ""),
        valid_from=start,
        valid_from_precision=start_precision,
        valid_until=end,
        valid_until_precision=end_precision,
        note=row["note"] if name == OURS else words.note(row["note"]),
        source=words.source(row["evidence"]),
    )


def _unit(units: Units, code: str, end: datetime.date | None):
    """Return the unit an agency governed on its last day."""
    return units.on(code, end - datetime.timedelta(days=1) if end else YEN_BAI_KNOWN)


def _partial(text: str) -> tuple[datetime.date | None, str]:
    """Read a day, or a month as its first day, with what that says of the precision."""
    if len(text) == len("2025-03"):
        return day(f"{text}-01"), Precision.BY if text in BY else Precision.MONTH
    return day(text), Precision.DAY
