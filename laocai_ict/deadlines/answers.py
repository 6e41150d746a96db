"""What /tinh-han/ answers: the rule of the day, the count, what else the rule knows."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from laocai_ict.display import dates

from .calendar import Calendar
from .day_units import LATEST_RECEIPT
from .days_off import span_words
from .engine import reckon
from .keeping import to_json
from .models import DeadlineRule
from .phrases import days_in_words, length
from .questions import Question
from .terms import HOUR_UNITS, ZONE, CannotReckon, Day, Extension, Reckoning, Term
from .units import Direction, Unit
from .wording import due_in_words, in_words, plain

CIVIL_CODE = "Bộ luật Dân sự 2015, Điều 147 và Điều 148"
CIVIL_CODE_ON_HOURS = "Bộ luật Dân sự 2015, khoản 1 Điều 147"


@dataclass(frozen=True)
class Answer:
    """The answer to one question. `reckoning` is None where the rule has no number that day."""

    question: Question
    calendar: Calendar
    rule: DeadlineRule | None = None
    """the rule's row in force on the day of the question"""
    other_rows: tuple[DeadlineRule, ...] = ()
    """the rule's rows of other times, the newest first"""
    reckoning: Reckoning | None = None

    @property
    def term(self) -> Term | None:
        return self.reckoning.term if self.reckoning else None

    @property
    def needs_time(self) -> bool:
        """Say whether the rule counts hours and the question has only a day."""
        unit = self.rule.unit if self.rule else ""
        return unit in HOUR_UNITS and not self.question.has_time

    @property
    def heading(self) -> str:
        """Return the answer itself, short."""
        if self.reckoning:
            return due(self.reckoning)
        if self.rule and self.needs_time:
            return _("Cần giờ bắt đầu")
        return capfirst(self.rule.words) if self.rule else _("Chưa có quy định của ngày ấy")

    @property
    def says_words(self) -> bool:
        """Say whether the answer is the rule's own words, which stay Vietnamese."""
        return bool(self.rule and not self.rule.amount)

    @property
    def asked(self) -> str:
        """Return the question in words; the name of a rule is left to the page."""
        moment = self.question.start if self.question.has_time else self.question.day
        words = dates.moment(moment) if self.question.has_time else dates.weekday_day(moment)
        if self.term is None:
            return words
        said = {"length": length(self.term.amount, self.term.unit), "start": words}
        if self.term.direction == Direction.BEFORE:
            return _("ít nhất %(length)s trước %(start)s") % said
        return _("%(length)s sau %(start)s") % said

    @cached_property
    def sentences(self) -> list[str]:
        """Return the count in words, safe HTML; where nothing was counted, why."""
        if self.reckoning:
            return in_words(self.reckoning)
        if self.rule and self.needs_time:
            return [_("Quy định này tính theo giờ: ghi cả giờ bắt đầu, như 15:30.")]
        if self.rule:
            return [_("Quy định này không có con số nên không có ngày nào để đếm.")]
        return [
            _(
                "Cổng chưa ghi quy định nào về việc này có hiệu lực ngày %(day)s; ngày ấy có thể "
                "có quy định mà cổng chưa nhập."
            )
            % {"day": dates.day(self.question.day)}
        ]

    @property
    def explanation(self) -> list[str]:
        """Return the sentences without those that the page shows apart: due date and warning."""
        if self.reckoning is None:
            return self.sentences
        said = self.sentences[:-1] if self.unconfirmed else self.sentences
        return [sentence for sentence in said if sentence != due_in_words(self.reckoning)]

    @property
    def warning(self) -> str:
        """Return what days are not announced yet, "" where all are."""
        return self.sentences[-1] if self.unconfirmed else ""

    @property
    def laws(self) -> list[str]:
        """Return the law that the counting itself follows, beside the rule's own."""
        if self.term is None:
            return []
        return [CIVIL_CODE_ON_HOURS if self.counts_hours else CIVIL_CODE]

    @property
    def counts_hours(self) -> bool:
        return self.term is not None and self.term.unit in HOUR_UNITS

    @property
    def counts_office_hours(self) -> bool:
        return self.term is not None and self.term.unit == Unit.OFFICE_HOURS

    @property
    def unconfirmed(self) -> tuple[Day, ...]:
        return self.reckoning.unconfirmed if self.reckoning else ()

    @cached_property
    def lacking(self) -> dict[int, list[str]]:
        """Return by year of the count what the law names and the calendar does not have (yet)."""
        if self.reckoning is None or self.reckoning.term.unit == Unit.CLOCK_HOURS:
            return {}
        years = sorted({day.date.year for day in self.reckoning.days})
        return {year: found for year in years if (found := self.calendar.lacking(year))}

    @cached_property
    def late(self) -> "Answer | None":
        """Return what holds for a receipt after 15:00, where no hour was asked and it matters."""
        term = self.term
        if term is None or not term.next_day_after_15 or self.question.has_time:
            return None
        start = datetime.datetime.combine(self.question.day, LATEST_RECEIPT, ZONE)
        question = replace(
            self.question, start=start + datetime.timedelta(minutes=1), has_time=True
        )
        return self._again(question)

    @cached_property
    def extended(self) -> Reckoning | None:
        """Return the count with the one extension that the rule knows by a number."""
        if self.reckoning is None or self.rule is None or self.rule.extension_amount is None:
            return None
        extension = Extension(self.rule.extension_amount, self.rule.extension_ground)
        try:
            return reckon(
                self.question.start, self.reckoning.term, self.calendar, extension=extension
            )
        except CannotReckon:
            return None

    @property
    def extended_due(self) -> str:
        return due(self.extended) if self.extended else ""

    def _again(self, question: Question) -> "Answer | None":
        """Return the answer to another moment of the same rule, if it is another answer."""
        try:
            found = reckon(question.start, self.reckoning.term, self.calendar)
        except CannotReckon:
            return None
        is_same = found.due_at == self.reckoning.due_at
        return None if is_same else replace(self, question=question, reckoning=found)


