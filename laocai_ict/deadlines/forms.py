"""What the two forms of /tinh-han/ show: the choices, and what was typed."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .asking import Asked
from .models import DeadlineRule
from .questions import DEFAULT_UNIT, UNITS, Question


@dataclass(frozen=True)
class Choice:
    """A duty, by the name it has today, or had last."""

    code: str
    name: str


@dataclass(frozen=True)
class Field:
    name: str
    choices: list[Choice] = field(default_factory=list)


def choices(rules: Sequence[DeadlineRule], today: datetime.date) -> list[Field]:
    """Return the duties by field; `rules` are in the order of their fields and codes."""
    fields = []
    for name, rows in groupby(rules, key=lambda rule: rule.get_field_display()):
        duties = []
        for code, versions in groupby(rows, key=lambda rule: rule.code):
            newest_first = list(versions)
            now = next((rule for rule in newest_first if rule.is_on(today)), newest_first[0])
            duties.append(Choice(code, now.name))
        fields.append(Field(name, duties))
    return fields


class Form:
    """The values of the fields as they were typed, else as they are offered."""

    def __init__(
        self, asked: Asked, question: Question | None, today: datetime.date, *, has_rules: bool
    ):
        self.asked = asked
        self.has_rules = has_rules
        self.day = asked.typed["tu"]
        self.time = asked.typed["gio"]
        self.amount = asked.typed["so"]
        self.code = asked.typed["quy-tac"]
        self.unit = asked.typed["don-vi"] or DEFAULT_UNIT
        self.direction = asked.typed["huong"] or "sau"
        if question:  # understood: said as forms write it, Vietnamese or English alike
            self.day = f"{question.day:%d/%m/%Y}"
            self.time = question.parameters.get("gio", "")
        elif "tu" not in asked.given:
            self.day = f"{today:%d/%m/%Y}"

    @property
    def units(self) -> list[tuple[str, str]]:
        return [(word, capfirst(str(unit.label))) for word, unit in UNITS.items()]

    @property
    def directions(self) -> list[tuple[str, str]]:
        return [("sau", _("đếm tới, sau ngày ấy")), ("truoc", _("đếm lùi, trước ngày ấy"))]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Return (id of the field, sentence); the id is "" where no field is to blame."""
        own = "qd_" if self.code else "id_"  # the form that was sent
        anchors = {"tu": f"{own}tu", "gio": f"{own}gio", "so": "id_so", "don-vi": "id_don-vi"}
        anchors |= {"huong": "id_huong", "quy-tac": "id_quy-tac" if self.has_rules else ""}
        return [(anchors.get(each.name, ""), each.sentence) for each in self.asked.problems]

    @property
    def wrong(self) -> frozenset[str]:
        """Return the fields that something is wrong with."""
        return frozenset(problem.name for problem in self.asked.problems)
