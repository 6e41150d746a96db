"""What a word that is typed also means: abbreviations of the field, other spellings, old names.

`alternatives(words)` asks the dated table once. An alternative stands for the words [start, stop)
of the question: whoever has one of its phrases has those words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


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


def alternatives(words: Sequence[Any]) -> list[Alternative]:
    """Return what parts of the question also mean, in its order; `words` are `folding.Word`."""
    return []
