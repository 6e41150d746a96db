"""Loading of the words people use, from the file in `data/`."""

from pathlib import Path

from laocai_ict.reference.loading import Loader, day, read_csv

from .models import Synonym

FILES = (Path(__file__).parent / "data" / "synonyms.csv",)
VERSION = 1


def load(loader: Loader) -> None:
    """Write the rows of the file into the table; a pair and its first day are a row's identity."""
    for row in read_csv(FILES[0]):
        loader.upsert(
            Synonym,
            f"{row['phrase']}>{row['means']}>{row['valid_from']}",
            phrase=row["phrase"],
            means=row["means"],
            kind=row["kind"],
            is_mutual=row["is_mutual"] == "1",
            valid_from=day(row["valid_from"]),
            valid_until=day(row["valid_until"]),
            note=row["note"],
        )
