"""What somebody meant who mistyped the name of a place, of a procedure or of a figure.

Names are compared by how they sound: letters that Vietnamese people take for one another (s and x,
ch and tr, l and n, d, gi and r) are one, marks and spaces do not count. What is left of a mistake
are letters too many, missing, wrong or in the wrong order: the shorter the name, the fewer of them.
Apps say in ``AppConfig.ready()`` which kinds of entries have such names.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone
from rapidfuzz import process
from rapidfuzz.distance import OSA

from . import folding
from .folding import Word
from .statements import PLACE

MOST_WORDS = 10
"""words of a question that are compared; a name has fewer"""
MOST_NAMES = 3_000
"""names that are compared, those of places first: what found nothing may cost so much, no more"""
MOST_CHARACTERS = 100
SHORT = 4
"""words of a name that is sought inside a longer question"""
FEWEST_LETTERS = 4
SHOWN = 3
TONES = "12345"
"""as `folding` writes them at the end of words"""

_kinds: set[str] = set()
_ONSETS = re.compile(r"^(?:ngh|ng|nh|gh|kh|tr|gi(?=[aeouy])|gi|r|x|n|k|q)")
_SOUNDS = {"ngh": "ng", "gh": "g", "tr": "ch", "r": "d", "x": "s", "n": "l", "k": "c", "q": "c"}
_SOUNDS |= {"gi": "d"}

_KIND = re.compile(r"^(?:tinh|thanh pho|thi xa|huyen|thi tran|xa|phuong) ")
"""kinds of places, which stand before their names"""

_NAMES = """
SELECT title, address, written, search_folded(search_words(written)) AS folded,
    note NOT LIKE '%%tới hết %%' AS lives
