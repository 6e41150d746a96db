"""What people look for and do not find, counted by day and by nothing else.

No account, address or hour is kept, and nothing that may be a person's: `impersonal` takes it out
of the text. Names cannot be told from other words, so what was looked for only once is not shown
to anybody, and is gone after a week; everything is gone after a month.
"""

import datetime
import logging
import re

from django.db import DatabaseError, connection, transaction

from . import folding

MOST_A_DAY = 500
"""different things counted on one day: nobody fills the table by asking nonsense"""
LONGEST = 80
KEPT = datetime.timedelta(days=30)
ONCE_KEPT = datetime.timedelta(days=7)

_UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ADDRESS = re.compile(r"\S*@\S*|\bhttps?:\S*|\bwww\.\S*", re.IGNORECASE)
_BIRTHDAY = re.compile(r"(?<!\d)\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*(?:19|20)?\d{2}(?!\d)")
_PROCEDURE = re.compile(r"\d\.\d{6}")
_NUMBER = re.compile(r"\+?\d(?:[ .()-]{0,2}\d){5,}")
"""six figures or more, as telephone numbers, identity cards and accounts are written"""

_COUNT = """
WITH today AS (SELECT count(*) AS different FROM search_unfound WHERE day = %(day)s),
counted AS (
    INSERT INTO search_unfound AS known (day, key, text, count)
    SELECT %(day)s, %(key)s, %(text)s, 1 FROM today
    WHERE different < %(most)s
        OR EXISTS (SELECT FROM search_unfound WHERE key = %(key)s AND day = %(day)s)
    ON CONFLICT (key, day) DO UPDATE SET count = known.count + 1
    RETURNING 1
)
SELECT different = 0 FROM today, counted
"""
_FORGET = """
DELETE FROM search_unfound AS old
WHERE day < %(month)s OR (
    day < %(week)s AND count = 1
    AND NOT EXISTS (SELECT FROM search_unfound AS o WHERE o.key = old.key AND o.id <> old.id)
)
"""


def count(text: str, day: datetime.date) -> None:
    """Count that `text` was looked for on `day` and nothing was found. Never raises.

    The first of a day forgets what is too old. Of two at once both count; the bound of a day may
    be passed by as many as are counted at the same moment.
    """
    text = impersonal(text)
    key = " ".join(word.folded for word in folding.words(text))[:240]
    if not key:
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            values = {"day": day, "key": key, "text": text, "most": MOST_A_DAY}
            cursor.execute(_COUNT, values)
            if cursor.fetchone() == (True,):
                cursor.execute(_FORGET, {"month": day - KEPT, "week": day - ONCE_KEPT})
    except DatabaseError:
        logging.getLogger(__name__).warning("an unfound search was not counted", exc_info=True)


def impersonal(text: str) -> str:
    """Return `text` without e-mail and web addresses, days of birth and numbers of 6+ figures.

    The code of a procedure (1.003868) stays: it is no person's. At most LONGEST characters.
    """
    text = _ADDRESS.sub(" ", _UNREADABLE.sub(" ", text))
    text = _NUMBER.sub(_unless_procedure, _BIRTHDAY.sub(" ", text))
    return " ".join(folding.mend(text).split())[:LONGEST].strip()


def _unless_procedure(match: re.Match) -> str:
    return match.group() if _PROCEDURE.fullmatch(match.group()) else " "
