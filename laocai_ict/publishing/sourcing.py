"""How the loader of data files keeps records that are published: theo nguồn, in versions.

A new record and its parts are written as drafts and released together when the load ends. One that
has been public is never changed in place: what the file says anew opens a version beside it, which
is released at the end. Where staff have a version in work, theirs goes first and the load says so.
"""

import contextlib
import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q

from laocai_ict.reference.loading import Shelf, keep_on

from . import services
from .copies import part_in
from .models import Part, Versioned
from .refusal import Refused


class RecordShelf(Shelf):
    """Records with versions. Known to data files by the key of their first row."""

    def __init__(self, loader: Any, model: Any) -> None:
        super().__init__(loader, model)
        self._to_release: dict[int, tuple[Any, datetime.datetime | None]] = {}
        self._newest: dict[int, Any] = {}
        self._first: dict[int, int] = {}
        first_of_item: dict[int, int] = {}
        for row in model._default_manager.select_related("version", "item").order_by(
            "item_id", "version__number"
        ):
            self._first[row.pk] = first_of_item.setdefault(row.item_id, row.pk)
            self._newest[self._first[row.pk]] = row

    def records(self, keys: Iterable[int]) -> dict[int, Any]:
        """Return the newest version of each, by the key of its first row."""
        return {key: self._newest[key] for key in keys if key in self._newest}

    def identity(self, key: int | None) -> int | None:
        return None if key is None else self._first.get(key, key)

    def create(self, record: Any, published_at: datetime.datetime | None) -> Any:
        record.save(force_insert=True)
        self._first[record.pk] = record.pk
        self._newest[record.pk] = record
        if published_at is not None:
            self._to_release[record.item_id] = (record, published_at)
        return record

    def for_change(self, record: Any) -> Any:
        """Return the row of a version in work that the load may write; raises Refused."""
        if record.item_id in self._to_release:
            return self._to_release[record.item_id][0]
        if record.version.is_working and record.version.is_from_source:
            return record
        if record.version.is_working or record.version.is_scheduled():
            self.loader.is_put_off = True
            what = "đang có bản soạn" if record.version.is_working else "đã hẹn đăng bản"
            raise Refused(f"{what} của {record.version.written_by_name or 'cán bộ'}")
        if record.version.withdrawal_reason:
            raise Refused("cán bộ đã gỡ, hoặc đã hẹn gỡ: không tự đăng lại")
        fresh = services.open_for_source(record)
        self._to_release[record.item_id] = (fresh, None)
        self._first[fresh.pk] = self._first.get(record.pk, record.pk)
        self._newest[self._first[fresh.pk]] = fresh
        return fresh

    @contextlib.contextmanager
    def attempt(self) -> Iterator[None]:
        before = self._to_release.copy(), self._newest.copy(), self._first.copy()
        try:
            with transaction.atomic():
                yield
        except BaseException:  # a version that was opened for this row is gone again
            self._to_release, self._newest, self._first = before
            raise

    def finish(self) -> None:
        for record, at in self._to_release.values():
            services.release(record, actor=self.loader.actor, at=at)


class PartShelf(Shelf):
    """Parts of such records: changed in the version that the load has open for the whole."""

    def records(self, keys: Iterable[int]) -> dict[int, Any]:
        """Return each part as the newest version of its record has it, by its first key."""
        keys = list(keys)
        found: dict[int, Any] = {}
        rows = self.model._default_manager.filter(Q(pk__in=keys) | Q(origin__in=keys))
        whole = self.model.whole
        for row in rows.select_related(f"{whole}__version").order_by(f"{whole}__version__number"):
            found[row.lineage] = row
        return {key: row for key, row in found.items() if self._is_current(row)}

    def create(self, record: Any, published_at: datetime.datetime | None) -> Any:
        wholes = self._wholes()
        setattr(record, self.model.whole, wholes.for_change(getattr(record, self.model.whole)))
        record.save(force_insert=True)
        return record

    def attempt(self) -> contextlib.AbstractContextManager:
        return self._wholes().attempt()

    def for_change(self, record: Any) -> Any:
        whole = self._wholes().for_change(getattr(record, self.model.whole))
        return record if getattr(record, self.model.whole) == whole else part_in(whole, record)

    def _is_current(self, row: Any) -> bool:
        whole = getattr(row, self.model.whole)
        wholes = self._wholes()
        return wholes.records([wholes.identity(whole.pk)])[wholes.identity(whole.pk)].pk == whole.pk

    def _wholes(self) -> Any:
        return self.loader.shelf(self.model._meta.get_field(self.model.whole).related_model)


keep_on(Versioned, RecordShelf)
keep_on(Part, PartShelf)
