"""What history keeps: every column of every table, but for what is named here or by the models.

``private("accounts.User", "password")``: of these columns history notes only that they changed.
``ignored("accounts.User", "last_login")``: changes of these columns alone are no change.
``outside("sessions.Session", "…")``: the whole table has no history, for the reason given.
``only_read("search.Entry")``: the application's role reads the table; only triggers write it.
Each model says so right below itself; tables of Django are listed here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

LABELS = ("title", "name", "heading", "display_name", "username", "label", "code", "slug")
"""columns that say what a record is, the first that a model has"""

_private: dict[str, set[str]] = {}
_ignored: dict[str, set[str]] = {}
_outside: dict[str, str] = {}
_only_read: set[str] = set()

OUTSIDE_TABLES = {"django_migrations": "sổ của lệnh migrate, chỉ vai trò quản lý ghi"}
"""tables of no model that have no history, each with its reason"""


def private(label: str, *fields: str) -> None:
    _private.setdefault(label.lower(), set()).update(fields)


def ignored(label: str, *fields: str) -> None:
    _ignored.setdefault(label.lower(), set()).update(fields)


def outside(label: str, reason: str) -> None:
    _outside[label.lower()] = reason


def only_read(label: str) -> None:
    _only_read.add(label.lower())


def only_read_tables() -> set[str]:
    """Return the tables of models that the application's role may read and nothing else."""
    return {apps.get_model(label)._meta.db_table for label in _only_read}


outside("sessions.Session", "phiên đăng nhập: riêng tư, tự hết hạn")
outside("contenttypes.ContentType", "danh mục của Django, migrate tự ghi")
outside("auth.Permission", "danh mục của Django, migrate tự ghi")
outside("admin.LogEntry", "nhật ký cũ của Django, không còn được ghi")
outside("history.Act", "chính là lịch sử")
outside("history.Entry", "chính là lịch sử")


@dataclass(frozen=True)
class Covered:
    """A table with history: its model and what its trigger is told."""

    model: type[models.Model]
    key: str
    label: str
    private: tuple[str, ...]
    ignored: tuple[str, ...]

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def arguments(self) -> list[str]:
        """Return the arguments of the trigger; lists as PostgreSQL writes arrays of names."""
        lists = ("{" + ",".join(names) + "}" for names in (self.private, self.ignored))
        return [self.key, self.label, *lists]


def outside_reasons() -> dict[str, str]:
    """Return the reason why it has no history for each table that has none."""
    of_models = {apps.get_model(label)._meta.db_table: why for label, why in _outside.items()}
    return OUTSIDE_TABLES | of_models


def covered() -> Iterator[Covered]:
    """Yield every table that has history, those between two models included."""
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if not meta.managed or meta.proxy or meta.swapped or meta.label_lower in _outside:
            continue
        hidden = _columns(model, _private.get(meta.label_lower, set()))
        yield Covered(
            model=model,
            key=meta.pk.column,
            label=_label(model, hidden),
            private=hidden,
            ignored=_columns(model, _ignored.get(meta.label_lower, set())),
        )


def private_columns(model: type[models.Model]) -> tuple[str, ...]:
    return _columns(model, _private.get(model._meta.label_lower, set()))


def _columns(model: type[models.Model], fields: set[str]) -> tuple[str, ...]:
    return tuple(sorted(model._meta.get_field(name).column for name in fields))


def _label(model: type[models.Model], hidden: tuple[str, ...]) -> str:
    """Return the column that names a record of the model, the key where none does."""
    columns = {column.name: column.column for column in model._meta.concrete_fields}
    texts = [
        column.name
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField) and not column.choices
    ]
    for name in (*LABELS, *texts):
        if name in columns and columns[name] not in hidden:
            return columns[name]
    return model._meta.pk.column


def is_outside(model: type[models.Model]) -> bool:
    return model._meta.label_lower in _outside
