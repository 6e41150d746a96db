"""The explanation of a reckoning as it is kept: plain JSON, and back into days."""

import datetime
from typing import Any

from .engine import Day, Mark, Reckoning


def kept(reckoning: Reckoning) -> dict[str, Any]:
    """Return what is stored beside a due date: the term as it was counted, day by day."""
    return {
        "amount": reckoning.term.amount,
        "unit": str(reckoning.term.unit),
        "direction": str(reckoning.term.direction),
        "extension": reckoning.extension.amount if reckoning.extension else None,
        "days": [_kept(day) for day in reckoning.days],
    }


def days_of(explanation: dict[str, Any]) -> list[Day]:
    """Return the days of an explanation as `kept` stored it; [] where there is none."""
    return [
        Day(
            date=datetime.date.fromisoformat(day["date"]),
            mark=Mark(day["mark"]),
            number=day.get("number"),
            kind=day.get("kind", ""),
            name=day.get("name", ""),
            is_confirmed=day.get("is_confirmed", True),
            ground=day.get("ground", ""),
            spans=tuple(
                (datetime.datetime.fromisoformat(start), datetime.datetime.fromisoformat(end))
                for start, end in day.get("spans", ())
            ),
        )
        for day in explanation.get("days", ())
    ]


def _kept(day: Day) -> dict[str, Any]:
    said: dict[str, Any] = {"date": day.date.isoformat(), "mark": str(day.mark)}
    if day.number is not None:
        said["number"] = day.number
    said |= {name: text for name in ("kind", "name", "ground") if (text := str(getattr(day, name)))}
    if not day.is_confirmed:
        said["is_confirmed"] = False
    if day.spans:
        said["spans"] = [[start.isoformat(), end.isoformat()] for start, end in day.spans]
    return said
