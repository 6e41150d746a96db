"""What the database refused, in the words its constraint has for people."""

from django.apps import apps
from django.db import IntegrityError


def sentence_of(error: IntegrityError) -> str | None:
    """Return the message of the constraint that was hit; None where it has none for people.

    Forms cannot foresee everything: a row of an inline table is checked without its parent, fields
    that a form does not show are not checked at all, and somebody else may have been quicker.
    """
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.get_violation_error_message())
    return None
