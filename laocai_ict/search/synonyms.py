"""What words that are typed also mean, and which of them only make a question of them.

`understand(words)` asks the dated table once, however long the question. An alternative stands for
the words [start, stop): whoever has one of its phrases has those words. Fillers ("ở đâu", "xin")
are sought like all words; only where nothing has every word may they be left out.

A word typed without marks stands for any with them ("uy ban"); one typed with marks for itself
alone, so that "nước sạch" is not taken for "sách". A single filler without marks counts only in a
question that has none at all: "La" of "Mường La" is not "là".
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.timezone import localdate

from . import folding
from .folding import Word
from .models import Synonym

READ_WORDS = 60
"""words of a question that are looked up; nobody types more of them"""
LONGEST = 10
"""words of the longest phrase that is looked up"""
SHOWN = 4
"""phrases that the page names"""
SAME_THING = (Synonym.Kind.ABBREVIATION, Synonym.Kind.SPELLING)
"""kinds whose phrases mean each other too: TTTT and TT&TT. Two former names do not."""


@dataclass(frozen=True)
class Alternative:
    """Words [start, stop) of the question may also be one of `phrases`, as people write them.

    The phrases are text ("thủ tục hành chính"), to be cut with `folding.words` and sought as
    phrases; the words themselves are not among them. Alternatives may overlap: "Sở TT&TT" has one
    for its three words and, were there one, another for "Sở".
    """

    start: int
    stop: int
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Understood:
    """What a question also means; `fillers` are places of words that nothing needs to have.

    A question of fillers alone has none: then they are what is looked for.
    """

    alternatives: tuple[Alternative, ...] = ()
    fillers: frozenset[int] = frozenset()

    @property
    def said(self) -> list[str]:
        """Return the phrases to tell the reader: "Tìm cả: thủ tục hành chính"."""
        phrases = (phrase for one in self.alternatives for phrase in one.phrases)
        return list(dict.fromkeys(phrases))[:SHOWN]


def alternatives(words: Sequence[Word], day: datetime.date | None = None) -> list[Alternative]:
    """Return what parts of the question also mean, in its order; one query."""
    return list(understand(words, day).alternatives)


def understand(words: Sequence[Word], day: datetime.date | None = None) -> Understood:
    """Return what the question also means by the rows that hold on `day` (today); one query."""
    words = words[:READ_WORDS]
    places = _places(words)
    if not places:
        return Understood()
    rows = list(Synonym.objects.on(day or localdate()).touching(list(places)))
    found: dict[tuple[int, int], dict[str, None]] = {}
    fillers: set[int] = set()
    for row in rows:
        if row.kind == Synonym.Kind.FILLER:
            for place in _where(row.phrase, places, words, _is_filler):
                fillers.update(range(*place))
            continue
        for place in _where(row.phrase, places, words, _may_be):
            found.setdefault(place, {}).update(dict.fromkeys([row.means, *_others(row, rows)]))
        for place in _where(row.means, places, words, _may_be) if row.is_mutual else ():
            found.setdefault(place, {})[row.phrase] = None
    return Understood(
        tuple(Alternative(*place, tuple(found[place])) for place in sorted(found)),
        frozenset(fillers if len(fillers) < len(words) else ()),
    )


def _places(words: Sequence[Word]) -> dict[str, list[tuple[int, int]]]:
    """Return where each run of up to LONGEST words stands, by its key."""
    places: dict[str, list[tuple[int, int]]] = {}
    for start in range(len(words)):
        for stop in range(start + 1, min(start + LONGEST, len(words)) + 1):
            key = " ".join(word.folded for word in words[start:stop])
            places.setdefault(key, []).append((start, stop))
    return places


def _where(phrase: str, places: dict, words: Sequence[Word], fits) -> Iterator[tuple[int, int]]:
    """Yield where the question has `phrase`, by the rule `fits` for its marks."""
    wanted = folding.words(phrase)
    for start, stop in places.get(" ".join(word.folded for word in wanted), ()):
        if fits(words, words[start:stop], wanted):
            yield start, stop


def _may_be(_: Sequence[Word], typed: Sequence[Word], wanted: Iterable[Word]) -> bool:
    pairs = zip(typed, wanted, strict=True)
    return all(not _is_marked(one) or one.exact == other.exact for one, other in pairs)


def _is_filler(words: Sequence[Word], typed: Sequence[Word], wanted: Iterable[Word]) -> bool:
    if not any(_is_marked(word) for word in words):
        return True
    return all(one.exact == other.exact for one, other in zip(typed, wanted, strict=True))


def _is_marked(word: Word) -> bool:
    return word.exact != word.plain


def _others(row: Synonym, rows: Iterable[Synonym]) -> list[str]:
    """Return the other short forms and spellings of what `row` means."""
    if not row.is_mutual or row.kind not in SAME_THING:
        return []
    return [
        other.phrase
        for other in rows
        if other.means_key == row.means_key
        and other.is_mutual
        and other.kind in SAME_THING
        and other.phrase_key != row.phrase_key
    ]
