"""What loaders do in place of people: no approval, the actor noted."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from laocai_ict.publishing.copies import copy_into
from laocai_ict.publishing.models import Move, Version, Versioned
from laocai_ict.publishing.models.versions import WORKING
from laocai_ict.publishing.refusal import Refused

from .ground import locked, next_version, refuse_second, require_state
from .spans import make_public

Change = Version.Change


@transaction.atomic
def release(
    record: Versioned, *, actor: str, at: datetime.datetime | None = None, note: str = ""
) -> Version:
    """Publish what a machine read from a source ("theo nguồn"): no approval, the actor noted.

    `at` may lie in the past: what comes with the portal is public from the day of its source.
    """
    version = locked(record.version)
    require_state(version, *WORKING)
    version.is_from_source = True
    version.written_by_name = version.written_by_name or actor
    version.change_note = version.change_note or note
    if version.change != Change.FIRST and not version.change_note:
        version.change_note = "Cập nhật theo nguồn."
    make_public(version, at or timezone.now())
    version.save()
    record.version = version
    Move.objects.create(version=version, verb="release", by_name=actor, reason=note)
    return version


@transaction.atomic
def open_for_source(record: Versioned) -> Any:
    """Begin a new version for a machine that read its source again; see `release`."""
    version = locked(record.version)
    refuse_second(version)
    if version.withdrawal_reason:
        raise Refused("Đã gỡ hoặc hẹn gỡ: dữ liệu nguồn không tự đăng lại.")
    fresh = next_version(version.item, Change.UPDATE)
    fresh.is_from_source = True
    fresh.save(force_insert=True)
    return copy_into(type(record)._default_manager.get(pk=record.pk), fresh)
