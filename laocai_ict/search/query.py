"""What somebody typed into the search box, taken apart. Pure: no database, no request.

Words, "phrases" in any kind of quotation marks, a minus right before a word that must not be there,
and a star at the end of the beginning of a word. Nothing else has a meaning: every other sign
parts words, so no sign a reader types can become an operator of the database.
"""

import re
import unicodedata
from dataclasses import dataclass

from . import folding
from .folding import Word

MOST_CHARACTERS = 500
"""what is typed beyond them is not looked at; the page says so"""
READ = 4 * MOST_CHARACTERS
"""characters of it that are cleaned at all"""
MOST_WORDS = 20
"""words that are looked for, those excluded included; the page says so"""
SHORTEST_BEGINNING = 3
"""letters from which the last word typed may be the beginning of a longer one"""
SHORTEST_STARRED = 2
"""the same for a word with a star behind it, or one that stands behind other words"""

OPEN, CLOSE = '"“”„«»', '"“”„«»'
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_PART = re.compile(
    rf"(?P<minus>(?<!\S)-(?=[^\W_]|[{OPEN}]))?"
    rf"(?:[{OPEN}](?P<quoted>[^{OPEN}]*)[{CLOSE}]|(?P<plain>[^\s{OPEN}]+)|[{OPEN}])"
)
_RUN = re.compile(r"\d+|[a-z]+")
_GLUED = re.compile(r"(?=.*\d)(?=.*[a-z]{2})[0-9a-z]+")
LONGEST_RUN = 8
"""letters of a glued number ("766qdttg") that are cut in every way; more is no abbreviation"""

Phrase = tuple[str, ...]
"""words side by side"""


@dataclass(frozen=True)
class Piece:
    """One thing asked for: a word, or the words of a quoted phrase side by side."""

    words: tuple[Word, ...]
    is_quoted: bool = False
    is_excluded: bool = False
    may_go_on: bool = False
    """the (last) word may also be the beginning of a longer one"""
    cuts: tuple[tuple[Phrase, ...], ...] = ()
    """other ways to read a glued number, any of them: phrases that must all be there"""


@dataclass(frozen=True)
class Question:
    """What was asked; `text` is what was typed, cleaned, to be shown again."""

    text: str = ""
    pieces: tuple[Piece, ...] = ()
    is_cut: bool = False
    """more was typed than is looked for"""

    @property
    def wanted(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if not piece.is_excluded)

    @property
    def excluded(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.is_excluded)

    @property
    def words(self) -> tuple[Word, ...]:
        """Every word that must be there."""
        return tuple(word for piece in self.wanted for word in piece.words)


def clean(typed: str) -> str:
    """Return what was typed as text: composed, without control characters, one space for many."""
    seen = unicodedata.normalize("NFC", _CONTROL.sub(" ", typed[:READ]))
    return " ".join(folding.mend(seen).split())


def parse(typed: str) -> Question:
    """Return the question of any text whatever; one without words has no pieces."""
    text = clean(typed)
    cut = text[:MOST_CHARACTERS]
    is_cut = cut != text or bool(typed[READ:].strip())
    pieces, room = [], MOST_WORDS
    for part in _PART.finditer(cut):
        for piece in _pieces(part):
            kept = piece.words[:room]
            room -= len(kept)
            if kept:
                pieces.append(_with_words(piece, kept))
            if len(kept) < len(piece.words):
                return Question(cut, _last_may_go_on(pieces), is_cut=True)
    return Question(cut, _last_may_go_on(pieces), is_cut)


def _pieces(part: re.Match[str]) -> list[Piece]:
    is_excluded = part["minus"] is not None
    if part["quoted"] is not None:
        found = tuple(folding.words(part["quoted"]))
        return [Piece(found, is_quoted=True, is_excluded=is_excluded)] if found else []
    found = tuple(folding.words(part["plain"] or ""))
    if is_excluded and found:
        # "-3G/4G" is one thing that must not be there, not one excluded and one asked for.
        return [Piece(found, is_excluded=True)]
    starred = (part["plain"] or "").endswith("*")
    return [
        Piece(
            (word,),
            may_go_on=starred and word is found[-1] and len(word.plain) >= SHORTEST_STARRED,
            cuts=_cuts(word.folded),
        )
        for word in found
    ]


def _with_words(piece: Piece, words: tuple[Word, ...]) -> Piece:
    return Piece(words, piece.is_quoted, piece.is_excluded, piece.may_go_on, piece.cuts)


def _last_may_go_on(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Let the last word typed be a beginning too: it may not be finished yet."""
    if pieces and not (pieces[-1].is_quoted or pieces[-1].is_excluded):
        last = pieces[-1]
        enough = SHORTEST_BEGINNING if len(pieces) == 1 else SHORTEST_STARRED
        if len(last.words[-1].plain) >= enough and not last.words[-1].plain.isdigit():
            pieces[-1] = Piece(last.words, may_go_on=True, cuts=last.cuts)
    return tuple(pieces)


def _cuts(word: str) -> tuple[tuple[Phrase, ...], ...]:
    """Return the readings of a document number typed in one: "766qdttg" is 766 with "qd ttg"."""
    if not _GLUED.fullmatch(word):
        return ()
    readings: list[tuple[Phrase, ...]] = [()]
    for run in _RUN.findall(word):
        ways = [(run,)] if run.isdigit() else _ways(run)
        readings = [(*before, way) for before in readings for way in ways]
    return tuple(readings[:60])


def _ways(letters: str) -> list[Phrase]:
    """Return every way to cut letters into up to three abbreviations of two letters or more."""
    whole: list[Phrase] = [(letters,)]
    if len(letters) > LONGEST_RUN:
        return whole
    for first in range(2, len(letters) - 1):
        head, rest = letters[:first], letters[first:]
        whole.append((head, rest))
        whole += [(head, rest[:second], rest[second:]) for second in range(2, len(rest) - 1)]
    return whole
