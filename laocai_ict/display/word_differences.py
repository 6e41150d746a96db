"""What changed from one text to another, word by word, as people mark it: struck out, added."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST_COMPARED = 3000
"""words of one changed stretch that are compared one by one; a longer one counts as rewritten"""
LEAST_ALIKE = 0.3
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
    if _is_rewritten(old, new):
        yield from _changed(before, after)
        return
    gone = come = ""
    for kind, out, into in [*_steps(old, new), ("equal", "", "")]:
        if kind == "equal" and (gone or come) and out.isspace():
            gone, come = gone + out, come + into  # no use to a reader between two changes
            continue
        if kind == "equal":
            yield from _changed(gone, come)
            gone = come = ""
            yield Piece("same", out)
        else:
            gone, come = gone + out, come + into


def _is_rewritten(old: list[str], new: list[str]) -> bool:
    """Say whether the two have so little in common that marking words would only confuse."""
    if max(len(old), len(new)) > LONGEST_COMPARED:
        return True
    words = [[word for word in text if not word.isspace()] for text in (old, new)]
    shorter = min(map(len, words))
    return shorter > 0 and SequenceMatcher(None, *words, autojunk=False).ratio() < LEAST_ALIKE


def _changed(gone: str, come: str) -> Iterator[Piece]:
    """Yield what was removed and added; blanks that both end with are in both."""
    tail = gone[len(gone.rstrip()) :] if gone.rstrip() and come.rstrip() else ""
    if tail and come.endswith(tail):
        gone, come = gone.removesuffix(tail), come.removesuffix(tail)
    else:
        tail = ""
    yield Piece("removed", gone)
    yield Piece("added", come)
    yield Piece("same", tail)


def _steps(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        yield kind, "".join(old[i:j]), "".join(new[k:m])
