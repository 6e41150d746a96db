"""The spans in public that verbs give, end and take back."""

import datetime
from typing import Any

from laocai_ict.display.dates import moment
from laocai_ict.publishing.blockers import blockers
from laocai_ict.publishing.models import Version
from laocai_ict.publishing.models.versions import name_of
from laocai_ict.publishing.refusal import Refused

from .ground import refuse_blocked

State = Version.State


def moment_of(minute: datetime.datetime | None, at: datetime.datetime) -> datetime.datetime:
    """Return the minute asked for, or now; refuse one that has passed."""
    if minute is None:
        return at
    minute = minute.replace(second=0, microsecond=0)
    if minute <= at:
        raise Refused(
            f"{moment(minute)} đã qua: chọn một giờ sau {moment(at)}, hoặc để trống để làm ngay."
        )
    return minute


def publish(version: Version, by: Any, minute: datetime.datetime | None, at) -> None:
    public_from = moment_of(minute, at)
    refuse_blocked(blockers(version.record, public_from))
    version.approved_by, version.approved_by_name = by, name_of(by)
    version.approved_at = at
    make_public(version, public_from)
    version.save()


def make_public(version: Version, public_from: datetime.datetime) -> None:
    """Give the version its span, and end the one that is public when it begins."""
    others = version.item.versions.exclude(pk=version.pk).filter(public_from__lt=public_from)
    others.filter(public_until=None).update(public_until=public_from)
    version.state, version.public_from = State.APPROVED, public_from


def unschedule(version: Version, at: datetime.datetime) -> None:
    """Undo an approval whose minute has not come: the version before stays public."""
    minute = version.public_from
    version.state, version.public_from, version.public_until = State.SUBMITTED, None, None
    version.submitted_at = at
    version.approved_by, version.approved_by_name, version.approved_at = None, "", None
    version.is_forced, version.force_reason = False, ""
    version.save()  # before the other gets its open end back: two may not be public at once
    version.item.versions.filter(public_until=minute, withdrawal_reason="").update(
        public_until=None
    )
