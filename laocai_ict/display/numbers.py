"""Numbers as people read and type them: 1.764 and 464,6 in Vietnamese, 1,764 and 464.6 in English."""

import re
from decimal import Decimal

from django.utils.formats import get_format
from django.utils.translation import gettext as _


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

    In Vietnamese 1.764 is a whole number and 464,6 has one decimal. A point that cannot separate
    thousands (0.125, 12.5) is refused rather than guessed. Raises ValueError with a sentence for
    the person who typed.
    """
    thousand, decimal = get_format("THOUSAND_SEPARATOR"), get_format("DECIMAL_SEPARATOR")
    typed = re.sub(r"[\s\u00a0\u202f]", "", text).replace("−", "-")
    t, d = re.escape(thousand), re.escape(decimal)
    if re.fullmatch(rf"[+-]?(\d+|[1-9]\d{{0,2}}({t}\d{{3}})+)({d}\d+)?", typed):
        return Decimal(typed.replace(thousand, "").replace(decimal, "."))
    if thousand in typed:
        raise ValueError(
            _(
                "“%(typed)s” không rõ là số nào: dấu “%(thousand)s” chỉ dùng để tách từng nhóm ba "
                "chữ số (%(whole)s), phần lẻ viết sau dấu “%(decimal)s” (%(part)s)."
            )
            % {
                "typed": text,
                "thousand": thousand,
                "decimal": decimal,
                "whole": f"1{thousand}764",
                "part": f"464{decimal}6",
            }
        )
    raise ValueError(
        _("“%(typed)s” không phải là số. Viết như %(whole)s hoặc %(part)s.")
        % {"typed": text, "whole": f"1{thousand}764", "part": f"464{decimal}6"}
    )
