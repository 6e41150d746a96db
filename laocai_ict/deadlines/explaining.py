"""A kept explanation as pages show it: the count in sentences, and each day with what it was."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from .keeping import from_json
from .phrases import days_in_words
from .terms import Reckoning
from .wording import in_words


@dataclass(frozen=True)
class Explained:
    """Sentences are safe HTML; words of a day are plain text."""

    sentences: list[SafeString]
    days: list[tuple[datetime.date, str]]


def explained(explanation: dict[str, Any]) -> Explained | None:
    """Return what `keeping.to_json` kept, in words; None where nothing was kept."""
    return explain(from_json(explanation)) if explanation else None


def explain(reckoning: Reckoning) -> Explained:
    words = days_in_words(reckoning)
    days = [(day.date, said) for day, said in zip(reckoning.days, words, strict=True)]
    return Explained(in_words(reckoning), days)
