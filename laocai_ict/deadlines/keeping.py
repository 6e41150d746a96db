"""A reckoning as data: shown as JSON, kept with an open deadline, read again years later.

Moments are ISO 8601 in the province's own time, days ISO dates, marks and units their codes. The
words are not in it: they are made from it in the language of whoever reads (`wording`).
"""

import datetime
from typing import Any

from .terms import ZONE, Day, Extension, Mark, Pause, Reckoning, Term
from .units import Direction, Unit


def to_json(reckoning: Reckoning) -> dict[str, Any]:
    """Return a reckoning as plain dicts, lists, strings and numbers."""
    term, extension = reckoning.term, reckoning.extension
    return {
        "start": _moment(reckoning.start),
        "term": {
            "amount": term.amount,
            "unit": str(term.unit),
            "direction": str(term.direction),
            "next_day_after_15": term.next_day_after_15,
        },
        "pauses": [
            {"start": _moment(pause.start), "end": _moment(pause.end), "ground": pause.ground}
            for pause in reckoning.pauses
        ],
        "extension": extension and {"amount": extension.amount, "ground": extension.ground},
        "due_at": _moment(reckoning.due_at),
        "due_day": reckoning.due_day and reckoning.due_day.isoformat(),
        "unextended": _moment(reckoning.unextended),
        "days": [_day(day) for day in reckoning.days],
        "unconfirmed": [day.date.isoformat() for day in reckoning.unconfirmed],
    }


def from_json(data: dict[str, Any]) -> Reckoning:
    """Return the reckoning that `to_json` was given."""
    term, extension = data["term"], data["extension"]
    return Reckoning(
        start=datetime.datetime.fromisoformat(data["start"]).astimezone(ZONE),
        term=Term(
            term["amount"],
            Unit(term["unit"]),
            Direction(term["direction"]),
            term["next_day_after_15"],
        ),
        due_at=_read_moment(data["due_at"]),
        due_day=data["due_day"] and datetime.date.fromisoformat(data["due_day"]),
        days=tuple(_read_day(day) for day in data["days"]),
        pauses=tuple(
            Pause(
                datetime.datetime.fromisoformat(pause["start"]).astimezone(ZONE),
                _read_moment(pause["end"]),
                pause["ground"],
            )
            for pause in data["pauses"]
        ),
        extension=extension and Extension(extension["amount"], extension["ground"]),
        unextended=_read_moment(data["unextended"]),
    )


def _moment(moment: datetime.datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(ZONE).isoformat()


def _read_moment(text: str | None) -> datetime.datetime | None:
    return None if text is None else datetime.datetime.fromisoformat(text).astimezone(ZONE)


def _day(day: Day) -> dict[str, Any]:
    return {
        "date": day.date.isoformat(),
        "mark": str(day.mark),
        "number": day.number,
        "kind": day.kind,
        "name": day.name,
        "is_confirmed": day.is_confirmed,
        "ground": day.ground,
        "spans": [[_moment(begin), _moment(end)] for begin, end in day.spans],
    }


def _read_day(data: dict[str, Any]) -> Day:
    spans = tuple(
        (
            datetime.datetime.fromisoformat(begin).astimezone(ZONE),
            datetime.datetime.fromisoformat(end).astimezone(ZONE),
        )
        for begin, end in data["spans"]
    )
    day = datetime.date.fromisoformat(data["date"])
    return Day(day, Mark(data["mark"]), data["number"], **_rest(data), spans=spans)


def _rest(data: dict[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in ("kind", "name", "is_confirmed", "ground")}
