"""Open deadlines whose stored end differs from what calendar, rule and pauses give now.

Nothing moves by itself: a day entered or changed only makes a deadline deviate, until it is
decided (`services.decide_shift`). Two queries and the calendar's one, however many there are.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core import signing

from laocai_ict.display.dates import day

from .calendar import Calendar
from .engine import CannotReckon, Extension, Pause, Reckoning, reckon
from .keeping import to_json
from .models import Deadline, DeadlinePause

SALT = "laocai_ict.deadlines.shown"
LONGEST = datetime.timedelta(days=1)
"""how long a list of deviations that was shown may be decided on"""
NO_NUMBER = "Quy định “{rule}” không có con số ({words}) nên chưa tính được ngày hết hạn."

End = tuple[datetime.datetime | None, datetime.date | None, dict[str, Any]]


@dataclass(frozen=True)
class Deviation:
    """A deadline and what it would be now; `why_not` says why that cannot be reckoned."""

    deadline: Deadline
    reckoning: Reckoning | None
    why_not: str = ""

    @property
    def told(self) -> str:
        """Return "30/04/2026 → 04/05/2026", or why there is no new date."""
        if self.reckoning is None:
            return self.why_not
        return f"{day(self.deadline.due_day)} → {day(self.reckoning.due_day)}"

    @property
    def key(self) -> list[str]:
        """Return what a decision on this deviation depends on: both ends to the second."""
        new = self.reckoning.due_at if self.reckoning else None
        return [_utc(self.deadline.due_at), _utc(new) or self.why_not]


def reckoned(
    deadline: Deadline,
    calendar: Calendar | None = None,
    pauses: Iterable[DeadlinePause] | None = None,
) -> tuple[Reckoning | None, str]:
    """Return what a deadline is by the calendar of now; or None and the sentence why not."""
    rule = deadline.rule
    term = rule.term()
    if term is None:
        return None, NO_NUMBER.format(rule=rule.name, words=rule.words)
    known = deadline.pauses.all() if pauses is None else pauses
    extension = None
    if deadline.extension_amount is not None:
        extension = Extension(deadline.extension_amount, deadline.extension_ground)
    try:
        reckoning = reckon(
            deadline.started_at,
            term,
            calendar or Calendar.read(),
            pauses=[Pause(one.started_at, one.ended_at, one.ground) for one in known],
            extension=extension,
        )
    except CannotReckon as error:
        return None, str(error)
    return reckoning, ""


def end(reckoning: Reckoning) -> End:
    """Return what a deadline stores of a reckoning: the moment, the day, the explanation."""
    due_day = None if reckoning.due_at is None else reckoning.due_day
    return reckoning.due_at, due_day, to_json(reckoning)


def deviating(deadlines: Any = None, calendar: Calendar | None = None) -> list[Deviation]:
    """Return the open deadlines that deviate from the calendar of now, the first due first.

    `deadlines` is a query set to look among. Paused ones have no end that could deviate.
    """
    among = Deadline.objects.all() if deadlines is None else deadlines
    running = list(
        among.open()
        .exclude(due_at=None)
        .select_related("rule")
        .prefetch_related("pauses")
        .order_by("due_at", "pk")
    )
    if not running:
        return []
    calendar = calendar or Calendar.read()
    return [found for one in running if (found := deviation_of(one, calendar)) is not None]


def deviation_of(deadline: Deadline, calendar: Calendar | None = None) -> Deviation | None:
    """Return how a deadline deviates; None where it does not, is paused or closed."""
    if deadline.closed_at is not None or deadline.due_at is None:
        return None
    reckoning, why_not = reckoned(deadline, calendar)
    if reckoning is not None and reckoning.due_at == deadline.due_at:
        return None
    return Deviation(deadline, reckoning, why_not)


def shown(deviations: Iterable[Deviation]) -> str:
    """Return the signed list of what somebody is shown, to be sent back with their decision."""
    keys = {str(one.deadline.pk): one.key for one in deviations}
    return signing.dumps(keys, salt=SALT, compress=True)


def read_shown(token: str) -> dict[int, list[str]]:
    """Return what was shown by deadline; {} for anything that we did not sign of late."""
    try:
        keys = signing.loads(token, salt=SALT, max_age=LONGEST)
    except signing.BadSignature:
        return {}
    return {int(pk): key for pk, key in keys.items()}


def _utc(moment: datetime.datetime | None) -> str:
    return "" if moment is None else moment.astimezone(datetime.UTC).isoformat()
