"""Holidays, days off and Saturdays worked."""

from pathlib import Path

from laocai_ict.reference.loading import Loader, day, read_csv
from laocai_ict.reference.models import CalendarDay

from .words import Words

KINDS = {
    "statutory": CalendarDay.Kind.HOLIDAY,
    "tet": CalendarDay.Kind.HOLIDAY,
    "compensatory": CalendarDay.Kind.COMPENSATORY_OFF,
    "swap_day_off": CalendarDay.Kind.SWAPPED_OFF,
    "make_up_workday": CalendarDay.Kind.WORKING_SATURDAY,
}

COMPUTED = "no official notice for 2027 found; dates computed by rule"
"""said by `is_confirmed`, which staff change; a note would still say so afterwards"""


def load(loader: Loader, folder: Path, words: Words) -> None:
    for row in read_csv(folder / "public-holidays-2017-2027.csv"):
        loader.upsert(
            CalendarDay,
            row["date"],
            date=day(row["date"]),
            kind=KINDS[row["category"]],
            name=row["name"],
            legal_basis=row["legal_basis"],
            is_confirmed=row["status"] != "estimated",
            note=words.note(row["note"].removesuffix(COMPUTED).removesuffix("; ")),
            source=words.source(row["source"]),
        )
