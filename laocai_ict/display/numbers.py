"""Numbers as people read and type them: 1.764 and 464,6; in English 1,764 and 464.6."""

import re
import unicodedata
from decimal import Decimal

from django.utils.formats import get_format
from django.utils.translation import gettext as _

LONGEST = 60
"""signs; no figure of the province needs more, and Python itself refuses to print huge integers"""


def format_number(value: Decimal | int | float | None, places: int | None = None) -> str:
    """Return `value` with grouped thousands in the active language; "" for None.

    `places` fixes the decimals; without it trailing zeros go, and no digit is ever rounded away.
    """
    if value is None or value == "":
        return ""
    number = Decimal(str(value))
    if places is not None:
        text = f"{number:,.{places}f}"
    else:
        text = f"{number:,f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
    thousand, decimal = get_format("THOUSAND_SEPARATOR"), get_format("DECIMAL_SEPARATOR")
    return text.translate(str.maketrans({",": thousand, ".": decimal, "-": "−"}))


def parse_number(text: str) -> Decimal:
    """Return what a person typed as an exact decimal, by the separators of the active language.

    In Vietnamese 1.764 (or 1 764) is a whole number, 464,6 has one decimal and 1,764 has three. A
    point that cannot separate thousands (0.125, 12.5) is refused rather than guessed. Raises
    ValueError with a sentence for the person who typed.
    """
    thousand, decimal = get_format("THOUSAND_SEPARATOR"), get_format("DECIMAL_SEPARATOR")
    typed = unicodedata.normalize("NFKC", text).strip()  # wide digits and every kind of space
    typed = re.sub(r"^([+−-])\s*", r"\1", typed).replace("−", "-")
    separator = f"(?:{re.escape(thousand)}| )"
    grouped = rf"[1-9][0-9]{{0,2}}(?P<s>{separator})[0-9]{{3}}(?:(?P=s)[0-9]{{3}})*"
    number = rf"[+-]?(?:{grouped}|[0-9]+)(?:{re.escape(decimal)}[0-9]+)?"
    if len(typed) <= LONGEST and re.fullmatch(number, typed):
        return Decimal(typed.replace(thousand, "").replace(" ", "").replace(decimal, "."))
    raise ValueError(_why_not(text, thousand, decimal))


def _why_not(text: str, thousand: str, decimal: str) -> str:
    words = {
        "typed": text if len(text) <= LONGEST else f"{text[:LONGEST]}…",
        "thousand": thousand,
        "decimal": decimal,
        "whole": f"1{thousand}764",
        "part": f"464{decimal}6",
    }
    if len(text) > LONGEST:
        return _("“%(typed)s” dài quá, không phải là một con số.") % words
    if thousand in text:
        return (
            _(
                "“%(typed)s” không rõ là số nào: dấu “%(thousand)s” chỉ dùng để tách từng nhóm ba "
                "chữ số (%(whole)s), phần lẻ viết sau dấu “%(decimal)s” (%(part)s)."
            )
            % words
        )
    return _("“%(typed)s” không phải là số. Viết như %(whole)s hoặc %(part)s.") % words