def due(found: Reckoning) -> str:
    """Return "Hết ngày thứ Ba 08/05/2018", for hours "15:30 thứ Ba 08/05/2018, giờ Việt Nam"."""
    if found.term.unit in HOUR_UNITS:
        return dates.moment(found.due_at)
    return _("Hết ngày %(day)s") % {"day": dates.weekday_day(found.due_day)}


def answer(question: Question, rules: Sequence[DeadlineRule], calendar: Calendar) -> Answer:
    """Return the answer. Raises CannotReckon, a sentence, where there is no honest one.

    A rule is that of the day of the question, by the law of that day; not having been in force, or
    having no number, is an answer too.
    """
    if question.term is not None:
        found = reckon(question.start, question.term, calendar)
        return Answer(question, calendar, reckoning=found)
    rows = [rule for rule in rules if rule.code == question.code]
    rule = next((row for row in rows if row.is_on(question.day)), None)
    others = tuple(row for row in rows if row is not rule)
    for row in rows:
        row.span_words = span_words(row)
    answered = Answer(question, calendar, rule, others)
    term = rule.term() if rule else None
    if term is None or answered.needs_time:
        return answered
    return replace(answered, reckoning=reckon(question.start, term, calendar))


def data(answered: Answer, request: HttpRequest) -> dict[str, Any]:
    """Return the answer as data: the same as the page, day by day."""
    found, rule = answered.reckoning, answered.rule
    return {
        "url": request.build_absolute_uri(answered.question.url),
        "question": answered.question.parameters,
        "answer": answered.heading,
        "sentences": [plain(sentence) for sentence in answered.sentences],
        "due_at": found and found.due_at and found.due_at.isoformat(),
        "due_day": found and found.due_day and found.due_day.isoformat(),
        "rule": rule and _rule_data(rule),
        "other_times": [_rule_data(row) for row in answered.other_rows],
        "extended": answered.extended and _end_data(answered.extended),
        "received_after_15": answered.late and _end_data(answered.late.reckoning),
        "legal_basis": [*([rule.basis] if rule and rule.basis else []), *answered.laws],
        "calendar_lacks": {str(year): found for year, found in answered.lacking.items()},
        "reckoning": found and _reckoning_data(found),
    }


def _end_data(found: Reckoning) -> dict[str, Any]:
    """Return another end that the page tells, without its days."""
    return {
        "answer": due(found),
        "due_at": found.due_at and found.due_at.isoformat(),
        "due_day": found.due_day and found.due_day.isoformat(),
    }


def _reckoning_data(found: Reckoning) -> dict[str, Any]:
    said = to_json(found)
    for day, words in zip(said["days"], days_in_words(found), strict=True):
        day["in_words"] = words
    return said


def _rule_data(rule: DeadlineRule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "start_event": rule.start_event,
        "length": rule.length,
        "is_law": rule.is_law,
        "document": rule.legal_basis,
        "article": rule.article,
        "from": rule.valid_from and rule.valid_from.isoformat(),
        "until": rule.valid_until and rule.valid_until.isoformat(),
        "next_day_after_15": rule.next_day_after_15,
        "pause_ground": rule.pause_ground,
        "extension_ground": rule.extension_ground,
        "extension_amount": rule.extension_amount,
    }
