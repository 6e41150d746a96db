"""The question in an address of /tinh-han/, and the address of a question."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from .asking import Asked
from .models import DeadlineRule
from .moments import read_moment, read_time
from .terms import HOUR_UNITS, ZONE, Term
from .units import Direction, Unit

UNITS = {
    "ngay-lam-viec": Unit.WORKING_DAYS,
    "ngay": Unit.CALENDAR_DAYS,
    "thang": Unit.MONTHS,
    "gio": Unit.CLOCK_HOURS,
    "gio-lam-viec": Unit.OFFICE_HOURS,
}
DIRECTIONS = {"sau": Direction.AFTER, "truoc": Direction.BEFORE}
PARAMETERS = ("tu", "gio", "so", "don-vi", "huong", "quy-tac")
WORDS_OF_UNITS = {unit: word for word, unit in UNITS.items()}
DEFAULT_UNIT = "ngay-lam-viec"


@dataclass(frozen=True)
class Question:
    """From when, and how long: either a term, or a rule by its code."""

    start: datetime.datetime
    has_time: bool
    term: Term | None = None
    code: str = ""

    @property
    def day(self) -> datetime.date:
        """Return the day in Vietnam on which the term starts."""
        return self.start.astimezone(ZONE).date()

    @property
    def parameters(self) -> dict[str, str]:
        """Return the question as its address has it, each thing written in one way only."""
        local = self.start.astimezone(ZONE)
        said = {"tu": local.date().isoformat()}
        if self.has_time:
            said["gio"] = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
        if self.term is None:
            return said | {"quy-tac": self.code}
        said |= {"so": str(self.term.amount), "don-vi": WORDS_OF_UNITS[self.term.unit]}
        return said | ({"huong": "truoc"} if self.term.direction == Direction.BEFORE else {})

    @property
    def url(self) -> str:
        return f"{reverse('deadlines:reckon')}?{urlencode(self.parameters)}"


def read(asked: Asked, rules: Sequence[DeadlineRule]) -> Question | None:
    """Return what an address asks; None where it asks nothing yet, or `asked` has problems.

    An address without `tu` is a form filled in by whoever made the link; it only lacks the day.
    """
    start, has_time = _start(asked)
    code = _code(asked, rules)
    term = None if code else _term(asked)
    is_asked = "tu" in asked.given
    if is_asked and not code and term is None and not asked.problems:
        asked.refuse("so", _("Ghi số và chọn đơn vị, hoặc chọn một quy định."))
    if term is not None and term.unit in HOUR_UNITS and start and not has_time:
        asked.refuse("gio", _("Tính theo giờ thì ghi cả giờ bắt đầu, như 15:30."))
    if asked.problems or not is_asked or start is None:
        return None
    return Question(start, has_time, term, code)


def _start(asked: Asked) -> tuple[datetime.datetime | None, bool]:
    if "tu" not in asked.given or asked.sentence_of("tu"):
        return None, False
    typed, hour = asked.values["tu"], asked.values["gio"]
    if not typed:
        asked.refuse("tu", _("Ghi ngày bắt đầu, như 27/04/2018."))
        return None, False
    try:
        start, has_time = read_moment(typed)
    except ValueError as error:
        asked.refuse("tu", str(error))
        return None, False
    if hour and has_time:
        asked.refuse("gio", _("Giờ đã có trong “tu”; chỉ ghi giờ một lần."))
    elif hour:
        try:
            start = datetime.datetime.combine(start.date(), read_time(hour), ZONE)
        except ValueError as error:
            asked.refuse("gio", str(error))
    return start, has_time or bool(hour)


def _code(asked: Asked, rules: Sequence[DeadlineRule]) -> str:
    """Return the code of the rule asked for, "" where none is."""
    code = asked.values["quy-tac"]
    if not code:
        return ""
    if any(asked.values[name] for name in ("so", "don-vi", "huong")):
        asked.refuse(
            "quy-tac",
            _("Chọn một quy định, hoặc ghi số và đơn vị: không cả hai trong một câu hỏi."),
        )
    if all(rule.code != code for rule in rules):
        asked.refuse("quy-tac", _("Không có quy định “%(code)s”.") % {"code": code})
    return code


def _term(asked: Asked) -> Term | None:
    """Return the term written as a number and a unit; None where there is none, or it is wrong."""
    amount, unit, direction = (asked.values[name] for name in ("so", "don-vi", "huong"))
    if unit and unit not in UNITS:
        asked.refuse("don-vi", _("Không có đơn vị “%(unit)s”.") % {"unit": unit})
    if direction and direction not in DIRECTIONS:
        asked.refuse(
            "huong", _("Không có chiều “%(value)s”; chỉ có sau và truoc.") % {"value": direction}
        )
    if amount and not re.fullmatch("[0-9]{1,100}", amount):
        asked.refuse("so", _("Ghi số nguyên từ 1 trở lên, bằng chữ số 0–9, như 15."))
    if amount and not unit and not asked.sentence_of("don-vi"):
        asked.refuse("don-vi", _("Chọn đơn vị: ngày làm việc, ngày, tháng hay giờ."))
    if "tu" in asked.given and unit and not amount and not asked.sentence_of("so"):
        asked.refuse("so", _("Ghi bao nhiêu, như 15."))
    if asked.problems or not (amount and unit):
        return None
    return Term(int(amount), UNITS[unit], DIRECTIONS[direction or "sau"])
