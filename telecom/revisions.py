"""What a figure said before it was revised: it stands beside the figure that took its place."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from .models.figures import Figure


@dataclass(frozen=True)
class Replaced:
    """One earlier public version of a figure that said something else."""

    figure: Figure | None
    """None where that version was closed to readers"""
    number: int
    """of the version"""
    day: datetime.date | None
    """on which the next took its place; None in a preview"""
    reason: str


def replaced_by(figure: Any) -> list[Replaced]:
    """Return what a figure that came `with_replaced` said before, the last first."""
    found = []
    later, since, reason = figure, figure.version.public_from, figure.version.change_note
    for told in reversed(figure.replaced_told):
        earlier = _earlier(figure, told)
        if earlier.told() != later.told():
            day = timezone.localdate(since) if since else None
            shown = None if told["is_closed"] else earlier
            found.append(Replaced(shown, told["number"], day, reason))
        later, reason = earlier, told["note"]
        since = datetime.datetime.fromisoformat(told["public_from"])
    return found


def _earlier(figure: Any, told: dict[str, Any]) -> Any:
    """Return the figure as an earlier version had it, with the indicator's name of today."""
    kind = type(figure)
    values = {name: kind._meta.get_field(name).to_python(text) for name, text in told["said"].items()}
    return kind(indicator=figure.indicator, **values)
