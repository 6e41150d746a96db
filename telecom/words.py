"""What the small words before a figure mean: đạt, trên, hơn, gần, khoảng, ước, dưới.

A source that writes "đạt trên 710.000" gives a lower bound, not a count. The word is kept as
written; the bound is what may be concluded from it. Words stand together in one order only
("ước đạt", "đạt trên", "ước đạt khoảng"), so the list below holds all of them.
"""

from itertools import product

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Bound(models.TextChoices):
    EXACT = "exact", _("đúng")
    AT_LEAST = "at_least", _("ít nhất")
    ABOUT = "about", _("khoảng")
    AT_MOST = "at_most", _("nhiều nhất")


SIGNS = {Bound.EXACT: "", Bound.AT_LEAST: "≥", Bound.ABOUT: "≈", Bound.AT_MOST: "≤"}

_LIMITS = {
    "trên": Bound.AT_LEAST,
    "hơn": Bound.AT_LEAST,
    "dưới": Bound.AT_MOST,
    "gần": Bound.ABOUT,
    "khoảng": Bound.ABOUT,
}


def bound_of(words: str) -> Bound:
    """Return the bound that a source's words mean; the limiting word decides over "ước"."""
    parts = words.split()
    for part in parts:
        if part in _LIMITS:
            return _LIMITS[part]
    return Bound.ABOUT if "ước" in parts else Bound.EXACT


WORDS = tuple(
    " ".join(filter(None, parts)) for parts in product(("", "ước"), ("", "đạt"), ("", *_LIMITS))
)
"""every combination met or possible, the empty one (no word) first"""

WORD_CHOICES = [(words, words) for words in WORDS if words]


def words_mean_bound() -> Q:
    """Return the condition that ties words to their bound.

    Where nobody kept the word (`words_recorded` false) only the bound is known, and it must then
    say something: an exact figure without a record of its words cannot be told from a bound.
    """
    unknown = Q(words_recorded=False, words="") & ~Q(bound=Bound.EXACT)
    known = Q()
    for bound in Bound:
        known |= Q(bound=bound, words__in=[word for word in WORDS if bound_of(word) == bound])
    return unknown | (Q(words_recorded=True) & known)
