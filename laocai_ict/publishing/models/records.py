"""The base of every record that is published, and the parts that go with it."""

import contextlib
import contextvars
import datetime
from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from .changes import PublicChange, as_changes, told_changes
from .versions import Item, Version, in_public

_shown: contextvars.ContextVar[tuple[int, int] | None] = contextvars.ContextVar(
    "shown", default=None
)


@contextlib.contextmanager
def showing(version: Version) -> Iterator[None]:
    """Within, `published()` takes this version for the public one of its item.

    The one way to show a page, a list or a feed as it will be (preview) or was (old version).
    Whoever uses it has checked the reader's right and renders the whole answer inside.
    """
    token = _shown.set((version.item_id, version.pk))
    try:
        yield
    finally:
        _shown.reset(token)


def is_showing() -> bool:
    """Say whether some version is shown in place of the public one, as in a preview."""
    return _shown.get() is not None


def shown_version() -> int | None:
    """Return the key of the version that `showing` puts in the public one's place, if any."""
    shown = _shown.get()
    return None if shown is None else shown[1]


def is_public(at: datetime.datetime | None = None, record: str = "") -> Q:
    """Return the condition that a versioned row is public at `at` (aware; now by default).

    `record` leads to the row from the model that is asked: ``is_public(at, "indicator__")``.
    """
    condition = in_public(at or timezone.now(), f"{record}version__")
    shown = _shown.get()
    if shown is not None:
        item, version = shown
        condition = condition & ~Q(**{f"{record}item": item}) | Q(**{f"{record}version": version})
    return condition


class VersionedQuerySet(models.QuerySet):
    def published(self, at: datetime.datetime | None = None):
        """Return what anybody may read at the moment `at`: one row an item, its public version."""
        return self.filter(is_public(at))

    def with_version(self):
        return self.select_related("version")

    def with_changes(self, at: datetime.datetime | None = None):
        """Have each row know its item's `changes` up to `at`; costs no query of its own."""
        return self.annotate(told_changes=told_changes(at or timezone.now(), shown_version()))

    def newest(self):
        """Return one row an item, the version with the highest number: what staff work with."""
        newer = Version.objects.filter(
            item=OuterRef("item"), number__gt=OuterRef("version__number")
        )
        return self.filter(~Exists(newer))

    def of(self, record: "Versioned"):
        """Return all versions of the item that `record` is a version of, the newest first."""
        return self.filter(item=record.item_id).order_by("-version__number")

    def past(self, at: datetime.datetime | None = None):
        """Return versions that have been public and are no longer, the last one first."""
        return self.filter(version__public_until__lte=at or timezone.now()).order_by(
            "-version__public_until"
        )


class Versioned(models.Model):
    """A record that the public reads in versions: one row each, the same `item` in all of them.

    A new record is a draft, version 1. The database refuses to change or remove a row whose
    version is approved, and its parts with it; with a draft's row its version goes as well.
    `publishing.services` has the verbs.
    """

    parts: ClassVar[tuple[str, ...]] = ()
    """related names of the `Part` models that each version has its own copies of"""

    item = models.ForeignKey(
        Item, verbose_name="mục", on_delete=models.PROTECT, editable=False, related_name="+"
    )
    version = models.OneToOneField(
        Version,
        verbose_name="phiên bản",
        on_delete=models.PROTECT,
        editable=False,
        related_name="%(app_label)s_%(class)s",
    )

    objects = VersionedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new record begins as the draft of a new item."""
        is_new = self.version_id is None
        try:
            with transaction.atomic():
                if is_new:
                    self._begin()
                super().save(*args, **kwargs)
                self._keep_title()
        except BaseException:
            if is_new:  # its item and version were not kept either
                self.item = self.version = None  # type: ignore[assignment]
            raise

    def _begin(self) -> None:
        self.item = Item.objects.create(kind=self._meta.label_lower)
        self.version = Version(item=self.item, number=1, title=self.version_title)
        self.version.save(force_insert=True)

    def _keep_title(self) -> None:
        if "version" in self._state.fields_cache and self.version.title == self.version_title:
            return
        Version.objects.filter(pk=self.version_id).exclude(title=self.version_title).update(
            title=self.version_title
        )

    @property
    def version_title(self) -> str:
        """What lists of waiting and done work call this record."""
        return str(self)[:500]

    @property
    def published_at(self) -> datetime.datetime | None:
        """The moment from which this version is public; None while it is not approved."""
        return self.version.public_from

    @property
    def changes(self) -> list[PublicChange]:
        """The versions of this item that have been public, newest first; see `with_changes`."""
        return as_changes(getattr(self, "told_changes", []))

    @property
    def corrected_at(self) -> datetime.datetime | None:
        """The moment of the newest correction that this text has: not of one made after it."""
        own = self.version.number
        return next(
            (one.public_from for one in self.changes if one.is_correction and one.number <= own),
            None,
        )

    def is_published(self, at: datetime.datetime | None = None) -> bool:
        return self.version.is_public(at)

    def publication_blockers(self, at: datetime.datetime) -> list[str]:
        """Return, in sentences for the user, why this may not be public at `at`.

        For what neither columns nor constraints can say: what it refers to is not public, what it
        needs is missing. Each kind adds its own.
        """
        return []


class Part(models.Model):
    """A row that belongs to one version of a record, and is copied with it.

    `origin` is the key of the first copy: the same part in different versions has the same.
    """

    whole: ClassVar[str]
    """name of the foreign key to the record"""

    origin = models.BigIntegerField("bản đầu", null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def lineage(self) -> int | None:
        return self.origin or self.pk


class Sample(models.Model):
    """A record that may be made up to show what the portal does; marked wherever it appears."""

    is_sample = models.BooleanField("bản ghi mẫu", default=False)

    class Meta:
        abstract = True
