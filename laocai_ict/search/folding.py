"""Vietnamese text as search compares it: words without marks, and words with every mark.

Each function has a twin in the database (`migrations/0001_index.py`) that gives the same for the
same text, whatever the server's locale: text is decomposed, lowered as ASCII alone, and every
other letter is mapped by name. What one of the two does by a regular expression the other does by
the same one.
"""

import re
import unicodedata
from dataclasses import dataclass

TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
"""sắc, huyền, hỏi, ngã, nặng, with the figure that VNI types them by"""
SHAPES = {"\u0302": "6", "\u031b": "7", "\u0306": "8"}
"""circumflex, horn, breve: marks that make another letter, with VNI's figures"""
LOOKALIKES = "\u00d0\u0189\u00f0\u0256"
"""Ð (Icelandic), Ɖ (African) and their small letters, typed for Đ and đ"""

MARKS = "\u0300-\u036f"
OTHER_MARKS = "\u0304\u0305\u0307\u0308\u030a-\u031a\u031c-\u0322\u0324-\u036f"
"""marks that are neither tone nor shape of a Vietnamese letter"""
UNSEEN = "\u00ad\u180e\u200c-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
"""characters without width, inside words; the zero-width space U+200B stands between words"""
SPACES = "\\t-\\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
OTHER_LETTERS = (
    "\u00b5\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u167f\u1681-\u180d\u180f-\u1fff"
    "\u2c00-\u2dff\u3040-\ud7ff\uf900-\ufdff\ufe70-\ufefe\uff10-\uff19\uff21-\uff3a"
    "\uff41-\uff5a\uff66-\uffdc\U00010000-\U0001efff\U00020000-\U0003ffff"
)
"""letters beyond ASCII; they pass as they are"""
WORD = f"0-9a-z{MARKS}{OTHER_LETTERS}"
"""what words are made of, once decomposed and lowered; everything else parts them"""
SUPERSCRIPTS = {"\u00b9": "1", "\u00b2": "2", "\u00b3": "3"}

_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_FOLD = _LOWER | {ord("Đ"): "d", ord("đ"): "d"}
_KEEP_TONES = _LOWER | {ord("Đ"): "đ"}
_MEND = dict.fromkeys(map(ord, LOOKALIKES), "đ")
_PREPARE = _KEEP_TONES | _MEND | {ord(mark): figure for mark, figure in SUPERSCRIPTS.items()}
_EXACT = {ord(mark): figure for mark, figure in (TONES | SHAPES).items()} | {ord("đ"): "d9"}
_TONE = "".join(TONES)
_TONE_IN_WORD = re.compile(f"([{_TONE}])([^{_TONE} ]+)")
_TONE_IN_LETTERS = re.compile(f"([{_TONE}]+)([a-zđ{''.join(SHAPES)}]+)")
_OTHER_MARKS = re.compile(f"[{OTHER_MARKS}]")
_MARKS = re.compile(f"[{MARKS}]")
_UNSEEN = re.compile(f"[{UNSEEN}]")
_UNSEEN_ANYWHERE = re.compile(f"[{UNSEEN}\u200b]")
_SPACES = re.compile(f"[{SPACES}]+")
_A_WORD = re.compile(f"[0-9a-z{OTHER_LETTERS}][{WORD}]*")
_FINAL_Y = re.compile("([bcdfghjklmnpqrstvwxz]|qu)y$")


@dataclass(frozen=True)
class Word:
    """One word of a text and where it stands in it, as written: ``text[start:stop]``.

    `folded` has no marks and writes a final y after a consonant or qu as i (kỹ, kĩ: "ki"); it is
    what the index holds. `plain` is the same with the y as typed: the beginning of a longer word
    ("quy" of "quyết"). `exact` has every mark as VNI types it, the tone last (hoà, hòa: "hoa2").
    """

    start: int
    stop: int
    folded: str
    exact: str
    plain: str


def mend(text: str) -> str:
    """Return `text` with the look-alikes of đ replaced and what has no width taken out."""
    return _UNSEEN.sub("", text.translate(_MEND))


def fold(text: str) -> str:
    """Return the key in which "Lào Cai", "LAO  CAI" and "lao cai" are one.

    Look-alikes of đ are other letters here: `mend` what people typed first.
    """
    seen = _UNSEEN_ANYWHERE.sub("", unicodedata.normalize("NFD", text))
    return _SPACES.sub(" ", _MARKS.sub("", seen).translate(_FOLD)).strip(" ")


def tone_key(text: str) -> str:
    """Return the key in which "Hoà" and "hòa" are one, but "hoa" and "hóa" are others.

    The tone stands at the end of the letters it is in; case and spaces do not count.
    """
    seen = _UNSEEN_ANYWHERE.sub("", unicodedata.normalize("NFD", text)).translate(_KEEP_TONES)
    return _SPACES.sub(" ", _TONE_IN_LETTERS.sub(r"\2\1", seen)).strip(" ")


def words(text: str) -> list[Word]:
    """Return the words of `text` in their order; whatever is no letter or figure parts words."""
    decomposed, starts, stops = _decompose(text)
    found = []
    for match in _A_WORD.finditer(decomposed):
        marked = match.group()
        plain = _MARKS.sub("", marked).replace("đ", "d")
        found.append(
            Word(
                start=starts[match.start()],
                stop=stops[match.end() - 1],
                folded=_FINAL_Y.sub(r"\1i", plain),
                exact=_exact(marked),
                plain=plain,
            )
        )
    return found


def _exact(marked: str) -> str:
    known = _OTHER_MARKS.sub("", marked)
    return _TONE_IN_WORD.sub(r"\2\1", known).translate(_EXACT)


def _decompose(text: str) -> tuple[str, list[int], list[int]]:
    """Return `text` decomposed and lowered, and where each of its characters stands in `text`.

    A letter and the marks behind it are decomposed together, so that their order is the same as
    in the whole text decomposed at once.
    """
    parts: list[str] = []
    starts: list[int] = []
    stops: list[int] = []
    at = 0
    while at < len(text):
        stop = at + 1
        while stop < len(text) and unicodedata.combining(text[stop]):
            stop += 1
        part = _UNSEEN.sub("", unicodedata.normalize("NFD", text[at:stop]).translate(_PREPARE))
        parts.append(part)
        starts += [at] * len(part)
        stops += [stop] * len(part)
        at = stop
    return "".join(parts), starts, stops
