"""Taking back what is published: never in place, by a new version, a withdrawal, or the minute.

History turns rows round (`history.undo`). Where an act touches what has been approved that would
alter what people have read, so this handler has such acts, whole: what was scheduled is taken back
before its minute; a public version gets a successor, sent for approval; a first version is
withdrawn; a withdrawn one comes back as a new version.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from laocai_ict.history.models import Act, Entry
from laocai_ict.history.reading import model_of
from laocai_ict.history.undo import later_changes

from . import services
from .copies import part_in
from .models import Part, Version, Versioned, Writer
from .models.versions import name_of

NOTE = "Hoàn tác: {}"
VERSION_TABLE = Version._meta.db_table
FINAL = {
    "reviewed_at": "Việc xem lại đã ghi không hoàn tác được.",
    "closed_at": "Bản cũ đã đóng theo căn cứ pháp lý, không mở lại bằng hoàn tác.",
    "close_asked_at": "Đề nghị đóng bản cũ: hãy chọn “không đóng” ở chính bản ấy.",
}
UNSCHEDULED = "Việc bỏ hẹn đăng: hãy duyệt lại ở chính bản ấy."


@dataclass
class Deed:
    """What one act did to one version that is approved now."""

    version: Version
    approved: bool = False
    withdrawn: bool = False
    final: list[str] = field(default_factory=list)
    content: list[Entry] = field(default_factory=list)

    @property
    def made(self) -> bool:
        """Whether the act brought this version to the public, or its content into being."""
        return self.approved or any(
            entry.operation == Entry.Operation.INSERT and _is_record(entry.table)
            for entry in self.content
        )


def note_writers(entries: list[Entry], by: Any) -> None:
    """Count whoever took a change of a version in work back among those who changed it."""
    keys = {key for entry, key in _versions_of(entries) if entry.table != VERSION_TABLE}
    for version in Version.objects.working().filter(pk__in=keys - {None}):
        Writer.objects.get_or_create(version=version, user=by, defaults={"user_name": name_of(by)})


class PublishedHandler:
    """See the module; registered with `history.undo`."""

    def claims(self, act: Act, entries: list[Entry]) -> bool:
        return bool(_deeds(entries))

    def may(self, user: Any, entries: list[Entry]) -> bool:
        return all(services.may(user, "publish", deed.version) for deed in _deeds(entries))

    def blockers(self, act: Act, entries: list[Entry]) -> list[str]:
        found: list[str] = []
        for deed in _deeds(entries):
            found += deed.final
            found += _in_the_way(deed)
            if not deed.made:
                found += later_changes(act, deed.content)
        return found

    def promise(self, act: Act, entries: list[Entry]) -> str:
        return " ".join(dict.fromkeys(_promise(deed) for deed in _deeds(entries)))

    @transaction.atomic
    def take_back(self, act: Act, entries: list[Entry], *, by: Any, reason: str) -> None:
        for deed in _deeds(entries):
            _take_back(deed, by, reason)


def _deeds(entries: list[Entry]) -> list[Deed]:
    """Return what the act did to versions that are, or until then were, approved; one a version."""
    deeds: dict[int, Deed] = {}
    touched = _versions_of(entries)
    for entry, key in touched:
        version = key and Version.objects.select_related("item").filter(pk=key).first()
        if not version or (version.state != Version.State.APPROVED and not _unscheduled(entry)):
            continue
        deed = deeds.setdefault(version.pk, Deed(version))
        if _unscheduled(entry):
            # Turned round it would be approved without anybody approving, its minute maybe past.
            deed.final.append(UNSCHEDULED)
        elif entry.table == VERSION_TABLE:
            _read_version(deed, entry.before or {}, entry.after or {})
        else:
            deed.content.append(entry)
    return [deed for deed in deeds.values() if deed.made or deed.withdrawn or deed.final
            or deed.content]  # fmt: skip


def _unscheduled(entry: Entry) -> bool:
    """Say whether an entry tells of a version that was approved before and not after."""
    was, now = ((row or {}).get("state") for row in (entry.before, entry.after))
    return entry.table == VERSION_TABLE and was == Version.State.APPROVED != now


def _read_version(deed: Deed, before: dict, after: dict) -> None:
    deed.approved |= after.get("state") == Version.State.APPROVED
    deed.withdrawn |= bool(after.get("withdrawal_reason"))
    if before.get("withdrawal_reason") and not after.get("withdrawal_reason"):
        deed.final.append("Việc bỏ hẹn gỡ: hãy hẹn gỡ lại ở chính bản ấy.")
    deed.final += [sentence for column, sentence in FINAL.items() if after.get(column)]


def _versions_of(entries: list[Entry]) -> list[tuple[Entry, int | None]]:
    """Return each entry of content or of a version with the key of the version it belongs to."""
    found: list[tuple[Entry, int | None]] = []
    for entry in entries:
        model = model_of(entry.table)
        row = (entry.after or {}) | (entry.before or {})
        if model is Version:
            found.append((entry, int(entry.row_key)))
        elif model is not None and issubclass(model, Versioned):
            found.append((entry, row.get("version_id") or _version_of_row(model, entry.row_key)))
        elif model is not None and issubclass(model, Part):
            found.append((entry, _version_of_part(model, entry, row)))
    return found


def _version_of_row(model: Any, key: Any) -> int | None:
    return model._base_manager.filter(pk=key).values_list("version", flat=True).first()


def _version_of_part(model: Any, entry: Entry, row: dict) -> int | None:
    column = model._meta.get_field(model.whole)
    whole = row.get(column.column)
    if whole is None:
        whole = model._base_manager.filter(pk=entry.row_key).values_list(column.name, flat=True)
        whole = whole.first()
    return None if whole is None else _version_of_row(column.related_model, whole)


def _is_record(table: str) -> bool:
    model = model_of(table)
    return model is not None and issubclass(model, Versioned)


def _in_the_way(deed: Deed) -> list[str]:
    """Name the versions that stand on what the act did."""
    version, found = deed.version, []
    if deed.content and not deed.made and version.is_scheduled():
        found.append(f"“{version.title}” đã hẹn đăng: bỏ hẹn rồi sửa.")
    later = version.item.versions.filter(number__gt=version.number)
    found += [
        f"“{version.title}” đã có phiên bản {one.number} ({one.get_state_display()}) sau lần này."
        for one in later
    ]
    if not deed.withdrawn and version.withdrawal_reason:
        found.append(f"“{version.title}” đã được gỡ hoặc hẹn gỡ sau lần này.")
    return found


def _promise(deed: Deed) -> str:
    if deed.withdrawn and deed.version.is_over():
        return "Nội dung đã gỡ trở lại thành một phiên bản mới chờ người khác duyệt."
    if deed.withdrawn:
        return "Hẹn gỡ được bỏ, nội dung vẫn đăng."
    if deed.made and deed.version.is_scheduled():
        return "Hẹn đăng được bỏ, bản này chờ duyệt lại."
    if deed.made and _before(deed.version) is None:
        return "Bản đăng lần đầu được gỡ; lý do hoàn tác là lý do gỡ mà người đọc thấy."
    return (
        "Một phiên bản mới với nội dung trước đó được gửi duyệt; "
        "bản đang đăng vẫn đăng cho tới khi có người duyệt."
    )


def _take_back(deed: Deed, by: Any, reason: str) -> None:
    version = deed.version
    if deed.withdrawn and not version.is_over():
        services.keep(version, by=by, reason=reason)
    elif deed.withdrawn:
        _send(services.open_version(version.record, by=by), by, reason)
    elif deed.made and version.is_scheduled():
        services.take_back(version, by=by, reason=reason)
    elif deed.made and (before := _before(version)) is not None:
        _send(services.open_version(before.record, by=by), by, reason)
    elif deed.made:
        services.withdraw(version, by=by, reason=reason)
    else:
        record = version.record
        fresh = services.open_version(record, by=by)
        for entry in deed.content:
            _turn_round(entry, record, fresh)
        _send(fresh, by, reason)


def _before(version: Version) -> Version | None:
    """Return the version that was public until this one took its place."""
    ended = version.item.versions.filter(public_until=version.public_from, withdrawal_reason="")
    return ended.first()


def _send(fresh: Any, by: Any, reason: str) -> None:
    note = NOTE.format(reason.strip())[:500]
    services.explain(fresh.version, by=by, change=Version.Change.UPDATE, note=note)
    services.submit(fresh.version, by=by)


def _turn_round(entry: Entry, record: Any, fresh: Any) -> None:
    """Give the new version what the row had before the act."""
    model: Any = model_of(entry.table)
    if issubclass(model, Versioned):
        _write(fresh, entry.before or {})
        return
    row = model._base_manager.filter(pk=entry.row_key).first()
    copied = part_in(fresh, row) if row is not None else None
    if entry.operation == Entry.Operation.DELETE:
        part = model(**{model.whole: fresh})
        _write(part, {k: v for k, v in (entry.before or {}).items() if k != model._meta.pk.column})
    elif copied is not None and entry.operation == Entry.Operation.INSERT:
        copied.delete()
    elif copied is not None:
        _write(copied, entry.before or {})


def _write(row: models.Model, before: dict[str, Any]) -> None:
    own = {"item_id", "version_id", "origin"}
    whole = getattr(row, "whole", None)
    for column in row._meta.concrete_fields:
        if column.column in before and column.column not in own and column.name != whole:
            setattr(row, column.attname, column.to_python(before[column.column]))
    row.save()
