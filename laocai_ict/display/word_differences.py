"""What changed from one text to another, word by word, as people mark it: struck out, added."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST_COMPARED = 3000
"""words of one changed stretch that are compared one by one; a longer one counts as rewritten"""
_WORD = re.compile(r"\s+|\S+?(?=[.,;:!?…)\]”]{0,3}(?:\s|$))|\S+?")
"""blanks, words, and the marks that close a word one by one: 1.764 stays whole"""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is in both ("same"), only in the old ("removed") or the new one."""

    kind: str
    text: str


def compare(before: str, after: str) -> list[Piece]:
    """Return the pieces that tell how `before` became `after`, in reading order.

    Lines first, then words within the lines that differ: a long text with few changes costs little.
    """
    found: list[Piece] = []
    for kind, old, new in _steps(_LINE.findall(before), _LINE.findall(after)):
        for piece in [Piece("same", old)] if kind == "equal" else _by_words(old, new):
            if found and found[-1].kind == piece.kind:
                found[-1] = Piece(piece.kind, found[-1].text + piece.text)
            elif piece.text:
                found.append(piece)
    return found


def _by_words(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > LONGEST_COMPARED:
        yield Piece("removed", before)
        yield Piece("added", after)
        return
    for kind, gone, come in _steps(old, new):
        if kind == "equal":
            yield Piece("same", gone)
        else:
            yield Piece("removed", gone)
            yield Piece("added", come)


def _steps(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        yield kind, "".join(old[i:j]), "".join(new[k:m])
