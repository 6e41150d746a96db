"""What search keeps: the index, the words people use, and what they did not find."""

from .entries import Entry, EntryQuerySet
from .pages import SitePage
from .synonyms import Synonym
from .unfound import Unfound

__all__ = ["Entry", "EntryQuerySet", "SitePage", "Synonym", "Unfound"]
