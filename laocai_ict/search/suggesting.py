"""Titles and names for who is still typing: a few, at once, those that begin so first.

The first statement reads the words people use, the second the index: titles that begin with what
was typed (the kind of a place left out: "bat" is the beginning of "Xã Bát Xát"), by their own
order; where these are too few, titles and names that have the words. Of either only the first few
are looked at, so that one letter costs no more than ten.
"""

# ruff: noqa: S608 (the statement is put together from parts of this file alone)

import datetime
import re
from dataclasses import dataclass

from django.db import OperationalError, connection
from psycopg2.errors import QueryCanceled

from . import synonyms
from .expressions import express, plain_words
from .query import Question, parse
from .statements import PLACE

MOST_CHARACTERS = 100
SHOWN = 8
LOOKED_AT = 300
BEGINNINGS = 60
"""titles that begin so, of each spelling of the last word; the statement folds each of them anew"""
LONGEST_MS = 300
ENDED = "tới hết "
"""words of the note of a place that is no more"""
LAST_LETTER = "\U0010ffff"

KINDS = "^(tinh|thanh pho|thi xa|huyen|thi tran|xa|phuong) "
BARE = f"""(regexp_replace(
    search_folded(search_words(left(title, 200))),
    '{KINDS}', ''
) COLLATE "C")"""
"""the words of a title without marks and kind of place; the index `search_entry_begins` has it"""
_KIND = re.compile(KINDS)
_BEGUN = f"""
    SELECT * FROM (
        SELECT id, 1 AS begins FROM search_entry
        WHERE {BARE} >= %({{0}})s AND {BARE} < %({{1}})s AND open_during @> %(at)s::timestamptz
            AND (%(kind)s = '' OR search_folded(search_words(left(title, 20))) ^@ %(kind)s)
        ORDER BY {BARE} LIMIT {BEGINNINGS}
    ) AS {{0}}
"""
_SUGGESTED = f"""
WITH begun AS MATERIALIZED (
    SELECT * FROM (
        SELECT id, 2 AS begins FROM search_entry
        WHERE {BARE} = %(begins)s AND open_during @> %(at)s::timestamptz
            AND (%(kind)s = '' OR search_folded(search_words(left(title, 20))) ^@ %(kind)s)
        LIMIT {LOOKED_AT}
    ) AS whole
    UNION ALL {_BEGUN.format("begins", "ends")}
    UNION ALL {_BEGUN.format("going_on", "going_ends")}
), found AS (
    SELECT * FROM begun
    UNION ALL SELECT * FROM (
        SELECT id, 0 FROM search_entry
        WHERE (SELECT count(DISTINCT id) FROM begun) < {SHOWN}
            AND named @@ %(all)s::tsquery AND open_during @> %(at)s::timestamptz
        LIMIT {LOOKED_AT}
    ) AS named
)
SELECT kind, title, note, address
FROM (SELECT id, max(begins) AS begins FROM found GROUP BY id) AS found
JOIN search_entry AS entry USING (id)
ORDER BY begins = 2 DESC, entry.exact @@ %(title_exact)s::tsquery DESC,
    ts_filter(entry.exact, '{{a,b}}') @@ %(exact)s::tsquery DESC, begins DESC,
    kind = '{PLACE}' DESC, position('{ENDED}' IN note) = 0 DESC, length(title), sort_key, id
LIMIT {SHOWN}
"""


@dataclass(frozen=True)
class Suggestion:
    """A thing that may be meant; `note` is what it is now, `address` has no language."""

    kind: str
    title: str
    note: str
    address: str


def suggest(typed: str, at: datetime.datetime) -> list[Suggestion]:
    """Return what `typed` may be the beginning of, best first; two queries, never an error."""
    question = parse(typed[:MOST_CHARACTERS])
    if not question.wanted:
        return []
    asked = express(question, synonyms.understand(plain_words(question)))
    values = _begins(question) | {"all": asked.all, "exact": asked.exact, "at": at}
    values["title_exact"] = asked.title_exact
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SET LOCAL statement_timeout = {LONGEST_MS}; SET LOCAL jit = off; {_SUGGESTED}",
                values,
            )
            return [Suggestion(*row) for row in cursor]
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            return []  # too late to be of use
        raise


def _begins(question: Question) -> dict[str, str]:
    """Return the spans of titles that begin with the words: the last one finished, or going on.

    A kind of place that was typed before a name is asked for apart.
    """
    words = question.words
    before = [word.folded for word in words[:-1]]
    typed = " ".join([*before, words[-1].folded])
    kind = _KIND.match(typed)
    cut = kind.end() if kind else 0
    finished, going_on = typed[cut:], " ".join([*before, words[-1].plain])[cut:]
    return {
        "kind": typed[:cut],
        "begins": finished,
        "ends": finished + LAST_LETTER,
        "going_on": going_on,
        "going_ends": going_on + LAST_LETTER if going_on != finished else going_on,
    }
