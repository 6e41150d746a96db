"""Text kept in two languages: the English pages fall back to Vietnamese, and say that they do."""

from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True)
class Words:
    """A text for the language of the page; `lang` is "vi" where it stays Vietnamese instead."""

    text: str
    lang: str = ""

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


NOTHING = Words("")


def in_language(vietnamese: str, english: str) -> Words:
    """Return what the page's language asks for; Vietnamese where no English is written yet."""
    if get_language() == "vi":
        return Words(vietnamese)
    return Words(english) if english else Words(vietnamese, lang="vi")
