"""What was refused, in sentences for the person who asked for it."""

from collections.abc import Sequence

from django.apps import apps
from django.db import IntegrityError


class Refused(Exception):
    """A step was not taken and nothing was changed. `reasons` are sentences in Vietnamese."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons: Sequence[str] = reasons


_sentences: dict[str, str] = {}


def add_sentences(sentences: dict[str, str]) -> None:
    """Add what triggers refuse under a constraint's name, in words for people."""
    _sentences.update(sentences)


def sentence_of(error: IntegrityError) -> str | None:
    """Return the message of the constraint that was hit; None where it has none for people.

    Forms cannot foresee everything: a row of an inline table is checked without its parent, fields
    that a form does not show are not checked at all, and somebody else may have been quicker.
    """
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    if name in _sentences:
        return _sentences[name]
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.get_violation_error_message())
    return None
