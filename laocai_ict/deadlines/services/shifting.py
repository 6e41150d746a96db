"""The verb that moves open deadlines to what the calendar says: one decision, all or none."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from laocai_ict.deadlines.calendar import Calendar
from laocai_ict.deadlines.deviations import Deviation, deviation_of, end, read_shown
from laocai_ict.deadlines.engine import Reckoning
from laocai_ict.deadlines.models import Deadline, Decision, Notice, Shift
from laocai_ict.deadlines.telling import tell
from laocai_ict.display.refusals import Refused

from .ground import afresh, called, require_text, verb

RIGHT = "deadlines.decide_shift"


@verb
def decide_shift(
    chosen: Iterable[int],
    *,
    by: Any,
    seen: str,
    reason: str,
    document: str = "",
    at: datetime.datetime | None = None,
) -> Decision:
    """Move the chosen open deadlines to what the calendar gives now, and tell those concerned.

    `chosen` are their keys, `seen` the signed list that the person had before their eyes
    (`deviations.shown`). Whatever is no longer as it was shown is refused, and then none moves.
    """
    account = afresh(by)
    if not (account.is_active and account.has_perm(RIGHT)):
        raise Refused("Tài khoản của bạn không có quyền quyết định dời thời hạn.")
    reason = require_text(reason, "Ghi lý do dời thời hạn.")
    keys = sorted(set(chosen))
    if not keys:
        raise Refused("Chọn ít nhất một thời hạn.")
    found = _still_as_shown(keys, read_shown(seen))
    decision = Decision.objects.create(
        at=at or timezone.now(),
        by=by,
        by_name=called(by),
        reason=reason,
        document=document.strip(),
    )
    tell(decision, [_move(decision, deadline, reckoning) for deadline, reckoning in found])
    return decision


@verb
def acknowledge(notices: Iterable[int], *, by: Any) -> int:
    """Note that `by` knows of the shifts; only their own notices count. Return how many."""
    mine = Notice.objects.unseen().filter(user=by, pk__in=list(notices))
    return mine.update(seen_at=timezone.now())


def _still_as_shown(
    keys: list[int], seen: dict[int, list[str]]
) -> list[tuple[Deadline, Reckoning]]:
    """Lock the deadlines in the order of their keys and reckon each; refuse what has changed."""
    rows = Deadline.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    held = list(rows.select_related("rule").prefetch_related("pauses").order_by("pk"))
    calendar = Calendar.read()
    found, refused = [], []
    if len(held) < len(keys):
        refused.append("Có thời hạn không còn: hãy tải lại danh sách.")
    for deadline in held:
        deviation = deviation_of(deadline, calendar)
        if deviation is None or deviation.key != seen.get(deadline.pk):
            refused.append(_changed(deadline, deviation))
        elif deviation.reckoning is None:
            refused.append(f"“{deadline}” chưa có ngày mới: {deviation.why_not}")
        else:
            found.append((deadline, deviation.reckoning))
    if refused:
        raise Refused(*refused)
    return found


def _changed(deadline: Deadline, deviation: Deviation | None) -> str:
    if deadline.closed_at is not None:
        return f"“{deadline}” vừa xong nên không dời nữa."
    if deadline.due_at is None:
        return f"“{deadline}” vừa tạm dừng nên không dời."
    if deviation is None:
        return f"“{deadline}” không còn lệch với lịch: có người vừa dời hoặc lịch vừa đổi."
    return f"“{deadline}” nay khác lúc bạn xem ({deviation.told}): hãy xem lại rồi quyết định."


def _move(decision: Decision, deadline: Deadline, reckoning: Reckoning) -> Shift:
    before = deadline.due_at, deadline.due_day, deadline.explanation
    deadline.due_at, deadline.due_day, deadline.explanation = end(reckoning)
    deadline.save(update_fields=["due_at", "due_day", "explanation"])
    return Shift.objects.create(
        decision=decision,
        deadline=deadline,
        old_due_at=before[0],
        old_due_day=before[1],
        old_explanation=before[2],
        new_due_at=deadline.due_at,
        new_due_day=deadline.due_day,
        explanation=deadline.explanation,
    )
