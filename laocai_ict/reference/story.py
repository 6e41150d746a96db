"""Tells in sentences what a unit came from and what became of it.

Sentences hold links, so they are safe HTML made of translated patterns; names inside them stay
Vietnamese in English pages and are marked as such.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from laocai_ict.display import dates, numbers

from .models import AdministrativeUnit, UnitChange

Kind, Extent = UnitChange.Kind, UnitChange.Extent
RENAMED = {Kind.RENAME, Kind.TYPE_CHANGE, Kind.CODE_CHANGE}
GOING_ON = RENAMED | {Kind.TRANSFER, Kind.UNCHANGED}
FEW = 4
"""so many units are named within a sentence; more are counted"""


@dataclass(frozen=True)
class Step:
    """One step of the stairs: a day, what stood or happened, and the document behind it."""

    heading: SafeString
    day: datetime.date | None = None
    until: datetime.date | None = None
    text: str = ""
    changes: tuple[UnitChange, ...] = ()
    state: str = ""
    """"now" for what is in force"""

    @property
    def parts(self) -> list[UnitChange]:
        """Return the changes that tell how much went."""
        return [change for change in self.changes if change.area_km2 or change.population]

    @property
    def notes(self) -> list[str]:
        """Return the notes that no line of `parts` shows."""
        told = [change.note for change in self.changes if change not in self.parts]
        return list(dict.fromkeys(filter(None, told)))

    @property
    def documents(self) -> list[UnitChange]:
        """Return one change for each document and place in it."""
        seen = {(c.legal_basis, c.legal_place): c for c in reversed(self.changes)}
        return list(seen.values())[::-1]

    @property
    def sources(self) -> list:
        return list({change.source_id: change.source for change in self.changes}.values())

    @property
    def is_uncertain(self) -> bool:
        return any(change.confidence != UnitChange.Confidence.HIGH for change in self.changes)


class Story:
    """What is told of one unit, from the changes around it. Asks the database for nothing."""

    def __init__(
        self,
        unit: AdministrativeUnit,
        after: Iterable[UnitChange],
        before: Iterable[UnitChange],
    ) -> None:
        """Take `after_with_fellows(unit)` and `before(unit, unit.parent)`."""
        self.unit = unit
        after, before = list(after), list(before)
        self._all = {change.pk: change for change in [*after, *before]}.values()
        self.after = _reachable(unit, after)
        self.incoming = sorted(
            (change for change in self._all if change.to_unit_id == unit.pk),
            key=lambda change: (change.effective_on, change.pk),
        )
        self.earlier = _leading_to(unit, before)
        self._above_before = [change for change in before if change.to_unit_id == unit.parent_id]

    def sentence(self) -> SafeString:
        """Return the whole story in one sentence."""
        clauses = [self.where()]
        for _day, changes in by_day(self.incoming):
            clauses.append(_since(came(self.unit, changes), changes))
        for _day, changes in by_day(self.outgoing):
            clauses.append(_since(went(self.unit, changes, self._all), changes))
        clauses += self._end()
        return format_html("{}.", format_html_join("; ", "{}", ((clause,) for clause in clauses)))

    def _end(self) -> list[SafeString]:
        """Say where the unit is today, or that what it became has ended; nothing if in force."""
        if today := self.today():
            last = [change for change in self.outgoing if change.to_unit_id]
            # Where only a part has a known receiver, only that part can be followed.
            if last and all(change.extent == Extent.PART for change in last) and len(last) == 1:
                return [format_html(_("phần ấy nay thuộc {places}"), places=today)]
            pattern = _("nay là {places}") if self._goes_on() else _("nay thuộc {places}")
            return [format_html(pattern, places=today)]
        ended = [change for change in self.after if change.to_unit_id is None]
        if ended and ended[-1].from_unit_id != self.unit.pk:
            change = ended[-1]
            told = _of(change.from_unit, went(change.from_unit, [change], self._all))
            return [_since(told, [change])]
        return []

    def _goes_on(self) -> bool:
        """Say whether the unit only changed its name, kind, code or the unit above it."""
        return all(change.kind in GOING_ON for change in self.after)

    @property
    def outgoing(self) -> list[UnitChange]:
        return [change for change in self.after if change.from_unit_id == self.unit.pk]

    def where(self) -> SafeString:
        """Return the full name with the units above it, as they were called in its time."""
        names = [format_html("<span{}>{}</span>", lang(), self.unit.full_name)]
        above = self.unit.parent
        if above is not None:
            names.append(self._above())
            if above.parent is not None:
                names.append(link(above.parent))
        return format_html_join(", ", "{}", ((name,) for name in names))

    def _above(self) -> SafeString:
        above = self.unit.parent
        if above.start <= self.unit.start or not self._above_before:
            return link(above)
        earlier = self._above_before[0].from_unit
        return format_html(
            _("{earlier} (từ {day} là {above})"),
            earlier=link(earlier),
            day=on(above.start),
            above=link(above),
        )

    def today(self) -> SafeString:
        """Return the units in force that this one is part of now; empty where it is in force."""
        if self.unit.is_in_force:
            return SafeString()
        units = {c.to_unit_id: c.to_unit for c in self.after if c.to_unit and c.to_unit.is_in_force}
        if not units:
            return SafeString()
        names = listing([link(unit) for unit in units.values()])
        above = {unit.parent for unit in units.values()}
        if len(above) == 1 and (parent := above.pop()):
            return format_html("{}, {}", names, link(parent))
        return names

    def steps(self) -> list[Step]:
        """Return the stairs: what it was made of, itself, what it received, what it became."""
        unit = self.unit
        made_of = [change for change in self.incoming if change.effective_on == unit.valid_from]
        steps = []
        if made_of:
            froms = listing([link(change.from_unit) for change in made_of])
            if len(made_of) > FEW:  # all are named in the next step
                froms = SafeString(_("%(count)s đơn vị") % {"count": len(made_of)})
            steps.append(Step(_upper(froms), until=unit.start))
        steps.append(
            Step(
                format_html("<span{}>{}</span>", lang(), unit.full_name),
                day=unit.valid_from,
                until=unit.valid_until,
                text=_sentence(came(unit, made_of)) if made_of else SafeString(),
                changes=tuple(made_of),
                state="now" if unit.is_in_force else "",
            )
        )
        for day, changes in by_day(c for c in self.incoming if c not in made_of):
            steps.append(Step(_sentence(came(unit, changes)), day=day, changes=tuple(changes)))
        return steps + self._later_steps()

    def _later_steps(self) -> list[Step]:
        """Return a step for each day on which this unit, or what came of it, changed."""
        steps = []
        for day, changes in by_day(self.after):
            ended = not any(change.to_unit_id for change in changes)
            units = {c.to_unit_id: c.to_unit for c in changes if c.to_unit_id}
            in_force = any(unit.is_in_force for unit in units.values())
            heading = listing([link(unit) for unit in units.values()])
            texts = [
                _sentence(_of(gone, went(gone, list(group), self._all)))
                for gone, group in _by_unit(changes)
            ]
            steps.append(
                Step(
                    SafeString(_("Kết thúc")) if ended else _upper(heading),
                    day=day,
                    text=format_html_join(" ", "{}", ((text,) for text in texts)),
                    changes=tuple(changes),
                    state="now" if in_force else "",
                )
            )
        return steps

    def former_names(self) -> list[SafeString]:
        """Return what this unit was called before: the units it goes on from, wholly and alone."""
        told, unit = [], self.unit
        for change in sorted(self._all, key=lambda change: change.effective_on, reverse=True):
            if change.to_unit_id == unit.pk and change.kind in RENAMED:
                unit = change.from_unit
                told.append(
                    format_html(_("{unit} (tới hết {day})"), unit=link(unit), day=on(unit.last_day))
                )
        return told

    def older(self) -> list[tuple[datetime.date, list[SafeString]]]:
        """Return, day by day, the youngest first, what made the units this one was made of."""
        told = []
        for day, changes in by_day(c for c in self.earlier if c.to_unit_id != self.unit.pk):
            sentences = [
                _sentence(_of(unit, came(unit, group))) for unit, group in _by_receiver(changes)
            ]
            told.append((day, sentences))
        return told[::-1]


def came(unit: AdministrativeUnit, changes: list[UnitChange]) -> SafeString:
    """Say, without its subject, how the changes of one day made or enlarged `unit`."""
    first = changes[0]
    if first.effective_on != unit.valid_from:
        return format_html(_("nhận thêm {what}"), what=_amounts(changes))
    if len(changes) == 1 and first.extent == Extent.FULL:
        pattern = {
            Kind.RENAME: _("mang tên này, trước đó là {unit}"),
            Kind.TYPE_CHANGE: _("chuyển loại từ {unit}"),
            Kind.CODE_CHANGE: _("mang mã mới, tiếp nối {unit}"),
            Kind.TRANSFER: _("chuyển về từ {above}, tiếp nối {unit}"),
            Kind.UNCHANGED: _("tiếp nối {unit}, không đổi địa giới"),
        }.get(first.kind, _("được lập từ toàn bộ {unit}"))
        above = first.from_unit.parent
        return format_html(pattern, unit=link(first.from_unit), above=link(above) if above else "")
    return format_html(_("được lập từ {what}"), what=_amounts(changes))


def _of(unit: AdministrativeUnit, told: SafeString) -> SafeString:
    """Give a clause its subject; a language may need a verb between them."""
    return format_html(_("{unit} {told}"), unit=link(unit), told=told)


def _since(what: SafeString, changes: list[UnitChange]) -> SafeString:
    return format_html(_("từ {day} {what}"), day=on(changes[0].effective_on), what=what)


def went(
    unit: AdministrativeUnit, changes: list[UnitChange], known: Iterable[UnitChange]
) -> SafeString:
    """Say, without its subject, what the changes of one day made of `unit`."""
    first = changes[0]
    if first.to_unit_id is None:
        return SafeString(_("kết thúc hoạt động, không có đơn vị kế tiếp"))
    if len(changes) > 1 or first.extent == Extent.PART:
        receivers = listing([link(change.to_unit) for change in changes])
        if first.kind == Kind.TYPE_CHANGE:
            return format_html(_("chuyển một phần thành {to}"), to=receivers)
        if unit.valid_until == first.effective_on:
            return format_html(_("được chia vào {to}"), to=receivers)
        return format_html(_("chuyển một phần về {to}"), to=receivers)
    to = first.to_unit
    pattern = {
        Kind.RENAME: _("đổi tên thành {to}"),
        Kind.TYPE_CHANGE: _("chuyển thành {to}"),
        Kind.CODE_CHANGE: _("mang mã mới, thành {to}"),
        Kind.TRANSFER: _("chuyển về {above}, vẫn là {to}"),
        Kind.UNCHANGED: _("giữ nguyên địa giới, trực thuộc {above}, vẫn là {to}"),
    }.get(first.kind)
    if pattern is not None:
        return format_html(pattern, to=link(to), above=link(to.parent) if to.parent else "")
    if to.valid_from != first.effective_on:
        return format_html(_("nhập vào {to}"), to=link(to))
    return _merged(first, known)


def _merged(change: UnitChange, known: Iterable[UnitChange]) -> SafeString:
    fellows = [
        other.from_unit
        for other in known
        if other.to_unit_id == change.to_unit_id
        and other.effective_on == change.effective_on
        and other.from_unit_id != change.from_unit_id
    ]
    to = link(change.to_unit)
    if change.to_unit.called in {unit.called for unit in [change.from_unit, *fellows]}:
        to = format_html(_("{unit} mới"), unit=to)
    if not fellows:
        return format_html(_("nhập vào {to}"), to=to)
    others = (
        listing([link(unit) for unit in fellows])
        if len(fellows) <= FEW
        else SafeString(_("%(count)s đơn vị khác") % {"count": len(fellows)})
    )
    return format_html(_("nhập với {others} thành {to}"), others=others, to=to)


def _amounts(changes: list[UnitChange]) -> SafeString:
    """Name what came wholly and what came in part: "toàn bộ …, một phần …"."""
    said = []
    for extent, pattern in (
        (Extent.FULL, _("toàn bộ {units}")),
        (Extent.PART, _("một phần {units}")),
    ):
        units = [link(change.from_unit) for change in changes if change.extent == extent]
        if units:
            said.append(format_html(pattern, units=listing(units)))
    return listing(said)


def link(unit: AdministrativeUnit) -> SafeString:
    return format_html('<a href="{}"{}>{}</a>', unit.get_absolute_url(), lang(), unit.called)


def same_code(other: AdministrativeUnit) -> SafeString:
    """Say when another unit bore a code: a code is used again, so it tells no unit by itself."""
    if other.valid_until is None:
        pattern, day = _("từ {day} là mã của {unit}"), other.start
    elif other.valid_from is None:
        pattern, day = _("tới hết {day} là mã của {unit}"), other.last_day
    else:
        pattern, day = _("từ {start} tới hết {day} là mã của {unit}"), other.last_day
    return format_html(pattern, start=on(other.start), day=on(day), unit=link(other))


def lang() -> SafeString:
    return SafeString() if get_language() == "vi" else mark_safe(' lang="vi"')


def on(day: datetime.date) -> str:
    return dates.day(day)


def amount(change: UnitChange) -> str:
    """Say how much a change moved: "7,78 km², 754 người"; "" where no source tells."""
    said = []
    if change.area_km2 is not None:
        said.append(f"{numbers.format_number(change.area_km2, 2)} km²")
    if change.population is not None:
        people = numbers.format_number(change.population)
        said.append(_("%(count)s người") % {"count": people})
    return ", ".join(said)


def listing(items: list[SafeString]) -> SafeString:
    """Join as a sentence does: a, b và c."""
    if len(items) < 2:
        return items[0] if items else SafeString()
    start = format_html_join(", ", "{}", ((item,) for item in items[:-1]))
    return format_html(_("{start} và {last}"), start=start, last=items[-1])


def by_day(changes: Iterable[UnitChange]) -> list[tuple[datetime.date, list[UnitChange]]]:
    ordered = sorted(changes, key=lambda change: (change.effective_on, change.pk))
    return [(day, list(group)) for day, group in groupby(ordered, lambda c: c.effective_on)]


def _by_unit(changes: list[UnitChange]):
    grouped: dict[int, list[UnitChange]] = {}
    for change in changes:
        grouped.setdefault(change.from_unit_id, []).append(change)
    return [(group[0].from_unit, group) for group in grouped.values()]


def _by_receiver(changes: list[UnitChange]):
    grouped: dict[int, list[UnitChange]] = {}
    for change in changes:
        grouped.setdefault(change.to_unit_id, []).append(change)
    return [(group[0].to_unit, group) for group in grouped.values()]


def _reachable(unit: AdministrativeUnit, changes: list[UnitChange]) -> list[UnitChange]:
    """Leave out the fellows: keep what starts at `unit` or at what came of it."""
    since = {unit.pk: datetime.date.min}
    kept = []
    for change in sorted(changes, key=lambda change: (change.effective_on, change.pk)):
        if change.from_unit_id in since and change.effective_on > since[change.from_unit_id]:
            kept.append(change)
            since.setdefault(change.to_unit_id, change.effective_on)
    return kept


def _leading_to(unit: AdministrativeUnit, changes: list[UnitChange]) -> list[UnitChange]:
    """Leave out what led to the parent: keep what ends at `unit` or at what it was made of."""
    until = {unit.pk: datetime.date.max}
    kept = []
    for change in sorted(changes, key=lambda c: (c.effective_on, c.pk), reverse=True):
        if change.to_unit_id in until and change.effective_on < until[change.to_unit_id]:
            kept.append(change)
            until.setdefault(change.from_unit_id, change.effective_on)
    return kept


def _upper(text: SafeString) -> SafeString:
    """Return the text with its first letter in upper case, past the tag it may begin with."""
    start = text.index(">") + 1 if text.startswith("<") else 0
    return mark_safe(text[:start] + text[start : start + 1].upper() + text[start + 1 :])  # noqa: S308


def _sentence(text: SafeString) -> SafeString:
    return format_html("{}.", _upper(text))
