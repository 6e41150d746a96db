"""The difference of two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|[^\s]+")
MOST = 4000
"""words; beyond, lines are compared instead, since the time grows with the square"""
AROUND = 12
"""words of unchanged text kept on each side of a change"""


@dataclass(frozen=True)
class Part:
    """A stretch of text: `kind` is "same", "ins" or "del"; "gap" stands for what is left out."""

    kind: str
    text: str


def differences(before: str, after: str) -> Iterator[Part]:
    """Yield the parts that lead from one text to the other, in their order."""
    one, two = WORDS.findall(before), WORDS.findall(after)
    if len(one) + len(two) > MOST:
        one, two = before.splitlines(keepends=True), after.splitlines(keepends=True)
    whole = not before or not after
    for what, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if what == "equal":
            yield from _same(one[a:b], whole, first=c == 0, last=d == len(two))
            continue
        if b > a:
            yield Part("del", "".join(one[a:b]))
        if d > c:
            yield Part("ins", "".join(two[c:d]))


def _same(words: list[str], whole: bool, *, first: bool, last: bool) -> Iterator[Part]:
    head, tail = (0 if first else AROUND * 2), (0 if last else AROUND * 2)
    if whole or len(words) <= head + tail + AROUND:
        yield Part("same", "".join(words))
        return
    if head:
        yield Part("same", "".join(words[:head]))
    yield Part("gap", " […] ")
    if tail:
        yield Part("same", "".join(words[-tail:]))
