"""The words that were found, marked in the text as it is written.

Where a text has a word with the very marks that were typed, only that is marked; where it has none,
every word that is the same without marks.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from . import folding
from .folding import Word
from .query import Piece

EXCERPT = 34
"""words of an excerpt"""
BEFORE = 6
"""words of it that stand before the first that was found"""
LOOKED_AT = 40_000
"""characters of a long text in which an excerpt is looked for"""
_CHUNK = re.compile(r"\S+")


@dataclass(frozen=True)
class Target:
    """Words side by side that are to be marked; the last may be the beginning of a longer one."""

    words: tuple[Word, ...]
    may_go_on: bool = False

    def places(self, found: "Words") -> list[int]:
        """Return where these words begin in a text, compared by every mark if that finds any."""
        first = self.words[0].folded
        if len(self.words) == 1 and self.may_go_on:
            begin = self.words[0].plain
            near = [
                at
                for at, word in enumerate(found.words)
                if word.plain.startswith(begin) or word.folded == first
            ]
        else:
            near = [at for at, word in enumerate(found.words) if word.folded == first]
            near = [at for at in near if self._is_at(at, found, "folded")]
        return [at for at in near if self._is_at(at, found, "exact")] or near

    def _is_at(self, place: int, found: "Words", how: str) -> bool:
        here = found.words[place : place + len(self.words)]
        if len(here) < len(self.words):
            return False
        *before, last = zip((getattr(word, how) for word in self.words), here, strict=True)
        if any(wanted != getattr(word, how) for wanted, word in before):
            return False
        wanted, word = last
        if wanted == getattr(word, how):
            return True
        begin, whole = (
            (wanted, word.exact) if how == "exact" else (self.words[-1].plain, word.plain)
        )
        return self.may_go_on and whole.startswith(begin)


@dataclass(frozen=True)
class Words:
    """The words of a text; where each stands is that of its part of the text plus its own place."""

    words: list[Word]
    parts: list[int]

    @classmethod
    def of(cls, text: str) -> "Words":
        """Return the words as `folding.words` has them, faster: most parts are known already."""
        words: list[Word] = []
        parts: list[int] = []
        for chunk in _CHUNK.finditer(text):
            known = _words_of_chunk(chunk.group())
            words += known
            parts += [chunk.start()] * len(known)
        return cls(words, parts)

    def start(self, at: int) -> int:
        return self.parts[at] + self.words[at].start

    def stop(self, at: int) -> int:
        return self.parts[at] + self.words[at].stop


@lru_cache(maxsize=20_000)
def _words_of_chunk(chunk: str) -> tuple[Word, ...]:
    return tuple(folding.words(chunk))


@dataclass(frozen=True)
class Marker:
    """Marks what a question looked for; `targets` are its words, phrases and what these mean."""

    targets: tuple[Target, ...] = field(default=())

    @classmethod
    def of(cls, pieces: tuple[Piece, ...], phrases: Iterable[str] = ()) -> "Marker":
        """Return the marker of the pieces asked for and of the phrases sought in their place."""
        targets = [Target(piece.words, piece.may_go_on) for piece in pieces]
        for piece in pieces:
            for reading in piece.cuts:
                targets += [Target(tuple(folding.words(" ".join(words)))) for words in reading]
        targets += [Target(tuple(folding.words(phrase))) for phrase in phrases]
        return cls(tuple(target for target in targets if target.words))

    def mark(self, text: str) -> SafeString:
        """Return the whole text as HTML, with what was found in it marked."""
        found = Words.of(text)
        return _html(text, 0, len(text), found, self._hits(found))

    def excerpt(self, text: str) -> SafeString:
        """Return the part of the text where most was found, marked; "" where nothing was."""
        text = text[:LOOKED_AT]
        found = Words.of(text)
        hits = self._hits(found)
        if not hits:
            return mark_safe("")
        first = max(_densest(hits) - BEFORE, 0)
        last = min(first + EXCERPT, len(found.words)) - 1
        start = found.start(first) if first else 0
        stop = found.stop(last) if last < len(found.words) - 1 else len(text)
        cut = _html(text, start, stop, found, hits)
        before, after = "… " if start else "", " …" if stop < len(text) else ""
        return mark_safe(f"{before}{cut}{after}")  # noqa: S308 (the text in it is escaped)

    def beginning(self, text: str) -> SafeString:
        """Return the first words of the text, unmarked."""
        text = text[:LOOKED_AT]
        found = Words.of(text)
        if len(found.words) <= EXCERPT:
            return mark_safe(escape(text))  # noqa: S308
        return mark_safe(f"{escape(text[: found.stop(EXCERPT - 1)])} …")  # noqa: S308

    def _hits(self, found: Words) -> dict[int, int]:
        """Return the places of the words to mark, each with the number of its target."""
        return {
            at + step: number
            for number, target in enumerate(self.targets)
            for at in target.places(found)
            for step in range(len(target.words))
        }


def _densest(hits: dict[int, int]) -> int:
    """Return the place of the first word of the stretch with most targets, then most hits."""
    places = sorted(hits)
    best, best_at = (0, 0), places[0]
    inside: Counter[int] = Counter()
    end = 0
    for start, at in enumerate(places):
        while end < len(places) and places[end] < at + EXCERPT - BEFORE:
            inside[hits[places[end]]] += 1
            end += 1
        score = (len(inside), end - start)
        if score > best:
            best, best_at = score, at
        inside[hits[at]] -= 1
        if not inside[hits[at]]:
            del inside[hits[at]]
    return best_at


def _html(text: str, start: int, stop: int, found: Words, hits: dict[int, int]) -> SafeString:
    """Return text[start:stop] escaped, neighbours that were found in one mark."""
    spans: list[list[int]] = []
    for at in sorted(hits):
        begin, end = found.start(at), found.stop(at)
        if begin < start or end > stop:
            continue
        if spans and not text[spans[-1][1] : begin].strip():
            spans[-1][1] = end
        else:
            spans.append([begin, end])
    parts, written = [], start
    for begin, end in spans:
        parts.append(f"{escape(text[written:begin])}<mark>{escape(text[begin:end])}</mark>")
        written = end
    parts.append(escape(text[written:stop]))
    return mark_safe("".join(parts))  # noqa: S308 (each part of the text is escaped)
