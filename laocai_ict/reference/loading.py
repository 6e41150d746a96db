"""Loading of the data files that come with the portal: idempotent, and never over staff's work.

Each app registers one load function in ``AppConfig.ready()``; ``manage.py load_reference`` runs
those whose files changed since the last run, in the order of their dependencies.
"""

import csv
import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist
from django.db import IntegrityError, models, transaction

from laocai_ict import history
from laocai_ict.display.refusals import Refused, sentence_of

from .models import LoadedRow, LoadRun, Source

_shelves: list[tuple[type, type["Shelf"]]] = []


def keep_on(base: type, shelf: type["Shelf"]) -> None:
    """Have records of models derived from `base` kept by `shelf` in place of the plain one."""
    _shelves.append((base, shelf))


DELETED = object()
"""stands for a record that is not there because of staff's work; rows that point at it are left"""


@dataclass(frozen=True)
class Registration:
    name: str
    load: Callable[["Loader"], None]
    files: tuple[Path, ...]
    after: tuple[str, ...]
    version: int

    def fingerprint(self) -> str:
        """Return a digest of the data files and of the version of the code that reads them."""
        digest = hashlib.sha256(str(self.version).encode())
        for path in self.files:
            digest.update(path.name.encode() + path.read_bytes())
        return digest.hexdigest()


_registry: dict[str, Registration] = {}


def register(
    name: str,
    load: Callable[["Loader"], None],
    *,
    files: tuple[Path, ...],
    after: tuple[str, ...] = (),
    version: int = 1,
) -> None:
    """Add a loader. Raise `version` whenever the code reads the same files differently."""
    _registry[name] = Registration(name, load, files, after, version)


def registered() -> list[Registration]:
    """Return the loaders, each after those it depends on."""
    ordered: dict[str, Registration] = {}

    def add(entry: Registration) -> None:
        for name in entry.after:
            add(_registry[name])
        ordered.setdefault(entry.name, entry)

    for entry in _registry.values():
        add(entry)
    return list(ordered.values())


def run(entry: Registration, *, force: bool = False) -> "Loader | None":
    """Load one registration in a transaction; return what was done, or None if nothing changed."""
    fingerprint = entry.fingerprint()
    with history.acting(kind="load", where=f"nạp {entry.name}"), transaction.atomic():
        last, _ = LoadRun.objects.select_for_update().get_or_create(
            loader=entry.name, defaults={"fingerprint": ""}
        )
        if last.fingerprint == fingerprint and not force:
            return None
        loader = Loader(entry.name)
        entry.load(loader)
        loader.finish()
        last.fingerprint = "" if loader.is_put_off else fingerprint
        last.save()
    return loader


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a comma CSV with header, every value as text (codes keep their zeros)."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def day(text: str) -> datetime.date | None:
    """Return the day a data file writes as 2018-06-30; None for an empty cell."""
    return datetime.date.fromisoformat(text) if text else None


class Shelf:
    """How a load finds, makes and changes the records of one model; this one does so in place."""

    def __init__(self, loader: "Loader", model: type[models.Model]) -> None:
        self.loader = loader
        self.model: Any = model

    def records(self, keys: Iterable[int]) -> dict[int, Any]:
        """Return what earlier loads made, by key; one query, not one a row."""
        return self.model._default_manager.in_bulk(list(keys))

    def identity(self, key: int | None) -> int | None:
        """Return the key by which data files know the record that a foreign key points at."""
        return key

    def create(self, record: Any, published_at: datetime.datetime | None) -> Any:
        """Save a new record; `published_at` is for kinds that are published in versions."""
        record.save(force_insert=True)
        return record

    def for_change(self, record: Any) -> Any:
        """Return the row to write what the file says anew into; raises a refusal with reasons."""
        return record

    def attempt(self) -> AbstractContextManager:
        """Return the savepoint of one row; where it fails, what the shelf knows is as before."""
        return transaction.atomic()

    def finish(self) -> None:
        """Do what is left when everything is written."""


