"""The filter of the list of corrections: what an address asks for, what else may be chosen."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.db.models.functions import ExtractYear
from django.http import QueryDict
from django.utils import translation
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext as _

from . import registry
from .corrections import CHANGES
from .models import Version


@dataclass(frozen=True)
class Choice:
    """One value of a filter; `count` is what would be found with it, the others unchanged."""

    value: str
    label: str
    count: int
    chosen: bool


def app_slugs() -> dict[str, str]:
    """Return the apps that have public records, by their word in the address."""
    labels = dict.fromkeys(kind.app for kind in registry.kinds())
    return {slugify(_name(label).replace("đ", "d")): label for label in labels}


def _name(app_label: str) -> str:
    """Return the Vietnamese name of an app, whatever the language of the page."""
    with translation.override("vi"):
        return str(apps.get_app_config(app_label).verbose_name)


@dataclass
class CorrectionFilter:
    """What was asked for in `?loai=…&mang=…&nam=…`, held against the counts.

    `problems` has a sentence for every value that no filter knows; then nothing is looked up.
    """

    change: str
    app: str
    year: str
    counts: list[dict[str, Any]]
    apps: dict[str, str]
    """labels of the apps by their word in the address"""
    problems: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, query: QueryDict, counts: list[dict[str, Any]]) -> "CorrectionFilter":
        asked = cls(
            change=query.get("loai", ""),
            app=query.get("mang", ""),
            year=query.get("nam", ""),
            counts=counts,
            apps=app_slugs(),
        )
        if asked.change and asked.change not in CHANGES:
            asked.problems.append(
                _("Không có loại thay đổi “%(value)s”. Chọn đính chính hoặc sửa nhỏ.")
                % {"value": asked.change}
            )
        if asked.app and asked.app not in asked.apps:
            asked.problems.append(
                _("Không có mảng “%(value)s”. Chọn một mảng trong danh sách.")
                % {"value": asked.app}
            )
        if asked.year and asked.year not in {str(row["year"]) for row in counts}:
            asked.problems.append(
                _("Không có thay đổi nào năm “%(value)s”. Chọn một năm trong danh sách.")
                % {"value": asked.year}
            )
        return asked

    @property
    def is_empty(self) -> bool:
        return not (self.change or self.app or self.year)

    @property
    def total(self) -> int:
        return 0 if self.problems else sum(row["number_of"] for row in self._fitting(""))

    @property
    def query(self) -> str:
        """Return the address's query without the page, "" where nothing is filtered."""
        asked = (("loai", self.change), ("mang", self.app), ("nam", self.year))
        return urlencode({name: value for name, value in asked if value})

    def apply(self, versions: QuerySet[Version]) -> QuerySet[Version]:
        """Return the versions asked for."""
        if self.problems:
            return versions.none()
        if self.change:
            versions = versions.filter(change=CHANGES[self.change])
        if self.app:
            versions = versions.filter(item__kind__startswith=f"{self.apps[self.app]}.")
        if self.year:
            versions = versions.annotate(year=ExtractYear("told_at")).filter(year=int(self.year))
        return versions

    def changes(self) -> list[Choice]:
        labels = {value: str(change.label).capitalize() for value, change in CHANGES.items()}
        return self._choices("change", _("Mọi thay đổi"), labels)

    def fields(self) -> list[Choice]:
        labels = {slug: _(_name(label)) for slug, label in self.apps.items()}
        return self._choices("app", _("Mọi mảng"), labels)

    def years(self) -> list[Choice]:
        years = sorted({str(row["year"]) for row in self.counts}, reverse=True)
        return self._choices("year", _("Mọi năm"), {year: year for year in years})

    def _choices(self, name: str, every: str, labels: dict[str, str]) -> list[Choice]:
        found: Counter[str] = Counter()
        for row in self._fitting(name):
            found[self._values(row)[name]] += row["number_of"]
        chosen = getattr(self, name)
        return [Choice("", every, found.total(), chosen not in labels)] + [
            Choice(value, label, found[value], value == chosen) for value, label in labels.items()
        ]

    def _fitting(self, but: str) -> list[dict[str, Any]]:
        """Return the counts that fit what was asked, the filter `but` left out."""
        return [
            row
            for row in self.counts
            if all(
                getattr(self, name) in ("", value)
                for name, value in self._values(row).items()
                if name != but
            )
        ]

    def _values(self, row: dict[str, Any]) -> dict[str, str]:
        label = row["item__kind"].partition(".")[0]
        return {
            "change": next(slug for slug, change in CHANGES.items() if change == row["change"]),
            "app": next((slug for slug, app in self.apps.items() if app == label), label),
            "year": str(row["year"]),
        }
