"""Blacking out: a person's data that got into a text is replaced by bars, wherever it stands.

Every text and JSON column of every table is looked through, history and old versions included,
as the migrating role: the triggers that freeze approved rows and history ask
`history_may_black_out()`. The act that records it holds the ground, never the text itself.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connections, models, transaction
from django.db.models import F
from django.db.models.functions import Cast

from .acting import acting
from .functions import BLACKOUT_SETTING
from .models import Act, Entry
from .roles import OWNER

BAR = "█"
SHORTEST = 3
"""signs; anything shorter would black out words of everybody"""
BATCH = 500
BETWEEN = r"(?:\s|\\[nrt]|\\u00a0)+"
"""between two words: spaces of any kind, also as JSON writes them inside a text"""
STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"')


class TooShort(ValueError):
    """The text is so short that it would be found everywhere."""


@dataclass(frozen=True)
class Found:
    """Where a text stands: table and column, in how many rows."""

    model: type[models.Model]
    column: Any
    keys: list[Any]


class Pattern:
    """A text in every Unicode form it may have been typed in, any spaces between its words.

    Also as JSON writes it inside a text, each sign by its number.
    """

    def __init__(self, text: str, *, any_case: bool = False) -> None:
        words = unicodedata.normalize("NFC", text).split()
        if len("".join(words)) < SHORTEST:
            raise TooShort
        forms = {
            BETWEEN.join(_either(unicodedata.normalize(form, word), any_case) for word in words)
            for form in ("NFC", "NFD")
        }
        self._expression = re.compile("|".join(sorted(forms)), re.IGNORECASE if any_case else 0)

    def black_out(self, value: Any) -> Any:
        """Return a text, or a list of texts, with bars in place of what is looked for."""
        if isinstance(value, list):
            return [one if one is None else self._in_text(one) for one in value]
        return self._in_text(value)

    def _in_text(self, value: str) -> str:
        bars = self._expression.sub(_bars, value)
        if bars != value:
            return bars
        # Half composed, half not: looked for in one form, which then is the form of the whole.
        one_form = unicodedata.normalize("NFC", value)
        bars = self._expression.sub(_bars, one_form)
        return bars if bars != one_form else value

    def in_json(self, text: str) -> str:
        """Do the same in JSON as PostgreSQL writes it; no number is touched."""
        return STRINGS.sub(
            lambda found: json.dumps(self._in_text(json.loads(found[0])), ensure_ascii=False), text
        )


def _either(word: str, any_case: bool) -> str:
    """Return the expression of a word as it is or as JSON may write it."""
    cases = {word, word.lower(), word.upper(), word.capitalize()} if any_case else {word}
    escaped = {json.dumps(case)[1:-1] for case in cases} - cases
    return "(?:" + "|".join(re.escape(one) for one in [word, *sorted(escaped)]) + ")"


def _bars(found: re.Match) -> str:
    said = re.sub(r"\\u([0-9a-fA-F]{4})", lambda sign: chr(int(sign[1], 16)), found[0])
    return re.sub(r"\S", BAR, unicodedata.normalize("NFC", said))


def find(pattern: Pattern, only: type[models.Model] | None = None) -> Iterator[Found]:
    """Yield every place where the text stands, as the migrating role sees it."""
    for model in [only] if only else apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        for column in model._meta.concrete_fields:
            if _holds_text(column):
                change = _change(pattern, column)
                keys = [key for key, value in _values(model, column) if change(value) != value]
                if keys:
                    yield Found(model, column, keys)


def black_out(pattern: Pattern, *, ground: str) -> list[Found]:
    """Replace the text everywhere in one transaction and record that it was done; return where.

    Raises IntegrityError where a rule of the database refuses the bars (a name that must be unique,
    say); nothing is changed then.
    """
    done = acting(kind=Act.Kind.BLACKOUT, reason=ground, where="manage.py black_out")
    with done, transaction.atomic(OWNER), connections[OWNER].cursor() as cursor:
        cursor.execute(f"SET LOCAL {BLACKOUT_SETTING} = 'on'")
        found = list(find(pattern))
        for place in found:
            _black_out_column(cursor, pattern, place)
        # The entries that these changes have just made hold what was there before.
        for place in list(find(pattern, Entry)):
            _black_out_column(cursor, pattern, place)
        # Where only history held it, no trigger has made the act.
        if found:
            cursor.execute("SELECT history_act_now()")
    return found


def _holds_text(column: Any) -> bool:
    if column.is_relation or column.choices:
        return False
    return isinstance(column, models.CharField | models.TextField | models.JSONField | ArrayField)


def _change(pattern: Pattern, column: Any) -> Callable[[Any], Any]:
    return pattern.in_json if isinstance(column, models.JSONField) else pattern.black_out


def _values(model: type[models.Model], column: Any) -> Iterator[tuple[Any, Any]]:
    rows = model._base_manager.using(OWNER).exclude(**{f"{column.name}__isnull": True})
    value: Any = F(column.name)
    if isinstance(column, models.JSONField):
        value = Cast(column.name, models.TextField())
    yield from rows.order_by("pk").values_list("pk", value).iterator(chunk_size=BATCH)


def _black_out_column(cursor: Any, pattern: Pattern, place: Found) -> None:
    meta, column = place.model._meta, place.column
    kind, change = column.db_type(connections[OWNER]), _change(pattern, column)
    keys = set(place.keys)
    sql = (
        f'UPDATE "{meta.db_table}" SET "{column.column}" = %s::{kind} WHERE "{meta.pk.column}" = %s'
    )
    for key, value in list(_values(place.model, column)):
        if key in keys:
            cursor.execute(sql, [change(value), key])
