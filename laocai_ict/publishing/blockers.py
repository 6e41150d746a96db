"""Everything that stands in the way of publishing a version, found at once."""

import datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone

from laocai_ict.display.dates import moment

from .models import Part, Version, Versioned


def blockers(record: Versioned, at: datetime.datetime | None = None) -> list[str]:
    """Return, in sentences for the user, why `record` cannot be public from `at` (now by default).

    Empty means that nothing stands in the way.
    """
    version: Version = record.version
    at = at or timezone.now()
    found = [*_invalid(record, "")]
    for name in record.parts:
        for part in getattr(record, name).all():
            found += _invalid(part, f"{part._meta.verbose_name} “{part}”: ")
    found += unexplained(version)
    found += _crossing(version, at)
    found += record.publication_blockers(at)
    return list(dict.fromkeys(found))


def _invalid(row: Versioned | Part, prefix: str) -> list[str]:
    skipped = {"item", "version", getattr(row, "whole", "")}
    try:
        row.full_clean(exclude=skipped)
    except ValidationError as error:
        return [prefix + line for line in _lines(row, error)]
    return []


def _lines(row: Any, error: ValidationError) -> list[str]:
    lines = []
    for name, messages in error.message_dict.items():
        label = "" if name == NON_FIELD_ERRORS else f"{row._meta.get_field(name).verbose_name}: "
        lines += [f"{label}{message}" for message in messages]
    return lines


def unexplained(version: Version) -> list[str]:
    """Return what a version after the first still has to say of itself."""
    found = []
    if version.change != Version.Change.FIRST and not version.change_note:
        found.append("Chưa ghi phiên bản này thay đổi gì so với bản trước.")
    if version.change == Version.Change.CORRECTION and not (
        version.was_wrong and version.is_right and version.decided_by
    ):
        found.append("Đính chính phải ghi đủ: điều sai, điều đúng, ai quyết định.")
    return found


def _crossing(version: Version, at: datetime.datetime) -> list[str]:
    """Say which other version of the item already has the minute asked for."""
    others = version.item.versions.exclude(pk=version.pk)
    return [
        f"Phiên bản {other.number} đã hẹn đăng {moment(other.public_from)}: bỏ hẹn trước."
        for other in others.filter(public_from__gte=at)
    ] + [
        f"Phiên bản {other.number} đã hẹn gỡ {moment(other.public_until)}: bỏ hẹn gỡ trước."
        for other in others.filter(public_until__gt=at).exclude(withdrawal_reason="")
    ]
