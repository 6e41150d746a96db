"""What search keeps: the index, one row for each thing that can be found."""

from .entries import Entry, EntryQuerySet
from .pages import SitePage

__all__ = ["Entry", "EntryQuerySet", "SitePage"]
