"""Which made-up topics a sample session has: the same for the same week, whenever it is asked.

The texts lie in `data/sample-topics.csv`. They tell what such a session is like, name no person
and state no figure; `{agency}` stands for the agency in charge at that time.
"""

import csv
import datetime
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from laocai_ict.reference.era import TWO_LEVELS

FILE = Path(__file__).parent / "data" / "sample-topics.csv"
WEEK = datetime.timedelta(weeks=1)
FIRST_MONDAY = {"2018": datetime.date(2018, 1, 1), "nay": datetime.date(2025, 6, 30)}
"""from which week on the texts of each time are dealt out"""
AGENCIES = {
    "2018": {
        "telecom": "Sở Thông tin và Truyền thông",
        "press": "Sở Thông tin và Truyền thông",
        "it": "Sở Thông tin và Truyền thông",
        "office": "Văn phòng Ủy ban nhân dân tỉnh",
    },
    # The successors of 2025; which one took over the press is not sure to the day, so the
    # spokesperson's own office answers for it.
    "nay": {
        "telecom": "Sở Khoa học và Công nghệ",
        "press": "Văn phòng Ủy ban nhân dân tỉnh",
        "it": "Sở Khoa học và Công nghệ",
        "office": "Văn phòng Ủy ban nhân dân tỉnh",
    },
}


@dataclass(frozen=True)
class SampleTopic:
    """A text of the file; `season` is "MM-DD/MM-DD" or empty, `short` its part of a title."""

    key: str
    era: str
    field: str
    season: str
    short: str
    heading: str
    text: str
    department_speaks: bool

    def is_in_season(self, day: datetime.date) -> bool:
        if not self.season:
            return True
        first, last = self.season.split("/")
        today = f"{day:%m-%d}"
        return first <= today <= last if first <= last else today >= first or today <= last


@cache
def texts() -> tuple[SampleTopic, ...]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            SampleTopic(**row | {"department_speaks": bool(row["department_speaks"])})
            for row in csv.DictReader(file)
        )


def era_of(day: datetime.date) -> str:
    """Return "2018" while there were districts, "nay" since they are gone (1/7/2025)."""
    return "2018" if day < TWO_LEVELS else "nay"


def number(*words: object) -> int:
    """Return a number that looks random and is the same for the same words, on every machine."""
    digest = hashlib.sha256(":".join(map(str, words)).encode()).digest()
    return int.from_bytes(digest[:4], "big")


def topics_of_week(day: datetime.date) -> list[SampleTopic]:
    """Return the two to four topics of the week of `day`: those in season that rested longest."""
    era = era_of(day)
    monday = day - datetime.timedelta(days=day.weekday())
    week = max(0, (monday - FIRST_MONDAY[era]) // WEEK)
    return _dealt(era, (week // 100 + 1) * 100)[week]


@cache
def _dealt(era: str, weeks: int) -> list[list[SampleTopic]]:
    """Deal out the texts for so many weeks, week by week from the first one."""
    pool = [topic for topic in texts() if topic.era in ("", era)]
    last_used: dict[str, int] = {}
    dealt = []
    for index in range(weeks):
        day = FIRST_MONDAY[era] + index * WEEK
        rested = sorted(
            (topic for topic in pool if topic.is_in_season(day)),
            key=lambda topic: (last_used.get(topic.key, -1), number(topic.key, index)),
        )
        dealt.append(rested[: 2 + number(era, index) % 3])
        last_used.update((topic.key, index) for topic in dealt[-1])
    return dealt
