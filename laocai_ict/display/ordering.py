"""Names in queries in Vietnamese order, whatever the server's collation is."""

from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.db import models


class SortKey(models.Func):
    """The key of a text by which it is sorted: ``order_by(SortKey("name"), "pk")``.

    The database makes it as `reference.sorting.key` does; the function comes with that app.
    """

    function = "reference_sort_key"
    arity = 1
    output_field: Any = models.TextField(db_collation="C")
    template = '(%(function)s(%(expressions)s) COLLATE "C")'


class NamesInOrder(ChangeList):
    """A list of the admin whose columns of text are sorted as the Vietnamese alphabet has it."""

    def get_ordering_field(self, field_name: Any) -> Any:
        found = super().get_ordering_field(field_name)
        if isinstance(found, str) and is_text(self.lookup_opts, found):
            return SortKey(found)
        return found


def is_text(opts: Any, name: str) -> bool:
    """Say whether the column holds text of people: no code of a choice, no key that is sorted."""
    names = {column.name: column for column in opts.concrete_fields}
    column = names.get(name)
    return (
        isinstance(column, models.CharField | models.TextField)
        and not isinstance(column, models.SlugField)
        and not column.choices
        and not column.db_collation
    )
