"""What a figure said before it was revised: it stands beside the figure that took its place."""

import datetime
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils import timezone

from laocai_ict.publishing.models import PublicChange

from .models.figures import Figure


@dataclass(frozen=True)
class Replaced:
    """One earlier public version of a figure that said something else."""

    figure: Figure | None
    """None where that version was closed to readers"""
    version: PublicChange
    by: PublicChange
    """the version that took its place, which says why"""

    @property
    def day(self) -> datetime.date | None:
        """The day on which it was replaced; None in a preview, whose day has not come."""
        moment = self.by.public_from
        return timezone.localdate(moment) if moment else None


def replaced_by(figure: Any) -> list[Replaced]:
    """Return what a figure that came `with_replaced` said before, the last first."""
    said = {told["number"]: told["said"] for told in figure.said_before}
    number = figure.version.number
    changes = [change for change in figure.changes if change.number <= number]
    found = []
    for later, earlier in pairwise(changes):
        old = _as_told(figure, said[earlier.number])
        new = figure if later.number == number else _as_told(figure, said[later.number])
        if old.told() != new.told():
            found.append(Replaced(None if earlier.closed_at else old, earlier, later))
    return found


def _as_told(figure: Any, said: dict[str, Any]) -> Any:
    """Return the figure as an earlier version had it, of the indicator as it is shown now."""
    kind = type(figure)
    values = {name: kind._meta.get_field(name).to_python(value) for name, value in said.items()}
    return kind(indicator=figure.indicator, **values)
