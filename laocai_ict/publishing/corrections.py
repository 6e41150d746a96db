"""Corrections and small edits of all kinds of records, as /dinh-chinh/ and its feed list them.

Nobody takes an entry off through the site. Of a record that was withdrawn, and of a version that
was closed, there is only that there is an entry: nothing of what either says.
"""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone

from . import registry
from .models import Version, old_address, shown_version

Change = Version.Change
CHANGES = {"dinh-chinh": Change.CORRECTION, "sua-nho": Change.MINOR}
"""kinds of change that are listed, by their word in the address"""


def listed(at: datetime.datetime | None = None) -> QuerySet[Version]:
    """Return the versions to list at the moment `at`, the newest first, with what `Entry` needs."""
    at = at or timezone.now()
    # The version of a preview is told of as if it were public from this moment on.
    been = Q(public_from__lte=at) | Q(pk=shown_version())
    gone = Version.objects.filter(item=OuterRef("item"), public_until__lte=at)
    before = Version.objects.filter(item=OuterRef("item"), public_from__lt=OuterRef("told_at"))
    return (
        Version.objects.filter(been, change__in=CHANGES.values())
        .annotate(told_at=Coalesce("public_from", at))
        .annotate(before=Subquery(before.order_by("-public_from").values("number")[:1]))
        .annotate(gone_at=Subquery(gone.order_by("-public_until").values("public_until")[:1]))
        .select_related("item")
        .order_by("-told_at", "-pk")
    )


def counts(at: datetime.datetime | None = None) -> list[dict[str, Any]]:
    """Return how many entries there are of each kind of record, kind of change and year."""
    told: Any = listed(at).annotate(year=ExtractYear("told_at")).order_by()
    return list(told.values("item__kind", "change", "year").annotate(number_of=Count("pk")))


@dataclass(frozen=True)
class Entry:
    """One line of the list. `public` is the item's public version; None where there is none."""

    version: Version
    public: Version | None

    @property
    def is_told(self) -> bool:
        """Whether it may say what was changed."""
        return self.public is not None and self.version.closed_at is None

    @property
    def moment(self) -> datetime.datetime:
        return self.version.told_at  # type: ignore[attr-defined]

    @property
    def changed_at(self) -> datetime.datetime:
        """When this entry last read otherwise."""
        closed = self.version.closed_at
        gone = None if self.public is not None else self.version.gone_at  # type: ignore[attr-defined]
        return max(filter(None, (self.moment, closed, gone)))

    @property
    def is_correction(self) -> bool:
        return self.version.change == Change.CORRECTION

    @property
    def title(self) -> str:
        if self.public is None or not self.is_told:
            return ""
        return self.public.title or self._record.version_title

    @property
    def address(self) -> str:
        """Where the record is now, or the note in its place."""
        return registry.address_of(self._record) if self.is_told else self.own_address

    @property
    def _record(self) -> Any:
        return registry.content_of(self.public)

    @property
    def own_address(self) -> str:
        return old_address(self.version.item_id, self.version.number)

    @property
    def old_text(self) -> str:
        before = self.version.before  # type: ignore[attr-defined]
        return "" if before is None else old_address(self.version.item_id, before)

    @property
    def identifier(self) -> str:
        """The same wherever and whenever it is read, and not to be mistaken for another's."""
        item = self.version.item
        name = f"{item.created_at.isoformat()} {item.pk} {self.version.number}"
        return uuid.uuid5(uuid.NAMESPACE_OID, name).urn


def entries(versions: Iterable[Version], at: datetime.datetime | None = None) -> list[Entry]:
    """Return the lines of these versions; one query for the public rows of them all."""
    versions = list(versions)
    public = Version.objects.filter(
        registry.readable(at or timezone.now()), item__in={v.item_id for v in versions}
    )
    by_item = {version.item_id: version for version in registry.with_content(public)}
    return [Entry(version, by_item.get(version.item_id)) for version in versions]
