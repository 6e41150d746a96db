"""What a change of calendar, office hours or rules would do to open deadlines, told beforehand.

Nothing is moved by the change itself: what is shown here will deviate, and waits for a decision.
"""

import datetime
import hashlib
from dataclasses import dataclass
from typing import Any

from laocai_ict.editing import foreseeing

from .calendar import Calendar
from .deviations import Deviation, deviating, reckoned
from .explaining import explained
from .models import Deadline
from .telling import concerned
from .words import due_words

SHOWN = 50
WATCHED = ("reference.calendarday", "deadlines.officehours", "deadlines.deadlinerule")

Ends = dict[int, datetime.datetime | str]


@dataclass(frozen=True)
class WouldMove:
    """One deadline that would deviate, and who is concerned by it."""

    deviation: Deviation
    people: list[Any]


def register() -> None:
    foreseeing.register(watch_calendar, *WATCHED)
    foreseeing.register(watch_opening, "deadlines.deadline")


def watch_calendar(request: Any) -> foreseeing.Look:
    before = ends()

    def look() -> foreseeing.Consequences | None:
        after = ends()
        changed = {key for key, due in after.items() if before.get(key) != due}
        if not changed:
            return None
        moved = deviating(Deadline.objects.filter(pk__in=changed))
        if not moved:
            return None
        said = "\n".join(f"{one.deadline.pk} {one.key}" for one in moved)
        people = concerned([one.deadline for one in moved[:SHOWN]])
        shown = {
            "count": len(moved),
            "more": len(moved) - SHOWN,
            "lines": [WouldMove(one, people[one.deadline.pk]) for one in moved[:SHOWN]],
        }
        digest = hashlib.sha256(said.encode()).hexdigest()
        return foreseeing.Consequences(digest, "admin/deadlines/would_move.html", shown)

    return look


def watch_opening(request: Any) -> foreseeing.Look:
    """Show the end of a deadline that staff open by hand, day by day, before it is kept."""

    def look() -> foreseeing.Consequences | None:
        opened = getattr(request, "opened", None)
        if opened is None:
            return None
        token = f"{opened.rule_id} {opened.started_at} {opened.due_at}"
        shown = {
            "deadline": opened,
            "due": due_words(opened),
            "explained": explained(opened.explanation),
        }
        return foreseeing.Consequences(token, "admin/deadlines/would_open.html", shown)

    return look


def ends() -> Ends:
    """Return by open deadline when it would end by what the database holds now, or why not."""
    running = Deadline.objects.open().exclude(due_at=None).order_by()
    found = list(running.select_related("rule").prefetch_related("pauses"))
    if not found:
        return {}
    calendar = Calendar.read()
    said: Ends = {}
    for one in found:
        reckoning, why_not = reckoned(one, calendar)
        said[one.pk] = reckoning.due_at if reckoning and reckoning.due_at else why_not
    return said
