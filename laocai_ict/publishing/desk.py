"""What waits for somebody today: the sections that the admin's first page begins with.

The ground and the apps add their sections in ``AppConfig.ready()``; `work.py` has those of the
workflow. A section is asked with one query or two, however much there is; those of the workflow
are asked with one query together.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

SHOWN = 5
"""lines of a section on the first page; the rest is a page of its own"""


@dataclass(frozen=True)
class Line:
    """One thing to do: what it is, where it is done, who left it there and when.

    `who` and `told` make a sentence with `since`: "Nguyễn An", "gửi duyệt", a moment that the page
    puts behind it. `due` is a moment in words that the reader must not overlook; `comment` is what
    somebody wrote about it.
    """

    kind: str
    title: str
    address: str
    who: str = ""
    told: str = ""
    since: datetime.datetime | None = None
    due: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Batch:
    """Lines from one place on, and how many there are in all."""

    lines: list[Line]
    count: int


Find = Callable[[Any, datetime.datetime, int, int], Batch | None]
FindAll = Callable[[Any, datetime.datetime, int, int], dict[str, Batch | None]]


@dataclass(frozen=True)
class Section:
    """A kind of work. `find(user, at, start, stop)` returns None where it is never that user's.

    `key` stands in the address of the whole list; `empty` is the sentence when nothing waits.
    Sections with the same `find_all` are asked for together on the first page: it returns what
    each of them finds, by key.
    """

    key: str
    order: int
    title: str
    empty: str
    find: Find
    find_all: FindAll | None = None


@dataclass(frozen=True)
class Desk:
    """What one person finds: sections with work, and the sentences of those without."""

    full: list[tuple[Section, Batch]]
    done: list[str]

    @property
    def is_nobodys(self) -> bool:
        """Say that no section is this person's at all: an account that only reads."""
        return not self.full and not self.done


_sections: dict[str, Section] = {}


def add(section: Section) -> None:
    _sections[section.key] = section


def remove(section: Section) -> None:
    del _sections[section.key]


def section(key: str) -> Section | None:
    return _sections.get(key)


def of(user: Any, at: datetime.datetime | None = None) -> Desk:
    """Return what waits for `user` at the moment `at`, the beginning of each section."""
    at = at or timezone.now()
    full, done = [], []
    together: dict[str, Batch | None] = {}
    for find_all in dict.fromkeys(one.find_all for one in _sections.values() if one.find_all):
        together |= find_all(user, at, 0, SHOWN)
    for one in sorted(_sections.values(), key=lambda entry: entry.order):
        batch = together[one.key] if one.find_all else one.find(user, at, 0, SHOWN)
        if batch is None:
            continue
        if batch.count:
            full.append((one, batch))
        else:
            done.append(one.empty)
    return Desk(full, done)
