"""The filter of the list of procedures: what an address asks for, what else may be chosen."""

from collections import Counter
from dataclasses import dataclass, field

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from .models import Procedure

LEVELS = {"tinh": Procedure.Level.PROVINCE, "huyen": Procedure.Level.DISTRICT}


@dataclass(frozen=True)
class Choice:
    """One value of a filter; `count` is what would be found with it, the other filter unchanged."""

    value: str
    label: str
    count: int
    chosen: bool
    lang: str = ""


@dataclass
class ProcedureFilter:
    """What was asked for in `?linh-vuc=…&cap=…`, held against the (field, level) counts.

    `problems` has a sentence for every value that no filter knows; then nothing is looked up.
    """

    field: str
    level: str
    counts: list[dict]
    problems: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, query: QueryDict, counts: list[dict]) -> "ProcedureFilter":
        asked = cls(query.get("linh-vuc", ""), query.get("cap", ""), counts)
        if asked.field and asked.field not in {row["field__slug"] for row in counts}:
            asked.problems.append(
                _("Không có lĩnh vực “%(value)s”. Chọn một lĩnh vực trong danh sách.")
                % {"value": asked.field}
            )
        if asked.level and asked.level not in LEVELS:
            asked.problems.append(
                _("Không có cấp giải quyết “%(value)s”. Chọn cấp tỉnh hoặc cấp huyện.")
                % {"value": asked.level}
            )
        return asked

    @property
    def is_empty(self) -> bool:
        return not (self.field or self.level)

    @property
    def total(self) -> int:
        return sum(row["number_of"] for row in self.counts if self._fits(row))

    @property
    def field_name(self) -> str:
        return next(
            (row["field__name"] for row in self.counts if row["field__slug"] == self.field), ""
        )

    @property
    def level_name(self) -> str:
        return LEVELS[self.level].label if self.level in LEVELS else ""

    def apply(self, procedures):
        """Return the procedures asked for."""
        if self.problems:
            return procedures.none()
        if self.field:
            procedures = procedures.filter(field__slug=self.field)
        if self.level:
            procedures = procedures.filter(level=LEVELS[self.level])
        return procedures

    def fields(self) -> list[Choice]:
        names: dict[str, str] = {}
        found: Counter[str] = Counter()
        for row in self.counts:
            names[row["field__slug"]] = row["field__name"]
            if self._level_fits(row):
                found[row["field__slug"]] += row["number_of"]
        every = Choice("", _("Mọi lĩnh vực"), found.total(), self.field not in names)
        return [every] + [
            Choice(slug, name, found[slug], slug == self.field, "vi")
            for slug, name in names.items()
        ]

    def levels(self) -> list[Choice]:
        found: Counter[str] = Counter()
        for row in self.counts:
            if self._field_fits(row):
                found[row["level"]] += row["number_of"]
        every = Choice("", _("Mọi cấp"), found.total(), self.level not in LEVELS)
        return [every] + [
            Choice(value, str(level.label), found[level.value], value == self.level)
            for value, level in LEVELS.items()
        ]

    @property
    def query(self) -> str:
        """Return the address's query without the page, "" where nothing is filtered."""
        return urlencode({k: v for k, v in (("linh-vuc", self.field), ("cap", self.level)) if v})

    @property
    def url_any_level(self) -> str:
        return f"{reverse('egov:procedure-list')}?{urlencode({'linh-vuc': self.field})}"

    @property
    def url_any_field(self) -> str:
        return f"{reverse('egov:procedure-list')}?{urlencode({'cap': self.level})}"

    def _fits(self, row: dict) -> bool:
        return not self.problems and self._field_fits(row) and self._level_fits(row)

    def _field_fits(self, row: dict) -> bool:
        return not self.field_name or row["field__slug"] == self.field

    def _level_fits(self, row: dict) -> bool:
        return self.level not in LEVELS or row["level"] == LEVELS[self.level]
