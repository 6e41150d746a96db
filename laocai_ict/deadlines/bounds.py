"""What can be asked: each refusal is a sentence of its own."""

import datetime
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from .terms import HOUR_UNITS, ZONE, CannotReckon, Extension, Pause, Pauses, Term
from .units import Direction, Unit

MOST = {
    Unit.CLOCK_HOURS: 87_600,
    Unit.OFFICE_HOURS: 18_000,
    Unit.WORKING_DAYS: 2_500,
    Unit.CALENDAR_DAYS: 3_650,
    Unit.MONTHS: 120,
}
"""about ten years in each unit, longer than any term of the field; the least is 1: "at once" is no
term with a number"""

FIRST_YEAR, LAST_YEAR = 1990, 2200
"""Clocks in Việt Nam stand at UTC+7 since 1975; ten years, the longest term, back from the first of
these is after that, so that N hours later by the clock are N hours. Beyond the last, a year is a
slip of the finger."""

LONGEST_PAUSE = datetime.timedelta(days=3_650)
"""of all pauses together: ten years, as for the term"""


def check(
    start: datetime.datetime, term: Term, pauses: Pauses, extension: Extension | None
) -> tuple[Pause, ...]:
    """Return the pauses in order of time. Raises CannotReckon for what cannot be asked."""
    _check_moment(start)
    _check_amount(term.amount, term.unit)
    if extension is not None:
        _check_amount(extension.amount, term.unit)
    _check_kind(term, pauses, extension)
    for pause in pauses:
        _check_pause(start, pause)
    ordered = tuple(sorted(pauses, key=lambda pause: pause.start))
    _check_together(ordered)
    return ordered


def _check_moment(moment: datetime.datetime) -> None:
    if moment.utcoffset() is None:
        raise CannotReckon(
            "naive", _("Thời điểm phải có múi giờ: cùng một giờ ở hai nơi là hai thời điểm.")
        )
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise CannotReckon(
            "out_of_range",
            _("Ngày phải nằm trong các năm từ %(first)s đến %(last)s."),
            first=str(FIRST_YEAR),
            last=str(LAST_YEAR),
        )


def _check_amount(amount: int, unit: Unit) -> None:
    if not 1 <= amount <= MOST[unit]:
        raise CannotReckon(
            "amount",
            _("Số lượng phải từ 1 đến %(most)s %(unit)s."),
            most=MOST[unit],
            unit=Unit(unit).label,
        )


def _check_kind(term: Term, pauses: Pauses, extension: Extension | None) -> None:
    if term.direction == Direction.BEFORE and (pauses or extension):
        raise CannotReckon(
            "before_stands_still",
            _("Thời hạn phải báo trước một sự kiện thì không tạm dừng và không gia hạn."),
        )
    if term.next_day_after_15 and (term.direction == Direction.BEFORE or term.unit in HOUR_UNITS):
        raise CannotReckon(
            "late_receipt",
            _(
                "Nhận sau 15 giờ chỉ đổi ngày bắt đầu của thời hạn tính bằng ngày hoặc tháng sau "
                "sự kiện."
            ),
        )


def _check_together(pauses: Pauses) -> None:
    ended = [pause.end - pause.start for pause in pauses if pause.end]
    if sum(ended, datetime.timedelta()) > LONGEST_PAUSE:
        raise CannotReckon(
            "pauses_too_long",
            _("Các lần tạm dừng cộng lại không quá %(most)s ngày."),
            most=LONGEST_PAUSE.days,
        )
    if sum(pause.end is None for pause in pauses) > 1:
        raise CannotReckon("two_open_pauses", _("Chỉ một lần tạm dừng được còn đang mở."))
    for earlier, later in pairwise(pauses):
        if earlier.end is None or later.start < earlier.end:
            raise CannotReckon(
                "pauses_overlap",
                _("Hai lần tạm dừng trùng nhau: lần bắt đầu ngày %(first)s và ngày %(second)s."),
                first=earlier.start.astimezone(ZONE),
                second=later.start.astimezone(ZONE),
            )


def _check_pause(start: datetime.datetime, pause: Pause) -> None:
    _check_moment(pause.start)
    if pause.start < start:
        raise CannotReckon(
            "pause_before_start",
            _("Tạm dừng từ ngày %(pause)s là trước khi thời hạn bắt đầu, ngày %(start)s."),
            pause=pause.start.astimezone(ZONE),
            start=start.astimezone(ZONE),
        )
    if pause.end is None:
        return
    _check_moment(pause.end)
    if pause.end <= pause.start:
        raise CannotReckon(
            "pause_reversed",
            _("Lần tạm dừng từ ngày %(pause)s phải kết thúc sau khi bắt đầu."),
            pause=pause.start.astimezone(ZONE),
        )