@dataclass
class Loader:
    """Writes rows of data files into models.

    `kept` lists what staff changed and the load left; `doubts` what a load found odd and kept, or
    could not write because of it: staff's work never stops a load. `is_put_off` says that something
    waits until staff have finished theirs: the next run tries again.
    """

    name: str
    actor: str = "nạp dữ liệu nguồn"
    """who is said to have published what this load publishes"""
    created: int = 0
    updated: int = 0
    kept: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    is_put_off: bool = False
    _known: dict[str, LoadedRow] = field(default_factory=dict)
    _touched: list[LoadedRow] = field(default_factory=list)
    _made: dict[type[models.Model], dict[int, models.Model]] = field(default_factory=dict)
    _shelf: dict[type[models.Model], Shelf] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known = {row.key: row for row in LoadedRow.objects.filter(loader=self.name)}

    def upsert(self, model: type[models.Model], key: str, /, **values: Any) -> Any:
        """Create or refresh the record that the row `key` of a data file stands for.

        A field is refreshed only while it still holds what the file said last time. A record that
        staff deleted is not made again; DELETED is returned for it, for what would point at it, and
        for what a constraint refuses beside staff's own records.
        """
        if any(value is DELETED for value in values.values()):
            return DELETED
        key = f"{model._meta.label_lower}:{key}"
        published_at = values.pop("published_at", None)
        plain = {name: self._plain(model, name, value) for name, value in values.items()}
        row = self._known.get(key)
        if row is None:
            return self._create(model(**values), key, plain, published_at)
        record: Any = self._records(model).get(row.object_pk, DELETED)
        if record is not DELETED and {**row.values, **plain} != row.values:
            record = self._refresh(record, row, values, plain)
            self._records(model)[row.object_pk] = record
        return record

    def shelf(self, model: Any) -> Any:
        """Return how this load keeps the records of `model`."""
        if model not in self._shelf:
            kinds = [shelf for base, shelf in _shelves if issubclass(model, base)]
            self._shelf[model] = (kinds or [Shelf])[0](self, model)
        return self._shelf[model]

    def _create(self, record: models.Model, key: str, plain: dict, published_at: Any) -> Any:
        shelf = self.shelf(type(record))
        try:
            with shelf.attempt():
                record = shelf.create(record, published_at)
        except (IntegrityError, Refused) as error:
            self.doubts.append(f"{key}: {_told(error)}")
            return DELETED
        self.created += 1
        row = LoadedRow(loader=self.name, key=key, object_pk=record.pk, values=plain)
        self._known[key] = row
        self._touched.append(row)
        self._records(type(record))[record.pk] = record
        return record

    def _records(self, model: type[models.Model]) -> dict[int, models.Model]:
        if model not in self._made:
            prefix = f"{model._meta.label_lower}:"
            known = self._known.items()
            keys = [row.object_pk for key, row in known if key.startswith(prefix)]
            self._made[model] = self.shelf(model).records(keys)
        return self._made[model]

    def _refresh(self, record: Any, row: LoadedRow, values: dict, plain: dict) -> Any:
        """Write what the file says anew into what staff left alone; return the row that holds."""
        changed = {}
        for name, value in values.items():
            if row.values.get(name) == plain[name]:
                continue
            if name in row.values and self._current(record, name) != row.values[name]:
                self.kept.append(f"{record}: {name}")
                continue
            changed[name] = value
        if changed:
            shelf = self.shelf(type(record))
            try:
                with shelf.attempt():
                    fresh = shelf.for_change(record)
                    _write(fresh, changed)
            except (IntegrityError, Refused) as error:  # it does not go together with staff's part
                self.kept.append(f"{record}: {_told(error)}")
                return record
            record = fresh
            self.updated += 1
        row.values = row.values | plain
        self._touched.append(row)
        return record

    def find(self, look_up: Callable[[str], models.Model], said: str) -> Any:
        """Return the one record that a data file means by `said`; DELETED where none or several
        answer to it, because staff renamed it or made another.
        """
        try:
            return look_up(said)
        except (ObjectDoesNotExist, MultipleObjectsReturned):
            self.doubts.append(f"không rõ bản ghi nào là {said}")
            return DELETED

    def has(self, model: type[models.Model], key: str) -> bool:
        """Say whether the row `key` of a data file was loaded before."""
        return f"{model._meta.label_lower}:{key}" in self._known

    def source(self, key: str, **values: Any) -> Any:
        """Return the source known to data files as `key`, made or refreshed with `values`.

        Several loaders may name the same source; the first that did keeps it up to date.
        """
        if not self.has(Source, key) and (known := Source.objects.filter(key=key).first()):
            return known
        return self.upsert(Source, key, key=key, **values)

    def finish(self) -> None:
        """Keep what the files said, for the next load to compare with; publish what is new."""
        for shelf in self._shelf.values():
            shelf.finish()
        LoadedRow.objects.bulk_create([row for row in self._touched if row.pk is None])
        LoadedRow.objects.bulk_update(
            [row for row in self._touched if row.pk is not None], ["values"], batch_size=500
        )

    def _plain(self, model: type[models.Model], name: str, value: Any) -> Any:
        """Return a value as JSON holds it, the same for what is given and what is stored."""
        column: Any = model._meta.get_field(name)
        if isinstance(value, models.Model):
            value = value.pk
        if isinstance(column, models.ForeignKey):
            return self.shelf(column.related_model).identity(value)
        return None if value is None else column.value_to_string(_Holder(column, value))

    def _current(self, record: models.Model, name: str) -> Any:
        column: Any = record._meta.get_field(name)
        return self._plain(type(record), name, getattr(record, column.attname))


def _kept_by_django(record: models.Model) -> list[str]:
    """Return the columns that Django itself writes at each save, left out of none."""
    return [column.name for column in record._meta.fields if getattr(column, "auto_now", False)]


def _write(record: Any, changed: dict[str, Any]) -> None:
    """Set the columns `changed` and save them; the record is as before where that is refused."""
    before = {name: getattr(record, name) for name in changed}
    try:
        for name, value in changed.items():
            setattr(record, name, value)
        with transaction.atomic():
            record.save(update_fields=[*changed, *_kept_by_django(record)])
    except IntegrityError:
        for name, value in before.items():
            setattr(record, name, value)
        raise


def _told(error: Exception) -> str:
    return (isinstance(error, IntegrityError) and sentence_of(error)) or str(error)


class _Holder:
    """The least that `Field.value_to_string` needs of an object."""

    def __init__(self, column: models.Field, value: Any) -> None:
        setattr(self, column.attname, column.to_python(value))
