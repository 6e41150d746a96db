"""How a figure is told to a reader: the source's word, the amount, the place."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from .models.figures import Figure
from .words import SIGNS, Bound


def words(figure: Figure) -> SafeString:
    """Return the source's own word, or the sign of the bound where the word was not kept.

    An English page keeps the word, marked as Vietnamese, and adds what it means.
    """
    if not figure.words:
        return SafeString(figure.sign)
    if get_language() == "vi":
        return SafeString(figure.words)  # one of a fixed list, held by the database
    if figure.bound == Bound.EXACT:
        return format_html('<span lang="vi">{}</span>', figure.words)
    return format_html('<span lang="vi">{}</span> ({})', figure.words, figure.get_bound_display())


def short_words(figure: Figure) -> str:
    """Return the source's own word, or on an English page the sign of what it means."""
    return figure.prefix if get_language() == "vi" else SIGNS[Bound(figure.bound)]


def amount(figure: Figure, text: str) -> SafeString:
    """Return `text`, an amount of the figure, after its words; marked as Vietnamese in English."""
    told = words(figure)
    if get_language() == "vi":
        return format_html("{} {}", told, text) if told else format_html("{}", text)
    return format_html('{} <span lang="vi">{}</span>', told, text)
