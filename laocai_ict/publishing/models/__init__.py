"""Records that are published: what they are (items), in which versions, by which steps.

A record of an app (`Versioned`) has one row a version, with its parts (`Part`). What is the same
for all kinds stands here once: the item, the version with its state and its span in public, the
steps taken (`Move`) and who wrote (`Writer`).
"""

from .changes import PublicChange, old_address
from .links import PreviewLink
from .records import (
    Part,
    Sample,
    Versioned,
    VersionedQuerySet,
    is_public,
    is_showing,
    showing,
    shown_version,
)
from .versions import Item, Move, Version, VersionQuerySet, Writer

__all__ = [
    "Item",
    "Move",
    "Part",
    "PreviewLink",
    "PublicChange",
    "Sample",
    "Version",
    "VersionQuerySet",
    "Versioned",
    "VersionedQuerySet",
    "Writer",
    "is_public",
    "is_showing",
    "old_address",
    "showing",
    "shown_version",
]
