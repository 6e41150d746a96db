"""What somebody meant who mistyped the name of a place or of a procedure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Near:
    """A name that is near to what was typed; `address` is its page, without the language."""

    text: str
    address: str


def suggest(text: str) -> list[Near]:
    """Return the names nearest to `text`, at most three, best first; none where nothing is near."""
    return []
