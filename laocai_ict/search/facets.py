"""The filters beside the results: what an address asks for, what else may be chosen."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from . import labels
from .matching import Filters, Results
from .statements import MOST_AGENCY

PARAMETERS = {"kind": "loai", "app": "ung-dung", "year": "nam", "agency": "co-quan"}
"""name in the index, name in the address"""


@dataclass(frozen=True)
class Choice:
    """One value of a filter; `query` is the address that adds it, or takes it away where chosen."""

    label: str
    count: int
    is_chosen: bool
    query: str
    is_data: bool
    """the label is Vietnamese data, in the English pages too"""


@dataclass(frozen=True)
class Facet:
    """A filter with the values that something was found for."""

    name: str
    legend: str
    choices: list[Choice]


@dataclass
class Asked:
    """What the address asks for: `text`, and one value or none for each filter.

    `values` holds them as in the address; `filters` as in the index. `problems` has a sentence for
    every value that no filter knows.
    """

    text: str
    values: dict[str, str]
    filters: Filters
    problems: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, query: QueryDict, text: str) -> "Asked":
        """Return what `query` asks for; `text` is what was typed, cleaned and cut."""
        values = {name: query.get(parameter, "") for name, parameter in PARAMETERS.items()}
        kinds, apps = labels.kinds(), labels.apps()
        problems = []
        if values["kind"] and values["kind"] not in kinds:
            problems.append(
                _("Không có loại “%(value)s”. Chọn một loại trong danh sách.")
                % {"value": _short(values["kind"])}
            )
        if values["app"] and values["app"] not in apps:
            problems.append(
                _("Không có mảng “%(value)s”. Chọn một mảng trong danh sách.")
                % {"value": _short(values["app"])}
            )
        if values["year"] and not (
            values["year"].isascii() and values["year"].isdigit() and len(values["year"]) == 4
        ):
            problems.append(
                _("“%(value)s” không phải là một năm. Viết bốn chữ số, như 2018.")
                % {"value": _short(values["year"])}
            )
        if "\0" in values["agency"] or len(values["agency"]) > MOST_AGENCY:
            problems.append(
                _("Không có cơ quan nào tên như vậy. Chọn một cơ quan trong danh sách.")
            )
        filters = Filters(
            kind=kinds[values["kind"]].key if values["kind"] in kinds else "",
            app=apps[values["app"]].key if values["app"] in apps else "",
            year=values["year"],
            agency=values["agency"],
        )
        return cls(text, values, filters, problems)

    @property
    def is_filtered(self) -> bool:
        return any(self.values.values())

    @property
    def query(self) -> str:
        """Return the query of the address, without the page."""
        return self.with_value()

    @property
    def unfiltered(self) -> str:
        return urlencode({"q": self.text})

    def with_value(self, name: str = "", value: str = "") -> str:
        """Return the query with one filter set, or taken away by ""."""
        values = self.values | {name: value} if name else self.values
        told = {PARAMETERS[one]: said for one, said in values.items() if said}
        return urlencode({"q": self.text} | told)

    def facets(self, results: Results) -> Iterator[Facet]:
        """Yield the filters that can narrow these results, or have narrowed them."""
        legends = {
            "kind": _("Loại"),
            "app": _("Mảng"),
            "year": _("Năm"),
            "agency": _("Cơ quan"),
        }
        for name, legend in legends.items():
            counted = dict(results.counts.get(name, []))
            chosen = getattr(self.filters, name)
            if chosen and chosen not in counted:
                counted[chosen] = 0
            if len(counted) > 1 or chosen:
                keys = sorted(counted, reverse=True) if name == "year" else list(counted)
                choices = [self._choice(name, key, counted[key]) for key in keys]
                yield Facet(PARAMETERS[name], legend, choices)

    def _choice(self, name: str, key: str, count: int) -> Choice:
        label, value = key, key
        if name == "kind":
            label, value = labels.kind_text(key), _slug(labels.kinds(), key)
        elif name == "app":
            label, value = labels.app_text(key), _slug(labels.apps(), key)
        is_chosen = key == getattr(self.filters, name)
        query = self.with_value(name, "" if is_chosen else value)
        return Choice(label, count, is_chosen, query, is_data=name == "agency")


def _slug(known: dict[str, labels.Label], key: str) -> str:
    return next(slug for slug, label in known.items() if label.key == key)


def _short(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:60]}…"
