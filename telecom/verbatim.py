"""What a source wrote beside the value taken from it: whether the two can be the same number."""

import re
from decimal import Decimal

GROUPED = r"[0-9]{{1,3}}(?:{thousand}[0-9]{{3}})+(?:{decimal}[0-9]+)?|[0-9]+(?:{decimal}[0-9]+)?"
READINGS = ((".", ","), (",", "."))
"""signs for thousands and for decimals: the Vietnamese way, then the English"""


def readings(text: str) -> set[Decimal]:
    """Return every number that `text` can be, in Vietnamese and in English.

    Empty for anything but one plain number: words, a ratio (126/144), a multiple (273 nghìn), a
    slip of the pen (48, 25). What those mean is for people to judge.
    """
    found = set()
    for thousand, decimal in READINGS:
        form = GROUPED.format(thousand=re.escape(thousand), decimal=re.escape(decimal))
        if re.fullmatch(form, text.strip()):
            found.add(Decimal(text.strip().replace(thousand, "").replace(decimal, ".")))
    return found


def contradicts(as_written: str, value: Decimal) -> bool:
    """Say whether what the source wrote is a plain number and, however read, not `value`."""
    possible = readings(as_written)
    return bool(possible) and value not in possible