FROM (
    SELECT title, address, note, unnest(title || names) AS written
    FROM search_entry
    WHERE kind = ANY(%(kinds)s) AND open_during @> %(at)s::timestamptz
    ORDER BY kind <> %(first)s, id
    LIMIT %(most)s
) AS named LIMIT %(most)s
"""


@dataclass(frozen=True)
class Near:
    """A name that is near to what was typed; `address` is its page, without the language."""

    text: str
    address: str


@dataclass(frozen=True)
class Name:
    """A name that can be meant: as written, its words without marks, where it is read.

    `lives` says that what it names is still there.
    """

    written: str
    folded: str
    address: str
    lives: bool = True


def consider(kind: str) -> None:
    """Have the titles and names of the entries of this kind suggested to who mistypes them."""
    _kinds.add(kind)


def suggest(text: str, at: datetime.datetime | None = None) -> list[Near]:
    """Return the names nearest to `text`, at most three, best first; none where nothing is near.

    One query. Names that may be read at the moment `at` (now).
    """
    if not _typed(text):
        return []
    values = {"kinds": sorted(_kinds), "first": PLACE, "most": MOST_NAMES}
    values["at"] = at or timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, values)
        names = [Name(row[2], row[3], row[1], row[4]) for row in cursor]
    return nearest(text, names)


def nearest(text: str, names: Iterable[Name]) -> list[Near]:
    """Return which of `names` is nearest to `text`: all of it, or else a part of a question."""
    typed, names = _typed(text), list(names)
    if not typed:
        return []
    count = len(typed)
    sizes = range(count - 1, count + 2) if count > 1 else range(1, SHORT + 1)
    found = _compare([typed], _runs(names, sizes, whole=count == 1))
    if not found:
        parts = [typed[at : at + size] for size in range(2, SHORT + 1) for at in range(count)]
        known = _known(names)
        parts = [part for part in parts if 1 < len(part) < count and _folded(part) not in known]
        short = [name for name in names if len(name.folded.split()) <= SHORT]
        found = _compare(parts, _runs(short, range(2, SHORT + 1), whole=True))
    found = [pair for pair in found if pair[1].is_whole] or found
    same = _folded(typed)
    best: dict[str, Near] = {}
    for _, run in sorted(found, key=lambda pair: _order(*pair)):
        if run.folded != same:
            best.setdefault(run.folded, Near(run.written, run.name.address))
    return list(best.values())[:SHOWN]


def sound(word: str) -> str:
    """Return the word without marks as it sounds: "tra" and "cha", "gia" and "ra" are one."""
    onset = _ONSETS.match(word)
    if onset:
        word = _SOUNDS.get(onset.group(), onset.group()) + word[onset.end() :]
    return word.replace("y", "i")


def most_mistakes(letters: int) -> int:
    """Return how many letters may be wrong in a name that long."""
    return 0 if letters < FEWEST_LETTERS else 1 if letters < 12 else 2 if letters < 20 else 3


@dataclass(frozen=True)
class _Run:
    """Words [start, stop) of a name."""

    name: Name
    start: int
    stop: int

    @property
    def folded(self) -> str:
        return " ".join(self.name.folded.split()[self.start : self.stop])

    @property
    def is_whole(self) -> bool:
        """Say whether it is all of a name, with or without the kind of a place."""
        return self.folded in (self.name.folded, _KIND.sub("", self.name.folded))

    @property
    def words(self) -> list[Word]:
        return folding.words(self.name.written)[self.start : self.stop]

    @property
    def written(self) -> str:
        words = self.words
        return self.name.written[words[0].start : words[-1].stop]

    @property
    def left_out(self) -> int:
        return len(self.name.folded.split()) - (self.stop - self.start)


def _typed(text: str) -> list[Word]:
    """Return the words to compare; none where the question is a number, too short or too long."""
    words = folding.words(text[:MOST_CHARACTERS])
    figures = sum(word.folded.isdigit() for word in words)
    letters = sum(len(word.folded) for word in words)
    can_be = len(words) <= MOST_WORDS and letters >= FEWEST_LETTERS and figures * 2 < len(words)
    return words if can_be else []


def _folded(words: Iterable[Word]) -> str:
    return " ".join(word.folded for word in words)


def _known(names: Iterable[Name]) -> set[str]:
    """Return what stands in names as it is: "Sả Hồ" of "San Sả Hồ" is no mistake for "Xà Hồ"."""
    known = set()
    for name in names:
        words = name.folded.split()
        for size in range(2, SHORT + 1):
            known |= {" ".join(words[at : at + size]) for at in range(len(words) - size + 1)}
    return known


def _runs(
    names: Iterable[Name], sizes: Iterable[int], *, whole: bool = False
) -> dict[str, list[_Run]]:
    """Return runs of words side by side by their sound.

    A single word is a run where it is all of the name but the kind of place, and a run that has
    the kind has all of the name; with `whole` the first holds for every run.
    """
    runs: dict[str, list[_Run]] = {}
    for name in names:
        sounds = [sound(word) for word in name.folded.split()]
        bare = len(sounds) - len(_KIND.sub("", name.folded).split())
        for size in sizes:
            for start in range(len(sounds) - size + 1):
                stop = start + size
                is_whole = start in (0, bare) and stop == len(sounds)
                if is_whole or not (whole or size == 1 or start < bare):
                    heard = "".join(sounds[start:stop])
                    runs.setdefault(heard, []).append(_Run(name, start, stop))
    return runs


def _compare(typed: Iterable[list[Word]], runs: dict[str, list[_Run]]) -> list[tuple[int, _Run]]:
    """Return the runs nearest to one of `typed`, all with the same number of mistakes."""
    found: list[tuple[int, _Run]] = []
    heard = list(runs)
    for words in typed:
        one = "".join(sound(word.folded) for word in words)
        most = most_mistakes(len(one))
        for other, wrong, _ in process.extract(
            one, heard, scorer=OSA.distance, score_cutoff=most, limit=None
        ):
            if len(one) < FEWEST_LETTERS or (wrong and one[0] != other[0]):
                continue
            for run in runs[other]:
                mistakes = wrong + _wrong_tones(words, run.words) if wrong else 0
                if mistakes <= most:
                    found.append((mistakes, run))
    least = min((mistakes for mistakes, _ in found), default=0)
    return [pair for pair in found if pair[0] == least]


def _wrong_tones(typed: list[Word], meant: list[Word]) -> int:
    """Return how many words were typed with another tone; one left out is no mistake."""
    if len(typed) != len(meant):
        return 0
    tones = [(_tone(one), _tone(other)) for one, other in zip(typed, meant, strict=True)]
    return sum(bool(one) and one != other for one, other in tones)


def _tone(word: Word) -> str:
    """Return the figure of the word's tone; hỏi and ngã, which many mix up, are one."""
    figure = word.exact[-1] if word.exact != word.plain else ""
    return {"4": "3"}.get(figure, figure) if figure in TONES else ""


def _order(mistakes: int, run: _Run) -> tuple:
    """Put whole names before parts of them, what lives before what was, short before long."""
    name = run.name
    return mistakes, run.left_out, not name.lives, len(name.folded), name.folded, name.address
