"""Terms counted a second time, the slow way, to compare the engine with.

Written from the law and not from the engine, of which it knows nothing: local times without a
zone in, the end and what was counted out. One day after the other, and of hours one half hour after
the other (so all its times lie on full and half hours); nothing is remembered.
"""

import datetime
from collections import Counter
from dataclasses import dataclass

DAY = datetime.timedelta(days=1)
HALF_HOUR = datetime.timedelta(minutes=30)
THREE_PM = datetime.time(15)
MORNING = (datetime.time(7, 30), datetime.time(11, 30))
AFTERNOON = (datetime.time(13, 30), datetime.time(17))


class NoEnd(Exception):
    """The term stands still and nobody knows how long."""


@dataclass
class Question:
    start: datetime.datetime
    amount: int
    unit: str
    before: bool = False
    late_rule: bool = False
    pauses: tuple = ()
    """(from, to or None) each"""
    more: int = 0


class Simple:
    """Answers by two sets of days: those off, and the Saturdays and Sundays worked."""

    def __init__(self, off: set[datetime.date], worked: set[datetime.date]):
        self.off = off
        self.worked = worked

    def answer(self, question: Question):
        """Return the end, None if there is none yet, and how often each day was counted."""
        counted: Counter[datetime.date] = Counter()
        count = self.hours if question.unit.endswith("hours") else self.days
        try:
            return count(question, counted), counted
        except NoEnd:
            return None, counted

    def is_working(self, day):
        if day in self.worked:
            return True
        return day.weekday() < 5 and day not in self.off

    # --- Terms that end with a day ------------------------------------------------------------

    def days(self, question, counted):
        day = question.start.date()
        if question.late_rule:
            if question.start.time() > THREE_PM or not self.is_working(day):
                day += DAY
            while not self.is_working(day):
                day += DAY
        count = {
            "working_days": self.working_days,
            "calendar_days": self.calendar_days,
            "months": self.months,
        }[question.unit]
        day = count(question, day, question.amount, counted)
        if question.more:
            day = count(question, day, question.more, counted)
        return datetime.datetime.combine(day, datetime.time()) + DAY

    def working_days(self, question, day, amount, counted):
        step = -DAY if question.before else DAY
        while amount:
            day += step
            if self.is_working(day) and not stands_still_on(day, question):
                counted[day] += 1
                amount -= 1
        return day

    def calendar_days(self, question, day, amount, counted):
        if question.before:
            return self.back(day, day - amount * DAY, counted)
        return self.onward(question, day, day + amount * DAY, counted)

    def months(self, question, day, amount, counted):
        end = same_day_of_month(day, -amount if question.before else amount)
        if question.before:
            return self.back(day, end, counted)
        return self.onward(question, day, end, counted)

    def onward(self, question, day, end, counted):
        """Go to the end, which each paused day moves a day on; then to a working day."""
        while day < end:
            day += DAY
            if stands_still_on(day, question):
                end += DAY
            else:
                counted[day] += 1
        while not self.is_working(day) or stands_still_on(day, question):
            day += DAY
        return day

    def back(self, day, end, counted):
        while day > end:
            day -= DAY
            counted[day] += 1
        while not self.is_working(day):
            day -= DAY
        return day

    # --- Terms that end within a day ----------------------------------------------------------

    def hours(self, question, counted):
        moment = question.start
        for _ in range(2 * (question.amount + question.more)):
            if question.before:
                moment -= HALF_HOUR
                while not self.runs(question, moment):
                    moment -= HALF_HOUR
                counted[moment.date()] += 1
            else:
                while not self.runs(question, moment):
                    moment += HALF_HOUR
                counted[moment.date()] += 1
                moment += HALF_HOUR
        return moment

    def runs(self, question, moment):
        """Does the half hour that begins at `moment` count?"""
        for begin, end in question.pauses:
            if begin <= moment and end is None:
                raise NoEnd
            if begin <= moment and moment < end:
                return False
        if question.unit == "clock_hours":
            return True
        time = moment.time()
        in_office = MORNING[0] <= time < MORNING[1] or AFTERNOON[0] <= time < AFTERNOON[1]
        return in_office and self.is_working(moment.date())


def stands_still_on(day, question):
    for begin, end in question.pauses:
        if begin.date() <= day and end is None:
            raise NoEnd
        if begin.date() <= day and day < end.date():
            return True
    return False


def same_day_of_month(day, months):
    """Turn the leaves month by month; take the last day where the number is missing."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    number = day.day
    while True:
        try:
            return datetime.date(year, month, number)
        except ValueError:
            number -= 1
