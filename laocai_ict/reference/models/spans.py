"""Spans of days in which a record holds: half-open [valid_from, valid_until).

NULL is an unknown start, or no known end. Every dated record of the portal reads its span by these
rules, whatever its columns are called on the form.
"""

import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value

ENDS_AFTER_START = "Ngày kết thúc phải sau ngày bắt đầu."


class SpanQuerySet(models.QuerySet):
    def on(self, day: datetime.date):
        """Return what holds on `day`; an unknown start counts as already begun."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_until=None) | Q(valid_until__gt=day),
        )


class Span(models.Model):
    """A record with `valid_from` and `valid_until`, which the model itself declares."""

    valid_from: datetime.date | None
    valid_until: datetime.date | None

    objects = SpanQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self):
        """Refuse a span that ends before it begins: PostgreSQL makes no range of it to compare.

        Nor has the first day that a computer knows a day before it, for pages to call the last.
        """
        super().clean()
        begin, end = self.valid_from, self.valid_until
        if end is not None and end <= (begin or datetime.date.min):
            raise ValidationError({"valid_until": ENDS_AFTER_START})

    def is_on(self, day: datetime.date) -> bool:
        """Say whether the record holds on `day`; the same rule as the query set's `on`."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and not self.is_over_on(day)

    def is_over_on(self, day: datetime.date) -> bool:
        return self.valid_until is not None and self.valid_until <= day


def ends_after_start(name: str) -> models.CheckConstraint:
    """Return the constraint that a span is not empty; one with an open end passes, being NULL."""
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_until__gt=F("valid_from")),
        violation_error_message=ENDS_AFTER_START,
    )


def one_at_a_time(name: str, *same, message: str, start="valid_from", condition=None):
    """Return the constraint that spans of records with equal `same` do not overlap.

    `same` are whole numbers (foreign keys count), each taken as a range of one: plain PostgreSQL
    has no GiST index over numbers, and no extension is asked of the server.
    """
    ranges = [Func(each, each, Value("[]"), function="int8range") for each in same]
    ranges.append(Func(start, "valid_until", function="daterange", output_field=DateRangeField()))
    return ExclusionConstraint(
        name=name,
        expressions=[(each, RangeOperators.OVERLAPS) for each in ranges],
        condition=condition,
        violation_error_message=message,
    )
