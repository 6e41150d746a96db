"""Counts legal terms, and explains the count day by day.

No database and no clock: the same start, term and calendar always give the same answer. All days
and hours are those of the province (Asia/Ho_Chi_Minh). A working day is a Monday to Friday that is
no day off, or a Saturday or Sunday worked in exchange (`calendar`).

The law
-------
Civil Code 2015 (91/2015/QH13), Art. 144-148, which public law follows where it has no rule of its
own:

* 147.1: a term in hours begins at the moment that is named;
* 147.2, 147.3: of a term in days or months the day of the event is not counted, the next one is
  the first;
* 148.2, 148.6: a term in days ends at 24:00 of its last day;
* 148.3: one in months at the end of the same day of its last month, of that month's last day where
  it has no such day;
* 148.5: where the last day is a weekend or a day off, at the end of the next working day.

**Working days**: only they are counted, so that nothing ever rolls. **Days**: all are counted,
days off too; only the end rolls. **Months**: the same. **Clock hours** are those of the press rules
(12 and 24 hours: Decree 09/2017/NĐ-CP; Decree 244/2026/NĐ-CP): they run through nights and days
off and never roll. **Office hours** run only within office time of working days and never roll.

Where the law is silent
-----------------------
* *At least N before an event* (`Direction.BEFORE`): the day of the event is not counted, the N-th
  day back from it is the last on which the duty can be done, until its 24:00 (so notices of
  meetings are counted in practice). Where that is a day off, the end moves to the working day
  before, never after: "at least N" must still hold. Hours are taken straight back.
* *A pause* takes, of terms in days and months, the local days from the one it begins on up to, not
  with, the one it ends on: on that day work goes on, so the day counts. The day of the event is
  not counted anyway. Of terms in hours it takes the very time. A term in months keeps its day
  number, and then moves on by as many days as were paused. A pause that begins after the end of the
  term changes nothing; one that is still open leaves a term without an end.
* *A roll* goes to a working day outside every pause.
* *An extension* goes on from the end of the term as rolled: its first day is the next one.
* *Late receipt* (only where the rule's row says so): later than 15:00:00, or on a day off, counts
  as received on the next working day, which is then the day of the event. On a day off too: else
  what came on Saturday would be due before what came on Friday at 16:00.
* *0 is no amount*: "at once" is a rule in words, not a number (`bounds`).

Laws that hold for every answer (tests/deadlines/test_laws.py)
---------------------------------------------------------------
All units: the days of the explanation follow one another without a gap; an earlier start never
ends later; an extension is a second term from the end of the first; an open pause that begins
within the term leaves no end; a pause after the end changes nothing; one day more announced as off
never brings an end forward.

* Working days: the end is a working day outside every pause; as many working days lie after the
  event up to the end as the term has, the paused ones aside; a pause adds exactly the paused
  working days; a days and then b days are a + b days; N back from the end of N is the event, if
  that was on a working day.
* Days: before it rolls, the end is N days after the event, plus the paused days; the end is a
  working day, and all days between that and the rolled end are days off or paused.
* Months: before it rolls, the end has the day number of the event, or is the last day of its month
  and the number does not exist; a pause adds the paused days; twelve months are a year.
* Clock hours: the end is exactly N hours later, plus the time paused before it; the calendar has no
  part in it.
* Office hours: what is counted lies in office hours of working days, outside every pause, and adds
  up to exactly N hours; a hours and then b hours are a + b hours.
"""

import datetime
from collections.abc import Sequence

from .bounds import check
from .calendar import Calendar
from .day_units import count_days
from .hour_units import count_hours
from .terms import HOUR_UNITS, CannotReckon, Day, Extension, Mark, Pause, Reckoning, Term
from .units import Direction, Unit

__all__ = [
    "CannotReckon",
    "Day",
    "Direction",
    "Extension",
    "Mark",
    "Pause",
    "Reckoning",
    "Term",
    "Unit",
    "reckon",
]


def reckon(
    start: datetime.datetime,
    term: Term,
    calendar: Calendar,
    *,
    pauses: Sequence[Pause] = (),
    extension: Extension | None = None,
) -> Reckoning:
    """Return when a term ends that an event at `start` set going, with every day of the count.

    Raises CannotReckon, a sentence for the person who asked, where there is no honest answer.
    """
    in_order = check(start, term, pauses, extension)
    count = count_hours if term.unit in HOUR_UNITS else count_days
    return count(start, term, calendar, in_order, extension)
