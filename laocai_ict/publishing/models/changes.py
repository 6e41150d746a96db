"""What the page of a record tells of its own history: each version that has been public."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Q, Value, When
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from .versions import Version

COLUMNS = (
    "item_id", "number", "change", "change_note", "was_wrong", "is_right", "decided_by",
    "public_from", "closed_at",
)  # fmt: skip
MOMENTS = ("public_from", "public_until", "closed_at")


@dataclass(frozen=True)
class PublicChange:
    """One version as its record's page tells of it."""

    item_id: int
    number: int
    change: str
    change_note: str = field(repr=False)
    was_wrong: str = field(repr=False)
    is_right: str = field(repr=False)
    decided_by: str = field(repr=False)
    public_from: datetime.datetime | None
    public_until: datetime.datetime | None
    closed_at: datetime.datetime | None
    withdrawal_reason: str = field(repr=False)
    """empty where another version took this one's place, and until a withdrawal has come"""

    @property
    def label(self) -> str:
        return str(Version.Change(self.change).label)

    @property
    def is_correction(self) -> bool:
        return self.change == Version.Change.CORRECTION

    def get_absolute_url(self) -> str:
        """Return the address at which this text stays readable; it never changes."""
        return old_address(self.item_id, self.number)


def old_address(item_id: int, number: int) -> str:
    return reverse("publishing:old-version", args=[item_id, number])


def told_changes(at: datetime.datetime, shown: int | None) -> ArraySubquery:
    """Return what adds to each row the versions of its item public up to `at`, newest first.

    `shown` is a version to be told of although it is not public (yet): see `showing`. Nothing
    tells of an end that has not come by `at`: a withdrawal or a successor that is only scheduled.
    """
    versions = Version.objects.filter(
        Q(public_from__lte=at) | Q(pk=shown), item=OuterRef("item")
    ).order_by("-number")
    is_over = Q(public_until__lte=at)
    ending = {
        "public_until": Case(When(is_over, then="public_until")),
        "withdrawal_reason": Case(When(is_over, then="withdrawal_reason"), default=Value("")),
    }
    columns = {name: name for name in COLUMNS}
    return ArraySubquery(versions.values(told=JSONObject(**columns, **ending)))


def as_changes(told: list[dict[str, Any]]) -> list[PublicChange]:
    """Return what `told_changes` read; JSON holds moments as text."""
    return [
        PublicChange(**(row | {name: parse_datetime(row[name] or "") for name in MOMENTS}))
        for row in told
    ]
