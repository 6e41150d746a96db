"""The words data files use for sources, and their notes, in Vietnamese."""

from pathlib import Path

from laocai_ict.reference.loading import Loader, read_csv
from laocai_ict.reference.models import Source


class Words:
    """Looks up sources and Vietnamese notes; KeyError for words that neither file has."""

    def __init__(self, loader: Loader, folder: Path) -> None:
        self._loader = loader
        self._rows = {row["words"]: row for row in read_csv(folder / "sources.csv")}
        self._titled = {row["key"]: row for row in self._rows.values() if row["title"]}
        self._notes = {row["words"]: row["vietnamese"] for row in read_csv(folder / "notes-vi.csv")}
        self._sources: dict[str, Source] = {}

    def source(self, words: str) -> Source:
        """Return the source that a data file names in `words`, made at its first use."""
        key = self._rows[words]["key"]
        if key not in self._sources:
            row = self._titled[key]
            told = {name: row[name] for name in ("title", "url", "published", "licence", "note")}
            self._sources[key] = self._loader.source(key, **told)
        return self._sources[key]

    def note(self, words: str) -> str:
        """Return a data file's note in Vietnamese; several notes are parted by "; "."""
        if not words:
            return ""
        if words in self._notes:
            return self._notes[words]
        first, parted, rest = words.partition("; ")
        while parted and first not in self._notes:
            more, parted, rest = rest.partition("; ")
            first = f"{first}; {more}"
        if first not in self._notes:
            raise KeyError(words)
        return f"{self._notes[first]} {self.note(rest)}".strip()
