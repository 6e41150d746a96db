"""Pages of a list whose number of entries is known already."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property


class CountedPaginator(Paginator):
    """A paginator that is told how many there are: the counts of the filter already say it."""

    def __init__(self, *args: Any, total: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.total = total

    @cached_property
    def count(self) -> int:
        return self.total
