"""Admin of records that are published in versions: what the admins of the apps derive from.

`VersionedAdmin` for a `Versioned` model, `PartTabularInline` and `PartStackedInline` for its parts
in the same form, `PartAdmin` where a part has a list of its own as well.
"""

from .base import VersionedAdmin
from .parts import PartAdmin, PartStackedInline, PartTabularInline

__all__ = ["PartAdmin", "PartStackedInline", "PartTabularInline", "VersionedAdmin"]
