"""Text that people can read: nothing invisible that turns words around, and something to see.

Marks that steer the direction of writing can make a line read otherwise than it is stored (the
override U+202E turns “fdp.exe” into “exe.pdf”); Vietnamese and English need none of them.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError

DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
FORBIDDEN = re.compile(f"[{CONTROL}{DIRECTION}]")
UNSEEN = {"M", "Z", "C"}
"""first letters of the Unicode categories of marks, separators and invisible characters"""
ALSO_UNSEEN = "\u115f\u1160\u2800\u3164\uffa0"
"""letters and patterns by name, drawn as nothing: fillers of Hangul, the empty Braille cell"""


def complaint(text: str) -> str | None:
    """Return what is wrong with the text, in words, and where; None where it can be read."""
    if found := FORBIDDEN.search(text):
        return _said(text, found.start())
    if text and not is_seen(text):
        return (
            "Chữ này không có ký tự nào nhìn thấy được, chỉ có dấu, khoảng trắng hoặc ký tự ẩn: "
            "hãy gõ lại, hoặc để trống."
        )
    return None


def check(text: str) -> None:
    """Validator of form fields: ValidationError with the complaint."""
    if isinstance(text, str) and (sentence := complaint(text)):
        raise ValidationError(sentence, code="unreadable")


def is_seen(text: str) -> bool:
    """Say whether anything of the text can be seen."""
    return any(
        unicodedata.category(one)[0] not in UNSEEN and one not in ALSO_UNSEEN for one in text
    )


def too_long(count: int, most: int) -> str:
    return f"Nội dung có {_grouped(count)} ký tự, ô này chỉ chứa được {_grouped(most)}."


def _said(text: str, at: int) -> str:
    one = text[at]
    kind = "đổi hướng viết" if re.match(f"[{DIRECTION}]", one) else "điều khiển"
    before = "".join(part for part in text[max(0, at - 20) : at] if is_seen(part) or part == " ")
    where = f"sau “{before.strip()}”" if before.strip() else "ở đầu"
    return (
        f"Có ký tự {kind} không nhìn thấy được (U+{ord(one):04X}) ở vị trí {_grouped(at + 1)}, "
        f"{where}: hãy xóa nó rồi gõ lại chỗ ấy."
    )


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
