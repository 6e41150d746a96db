"""The order of the Vietnamese alphabet, without help from the server's collations.

The portal runs on any PostgreSQL, so it uses no ICU collation: a text is turned into a key whose
plain code point order (collation "C") is the Vietnamese order. As ICU does it, the letters of the
whole text are compared first, then its tones, then its case: Sán Chải comes before San Sả Hồ.
"""

import unicodedata

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
"""huyền, hỏi, ngã, sắc, nặng; no mark is ngang, "0" """
SHAPES = {"\u0306", "\u0302", "\u031b"}
"""breve, circumflex, horn: they make another letter, not another tone"""
_LETTERS = {letter: chr(0x61 + index) for index, letter in enumerate(ALPHABET)}


def key(text: str) -> str:
    """Return a key that sorts `text` in Vietnamese order when compared code point by code point.

    Letters, tones and case are three runs parted by U+0001, which sorts before everything else.
    Spaces come before digits and digits before letters; the number of spaces does not matter.
    """
    letters, tones, cases = [], [], []
    for character in " ".join(unicodedata.normalize("NFC", text).split()):
        base, tone = _split(character)
        lower = base.lower()
        letters.append(_LETTERS.get(lower, lower))
        tones.append(tone)
        cases.append("1" if base != lower else "0")
    return "\u0001".join("".join(run) for run in (letters, tones, cases))


def _split(character: str) -> tuple[str, str]:
    """Return a letter without its tone, and the tone's place in the order."""
    tone, kept = "0", []
    for part in unicodedata.normalize("NFD", character):
        if part in TONES:
            tone = TONES[part]
        elif not unicodedata.combining(part) or part in SHAPES:
            kept.append(part)
    return unicodedata.normalize("NFC", "".join(kept)), tone
