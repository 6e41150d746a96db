"""Verbs of one deadline: open, pause, resume, extend, close, reopen."""

import datetime
from collections.abc import Iterable
from typing import Any

from laocai_ict.deadlines.calendar import Calendar
from laocai_ict.deadlines.deviations import Deviation, deviation_of, end, reckoned
from laocai_ict.deadlines.models import Deadline, DeadlinePause, DeadlineRule
from laocai_ict.display.dates import day, local_day, moment
from laocai_ict.display.refusals import Refused

from .ground import called, knows, locked, past, require, require_open, require_text, verb

FIRST_DECIDE = "hãy quyết định dời thời hạn này trước."


@verb
def open_(
    *,
    title: str,
    rule: DeadlineRule,
    started_at: datetime.datetime,
    by: Any,
    kind: str = "",
    agency: Any = None,
    people: Iterable[Any] = (),
    work_address: str = "",
    public_address: str = "",
) -> Deadline:
    """Begin a deadline: `rule` from `started_at` on, by the calendar of now. Return it.

    `kind` names the model of the record it belongs to; `by` is None where that record's own app
    acts by rule. Refused where the rule was not in force on the day of its start or has no number,
    and where the calendar lacks a year.
    """
    require(by, "add", kind)
    require_text(title, "Ghi việc phải làm.")
    _refuse_of_another_time(rule, started_at)
    deadline = Deadline(
        title=title.strip(),
        kind=kind,
        rule=rule,
        started_at=started_at,
        agency=agency,
        work_address=work_address,
        public_address=public_address,
    )
    _reckon(deadline, pauses=[])
    deadline.save(force_insert=True)
    deadline.people.set(people)
    return deadline


@verb
def pause(
    deadline: Deadline, *, by: Any, ground: str, at: datetime.datetime | None = None
) -> Deadline:
    """Let the deadline rest, on a ground that its rule knows; it has no end until it goes on."""
    deadline, at = locked(deadline), past(at)
    require(by, "change", deadline.kind)
    require_open(deadline)
    knows(deadline.rule, deadline.rule.pause_ground, "tạm dừng")
    require_text(ground, "Ghi căn cứ tạm dừng.")
    if deadline.due_at is None:
        raise Refused("Thời hạn này đang tạm dừng rồi.")
    if at < deadline.started_at:
        raise Refused(f"Thời hạn chỉ bắt đầu {moment(deadline.started_at)}.")
    if at > deadline.due_at:
        raise Refused(f"Đã hết hạn ngày {day(deadline.due_day)}: không tạm dừng được nữa.")
    _refuse_deviating(deadline)
    DeadlinePause.objects.create(
        deadline=deadline, started_at=at, ground=ground.strip(), by=by, by_name=called(by)
    )
    return _save(deadline)


@verb
def resume(deadline: Deadline, *, by: Any, at: datetime.datetime | None = None) -> Deadline:
    """Let a paused deadline go on; its end is reckoned anew, by the calendar of now."""
    deadline, at = locked(deadline), past(at)
    require(by, "change", deadline.kind)
    require_open(deadline)
    running = deadline.pauses.filter(ended_at=None).first()
    if running is None:
        raise Refused("Thời hạn này không tạm dừng.")
    if at <= running.started_at:
        raise Refused(f"Lúc chạy tiếp phải sau lúc tạm dừng, {moment(running.started_at)}.")
    running.ended_at = at
    running.save(update_fields=["ended_at"])
    return _save(deadline)


