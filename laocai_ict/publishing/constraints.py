"""What holds between items, not between rows: versions of one item may well share an address.

Written as exclusion constraints of plain PostgreSQL: a value is the range that holds only it, and
"of another item" is `<>` between network addresses, the only core type whose GiST operator class
knows inequality. So no extension (btree_gist) is asked of the server.
"""

import copy
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Func, GenericIPAddressField, Q, Value
from django.db.models.functions import Cast, Coalesce

MISSING_NUMBER = -1
MISSING_DAY = "0001-01-01"


def text(column: str) -> Func:
    """Return a text column as the range that holds only its 64-bit hash."""
    return _only(_hash(Cast(F(column), models.TextField())), "int8range", BigIntegerRangeField())


def number(column: str) -> Func:
    """Return a whole number or a foreign key as a range of one; a missing one equals a missing."""
    value = Coalesce(F(column), Value(MISSING_NUMBER), output_field=models.BigIntegerField())
    return _only(value, "int8range", BigIntegerRangeField())


def day(column: str) -> Func:
    """Return a day as a range of one; a missing one equals a missing one."""
    value = Coalesce(
        F(column), Value(MISSING_DAY, output_field=models.DateField()),
        output_field=models.DateField(),
    )  # fmt: skip
    return _only(value, "daterange", DateRangeField())


def _hash(text: Any) -> Func:
    """Return the 64-bit hash of a text."""
    return Func(text, Value(0), function="hashtextextended", output_field=models.BigIntegerField())


def _only(value: Func, kind: str, column: models.Field) -> Func:
    return Func(value, value, Value("[]"), function=kind, output_field=column)


class UniqueAmongItems(ExclusionConstraint):
    """Two items never share the values; versions of one item may. See `unique_among_items`."""

    def validate(self, model, instance, exclude=None, using="default"):
        """Check a form's record too, also a new one that has no item yet."""
        if instance.item_id is None:
            instance = copy.copy(instance)
            instance.item_id = 0
        super().validate(model, instance, set(exclude or ()) - {"item"}, using)


def unique_among_items(
    name: str, *values: Func, message: str, condition: Q | None = None
) -> UniqueAmongItems:
    """Return the constraint that no other item has the same `values` (text, number, day)."""
    item = Func(
        F("item"), template="('::'::inet + %(expressions)s)", output_field=GenericIPAddressField()
    )
    expressions: list[Any] = [(value, RangeOperators.OVERLAPS) for value in values]
    return UniqueAmongItems(
        name=name,
        expressions=[*expressions, (OpClass(item, name="inet_ops"), "<>")],
        condition=condition,
        violation_error_message=message,
    )


def same_in_versions(name: str, *columns: str, message: str) -> ExclusionConstraint:
    """Return the constraint that all versions of an item have the same values in `columns`.

    For what an address is made of where the address never changes. The columns are never null.
    """
    spelled = Func(
        *(Cast(F(column), models.TextField()) for column in columns),
        # In the order of a migration's writer: Django takes another order for another expression.
        arg_joiner=" || '|' || ", output_field=models.TextField(), template="(%(expressions)s)",
    )  # fmt: skip
    # The hash may be negative: it is added to an address in the middle of its range.
    values = Func(
        _hash(spelled),
        template="('8000::'::inet + %(expressions)s)",
        output_field=GenericIPAddressField(),
    )
    return ExclusionConstraint(
        name=name,
        expressions=[
            (number("item"), RangeOperators.OVERLAPS),
            (OpClass(values, name="inet_ops"), "<>"),
        ],
        violation_error_message=message,
    )
