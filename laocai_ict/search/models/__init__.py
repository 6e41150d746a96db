"""What search keeps: the index, one row for each thing that can be found."""

from .entries import Entry, EntryQuerySet

__all__ = ["Entry", "EntryQuerySet"]
