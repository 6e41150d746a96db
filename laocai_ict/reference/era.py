"""Spans of time between two changes of the list of units."""

import datetime
from dataclasses import dataclass

from .models import UnitChange

OLDEST_LIST = datetime.date(2017, 10, 15)
"""the day of the oldest list held"""
TWO_LEVELS = datetime.date(2025, 7, 1)
"""the merged province, without districts (Resolutions 202/2025/QH15, 203/2025/QH15)"""
YEN_BAI_KNOWN = TWO_LEVELS - datetime.timedelta(days=1)
"""the only day for which the units of Yên Bái are known"""
SHIFTS_OF_2020 = datetime.date(2020, 3, 1)
"""Resolution 896/NQ-UBTVQH14 also moved parts of communes, of which no figures could be read"""


@dataclass(frozen=True)
class Era:
    """The days from `start` until `until` (exclusive; None while it lasts)."""

    start: datetime.date
    until: datetime.date | None

    @property
    def last_day(self) -> datetime.date | None:
        return self.until and self.until - datetime.timedelta(days=1)

    def __contains__(self, day: datetime.date) -> bool:
        return self.start <= day and (self.until is None or day < self.until)


def eras() -> list[Era]:
    """Return the eras, the oldest first: one from each day on which the list of units changed."""
    days = UnitChange.objects.order_by("effective_on").values_list("effective_on", flat=True)
    starts = [OLDEST_LIST, *days.distinct()]
    return [Era(start, until) for start, until in zip(starts, [*starts[1:], None], strict=True)]
