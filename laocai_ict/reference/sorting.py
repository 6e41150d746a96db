"""The order of the Vietnamese alphabet, without help from the server's collations.

The portal runs on any PostgreSQL, so it uses no ICU collation: a text is turned into a key whose
plain code point order (collation "C") is the Vietnamese order. As ICU does it, the letters of the
whole text are compared first, then its tones, then its case: Sán Chải comes before San Sả Hồ.

The database makes the same key by `reference_sort_key` (a migration of this app), step by step as
`key` does it: `SortKey("name")` orders a query by it.
"""

import re
import unicodedata

from laocai_ict.display.ordering import SortKey

__all__ = ["SortKey", "key"]

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"
"""huyền, hỏi, ngã, sắc, nặng, in their order; no mark is ngang, "0" """
SHAPES = "\u0302\u0306\u031b"
"""circumflex, breve, horn: they make another letter, not another tone"""
CAPITALS = "A-ZĐ"

_PLACES = {ord(letter): chr(0x61 + index) for index, letter in enumerate(ALPHABET)}
_RANKS = {ord(mark): str(index) for index, mark in enumerate(TONES, 1)}
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)} | {ord("Đ"): "đ"}
_SPACES = re.compile(
    "[\\t-\\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
)
_OTHER_MARKS = re.compile("[\u0304\u0305\u0307\u0308\u030a-\u031a\u031c-\u0322\u0324-\u036f]")
_SHAPES = re.compile(f"[{SHAPES}]")
_TONES = re.compile(f"[{TONES}]")
_LETTER_WITH_TONE = re.compile(f"[^{TONES}]([{TONES}])")
_NO_TONE = re.compile(f"[^{TONES}]")
_CAPITAL, _NO_CAPITAL = re.compile(f"[{CAPITALS}]"), re.compile(f"[^{CAPITALS}]")


def key(text: str) -> str:
    """Return a key that sorts `text` in Vietnamese order when compared code point by code point.

    Letters, tones and case are three runs parted by U+0001, which sorts before everything else.
    Spaces come before digits and digits before letters; the number of spaces does not matter.
    """
    spaced = _SPACES.sub(" ", unicodedata.normalize("NFD", text)).strip(" ")
    marked = _OTHER_MARKS.sub("", spaced)
    letters = unicodedata.normalize("NFC", _TONES.sub("", marked).translate(_LOWER))
    shapeless = _SHAPES.sub("", marked)
    tones = _NO_TONE.sub("0", _LETTER_WITH_TONE.sub(r"\1", shapeless)).translate(_RANKS)
    cases = _CAPITAL.sub("1", _NO_CAPITAL.sub("0", _TONES.sub("", shapeless)))
    return "\u0001".join((letters.translate(_PLACES), tones, cases))
