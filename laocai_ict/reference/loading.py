"""Loading of the data files that come with the portal: idempotent, and never over staff's work.

Each app registers one load function in ``AppConfig.ready()``; ``manage.py load_reference`` runs
those whose files changed since the last run, in the order of their dependencies.
"""

import csv
import datetime
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist
from django.db import IntegrityError, models, transaction

from laocai_ict.display.refusals import sentence_of

from .models import LoadedRow, LoadRun, Source

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
    with transaction.atomic():
        last, _ = LoadRun.objects.select_for_update().get_or_create(
            loader=entry.name, defaults={"fingerprint": ""}
        )
        if last.fingerprint == fingerprint and not force:
            return None
        loader = Loader(entry.name)
        entry.load(loader)
        loader.finish()
        last.fingerprint = fingerprint
        last.save()
    return loader


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a comma CSV with header, every value as text (codes keep their zeros)."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def day(text: str) -> datetime.date | None:
    """Return the day a data file writes as 2018-06-30; None for an empty cell."""
    return datetime.date.fromisoformat(text) if text else None


@dataclass
class Loader:
    """Writes rows of data files into models.

    `kept` lists what staff changed and the load left; `doubts` what a load found odd and kept, or
    could not write because of it: staff's work never stops a load.
    """

    name: str
    created: int = 0
    updated: int = 0
    kept: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    _known: dict[str, LoadedRow] = field(default_factory=dict)
    _touched: list[LoadedRow] = field(default_factory=list)
    _made: dict[type[models.Model], dict[int, models.Model]] = field(default_factory=dict)

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
        plain = {name: _plain(model, name, value) for name, value in values.items()}
        row = self._known.get(key)
        if row is None:
            return self._create(model(**values), key, plain)
        record: Any = self._records(model).get(row.object_pk, DELETED)
        if record is not DELETED and row.values != plain:
            self._refresh(record, row, values, plain)
        return record

    def _create(self, record: models.Model, key: str, plain: dict) -> Any:
        try:
            with transaction.atomic():
                record.save(force_insert=True)
        except IntegrityError as error:
            self.doubts.append(f"{key}: {sentence_of(error) or error}")
            return DELETED
        self.created += 1
        row = LoadedRow(loader=self.name, key=key, object_pk=record.pk, values=plain)
        self._known[key] = row
        self._touched.append(row)
        self._records(type(record))[record.pk] = record
        return record

    def _records(self, model: type[models.Model]) -> dict[int, models.Model]:
        """Return what earlier loads made of `model`, by key; one query a model, not one a row."""
        if model not in self._made:
            prefix = f"{model._meta.label_lower}:"
            known = self._known.items()
            keys = [row.object_pk for key, row in known if key.startswith(prefix)]
            self._made[model] = model._default_manager.in_bulk(keys)
        return self._made[model]

    def _refresh(self, record: models.Model, row: LoadedRow, values: dict, plain: dict) -> None:
        before, said = {}, len(self.kept)
        for name, value in values.items():
            if row.values.get(name) == plain[name]:
                continue
            if name in row.values and _current(record, name) != row.values[name]:
                self.kept.append(f"{record}: {name}")
                continue
            before[name] = getattr(record, name)
            setattr(record, name, value)
        if before:
            try:
                with transaction.atomic():
                    record.save(update_fields=[*before, *_kept_by_django(record)])
            except IntegrityError as error:  # the rest does not go together with staff's part
                for name, value in before.items():
                    setattr(record, name, value)
                self.kept[said:] = [f"{record}: {sentence_of(error) or error}"]
                return
            self.updated += 1
        row.values = plain
        self._touched.append(row)

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
        """Keep what the files said, for the next load to compare with."""
        LoadedRow.objects.bulk_create([row for row in self._touched if row.pk is None])
        LoadedRow.objects.bulk_update(
            [row for row in self._touched if row.pk is not None], ["values"], batch_size=500
        )


def _kept_by_django(record: models.Model) -> list[str]:
    """Return the columns that Django itself writes at each save, left out of none."""
    return [column.name for column in record._meta.fields if getattr(column, "auto_now", False)]


def _plain(model: type[models.Model], name: str, value: Any) -> Any:
    """Return a field's value as JSON holds it, the same for what is given and what is stored."""
    column: Any = model._meta.get_field(name)
    if isinstance(value, models.Model):
        value = value.pk
    if isinstance(column, models.ForeignKey):
        return value
    return None if value is None else column.value_to_string(_Holder(column, value))


def _current(record: models.Model, name: str) -> Any:
    column: Any = record._meta.get_field(name)
    return _plain(type(record), name, getattr(record, column.attname))


class _Holder:
    """The least that `Field.value_to_string` needs of an object."""

    def __init__(self, column: models.Field, value: Any) -> None:
        setattr(self, column.attname, column.to_python(value))