@verb
def extend(
    deadline: Deadline,
    *,
    by: Any,
    ground: str,
    amount: int | None = None,
    at: datetime.datetime | None = None,
) -> Deadline:
    """Lengthen the deadline once, on the ground its rule knows; without `amount` by all it allows.

    The amount has the unit of the rule.
    """
    deadline, at = locked(deadline), past(at)
    require(by, "change", deadline.kind)
    require_open(deadline)
    rule = deadline.rule
    knows(rule, rule.extension_ground, "gia hạn")
    require_text(ground, "Ghi căn cứ gia hạn.")
    if deadline.extension_amount is not None:
        raise Refused("Thời hạn này đã gia hạn một lần: không gia hạn thêm được.")
    if deadline.due_at is None:
        raise Refused("Thời hạn này đang tạm dừng: cho chạy tiếp rồi mới gia hạn.")
    if at > deadline.due_at:
        raise Refused(f"Đã hết hạn ngày {day(deadline.due_day)}: không gia hạn được nữa.")
    amount = amount or rule.extension_amount
    if amount is None or amount < 1:
        raise Refused("Ghi gia hạn thêm bao nhiêu.")
    if rule.extension_amount is not None and amount > rule.extension_amount:
        raise Refused(f"Quy định chỉ cho gia hạn thêm {rule.extension_amount}.")
    calendar = Calendar.read()  # once: another one read later might move more than the extension
    _refuse_deviating(deadline, calendar)
    deadline.extension_amount, deadline.extension_ground = amount, ground.strip()
    deadline.extended_at, deadline.extended_by = at, by
    deadline.extended_by_name = called(by)
    return _save(deadline, calendar)


@verb
def close(
    deadline: Deadline, *, by: Any, outcome: str, at: datetime.datetime | None = None
) -> Deadline:
    """Note that it was done, and how; from now on nothing moves it. A pause ends with it."""
    deadline, at = locked(deadline), past(at)
    require(by, "change", deadline.kind)
    require_open(deadline)
    require_text(outcome, "Ghi kết quả: đã làm gì, bằng văn bản nào.")
    running = deadline.pauses.filter(ended_at=None).first()
    if running is not None:
        if at <= running.started_at:
            raise Refused(f"Thời hạn đã tạm dừng {moment(running.started_at)}, trước lúc ấy.")
        running.ended_at = at
        running.save(update_fields=["ended_at"])
    deadline.closed_at, deadline.outcome = at, outcome.strip()
    deadline.save()
    return deadline


@verb
def reopen(deadline: Deadline, *, by: Any, reason: str) -> Deadline:
    """Take back a closing that was wrong. The end stays what it was; a pause counts as ended."""
    deadline = locked(deadline)
    require(by, "change", deadline.kind)
    require_text(reason, "Ghi vì sao mở lại.")
    if deadline.closed_at is None:
        raise Refused("Thời hạn này chưa xong: không có gì để mở lại.")
    deadline.closed_at, deadline.outcome = None, ""
    return _save(deadline) if deadline.due_at is None else _saved(deadline)


# --- What they stand on -----------------------------------------------------------------------


def _refuse_of_another_time(rule: DeadlineRule, started_at: datetime.datetime) -> None:
    """Refuse a row of the rule that did not hold on the day the deadline begins."""
    begun = local_day(started_at)
    if not rule.is_on(begun):
        raise Refused(
            f"Ngày {day(begun)} quy định “{rule}” không có hiệu lực: hãy chọn quy định của ngày ấy."
        )


def _refuse_deviating(deadline: Deadline, calendar: Calendar | None = None) -> None:
    """Refuse where the calendar says something else already: only a decision may take that in."""
    found: Deviation | None = deviation_of(deadline, calendar)
    if found is not None:
        raise Refused(f"Thời hạn này đang lệch với lịch ({found.told}): {FIRST_DECIDE}")


def _reckon(
    deadline: Deadline,
    calendar: Calendar | None = None,
    pauses: list[DeadlinePause] | None = None,
) -> None:
    reckoning, why_not = reckoned(deadline, calendar, pauses)
    if reckoning is None:
        raise Refused(why_not)
    deadline.due_at, deadline.due_day, deadline.explanation = end(reckoning)


def _save(deadline: Deadline, calendar: Calendar | None = None) -> Deadline:
    _reckon(deadline, calendar)
    return _saved(deadline)


def _saved(deadline: Deadline) -> Deadline:
    deadline.save()
    return deadline
