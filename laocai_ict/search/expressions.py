"""A question as the database understands it: expressions of the type tsquery.

Only words of `folding.words` go into them, each quoted: nothing that was typed can be an operator.
The words without marks say what is found; those with every mark say what comes first.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from . import folding
from .folding import Word
from .query import Piece, Question
from .synonyms import Alternative, Understood

MOST_UNITS = 8
"""words of which some may be missing; of a longer question the first"""

Say = Callable[[Word, bool], str]
"""how one word is said: the word, and whether it may be the beginning of a longer one"""


@dataclass(frozen=True)
class Expressions:
    """What is looked for.

    `all` and `exact` ask for everything, without and with marks; `telling` for all but the words
    that only make a question of it ("" where there are none); `none` and `none_exact` for what must
    not be there ("" for nothing); `units` are the parts of `all`, each of which is one word or
    what stands for several. `row` asks for all words side by side, `title` and `title_exact` for
    the same in a title.
    """

    all: str
    telling: str
    exact: str
    none: str
    none_exact: str
    units: tuple[str, ...]
    row: str
    title: str
    title_exact: str
    has_marks: bool
    distinct: tuple[str, ...]
    """the different words asked for, without marks"""
    most: int
    """words of a title that mostly has what was asked, or what may stand in its place"""
    names: tuple[str, ...]
    """names that are asked for, without marks, as `search_folded(search_words(…))` gives them"""

    @property
    def some(self) -> str:
        """Return the expression for half of the units, or two of three; "" for one alone."""
        count = len(self.units)
        if count < 2:
            return ""
        half = count // 2 if count > 3 else (count + 1) // 2
        chosen = itertools.combinations(self.units, half)
        return " | ".join(f"({' & '.join(units)})" for units in chosen)


def express(question: Question, understood: Understood | None = None) -> Expressions:
    """Return the expressions of a question that asks for at least one word.

    `understood` counts the words of `plain_words(question)`.
    """
    understood = understood or Understood()
    words = question.words
    plain = [piece for piece in question.wanted if not piece.is_quoted]
    quoted = [piece for piece in question.wanted if piece.is_quoted]
    spans = _spans(plain, understood)
    units = [_unit(span, _folded) for span in spans] + [_piece(p, _folded) for p in quoted]
    exact = [_unit(span, _exact) for span in spans] + [_piece(p, _exact) for p in quoted]
    fillers = [span.is_filler for span in spans] + [False for _ in quoted]
    telling = [unit for unit, is_filler in zip(units, fillers, strict=True) if not is_filler]
    return Expressions(
        all=" & ".join(units),
        telling=" & ".join(telling) if telling and any(fillers) else "",
        exact=" & ".join(exact),
        none=" | ".join(_piece(p, _folded) for p in question.excluded if not _has_marks(p.words)),
        none_exact=" | ".join(_piece(p, _exact) for p in question.excluded if _has_marks(p.words)),
        units=tuple(dict.fromkeys(telling or units))[:MOST_UNITS],
        row=_row(words, question.wanted[-1].may_go_on, _folded),
        title=_row(words, False, lambda word, _: f"{_quoted(word.folded)}:A"),
        title_exact=_row(words, False, lambda word, _: f"{_quoted(word.exact)}:A"),
        has_marks=_has_marks(words),
        distinct=tuple(dict.fromkeys(word.folded for word in words)),
        most=2 * (sum(map(_longest, spans)) + sum(len(piece.words) for piece in quoted)) + 2,
        names=_names(words, understood),
    )


def _names(words: Sequence[Word], understood: Understood) -> tuple[str, ...]:
    """Return all words as one name, and what they also mean as a whole."""
    also = (
        phrase
        for one in understood.alternatives
        if (one.start, one.stop) == (0, len(words))
        for phrase in one.phrases
    )
    every = [words, *map(_words, also)]
    return tuple(dict.fromkeys(" ".join(word.folded for word in name) for name in every))


def plain_words(question: Question) -> list[Word]:
    """Return the words that may also mean something else: those outside quotation marks."""
    return [word for piece in question.wanted if not piece.is_quoted for word in piece.words]


@dataclass(frozen=True)
class _Span:
    """Pieces side by side, and the phrases that may stand in their place."""

    pieces: Sequence[Piece]
    phrases: Sequence[str] = ()
    is_filler: bool = False


def _spans(pieces: list[Piece], understood: Understood) -> list[_Span]:
    """Cut the pieces into spans; of alternatives that overlap the longest counts."""
    by_length = sorted(understood.alternatives, key=lambda one: (one.start - one.stop, one.start))
    taken: dict[int, Alternative] = {}
    covered: set[int] = set()
    for one in by_length:
        if one.phrases and not covered & set(range(one.start, one.stop)):
            taken[one.start] = one
            covered |= set(range(one.start, one.stop))
    spans, at = [], 0
    while at < len(pieces):
        meant = taken.get(at)
        stop = meant.stop if meant else at + 1
        is_filler = meant is None and at in understood.fillers
        spans.append(_Span(pieces[at:stop], meant.phrases if meant else (), is_filler))
        at = stop
    return spans


def _unit(span: _Span, say: Say) -> str:
    own = " & ".join(_piece(piece, say) for piece in span.pieces)
    rows = [_row(words, False, say) for words in map(_words, span.phrases) if words]
    return _any([f"({own})" if len(span.pieces) > 1 else own, *rows])


def _longest(span: _Span) -> int:
    """Return how many words a span has in its longest form."""
    return max(len(span.pieces), *map(len, map(_words, span.phrases)), 0)


def _words(text: str) -> tuple[Word, ...]:
    return tuple(folding.words(text))


def _piece(piece: Piece, say: Say) -> str:
    ways = [_row(piece.words, piece.may_go_on, say)]
    for reading in piece.cuts:
        rows = [_row(_words(" ".join(phrase)), False, say) for phrase in reading]
        ways.append(f"({' & '.join(rows)})")
    return _any(ways)


def _any(ways: list[str]) -> str:
    return ways[0] if len(ways) == 1 else f"({' | '.join(ways)})"


def _row(words: Sequence[Word], goes_on: bool, say: Say) -> str:
    """Return the expression of words side by side."""
    last = len(words) - 1
    row = " <-> ".join(say(word, goes_on and at == last) for at, word in enumerate(words))
    return f"({row})" if last else row


def _folded(word: Word, goes_on: bool) -> str:
    if not goes_on:
        return _quoted(word.folded)
    begins = f"{_quoted(word.plain)}:*"
    return begins if word.plain == word.folded else f"({_quoted(word.folded)} | {begins})"


def _exact(word: Word, goes_on: bool) -> str:
    return _quoted(word.exact) + (":*" if goes_on else "")


def _quoted(word: str) -> str:
    doubled = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def _has_marks(words: Sequence[Word]) -> bool:
    return any(word.exact != word.plain for word in words)
