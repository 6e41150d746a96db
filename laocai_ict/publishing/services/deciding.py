"""Verbs of who decides: return, approve, force, review, withdraw, keep."""

import datetime
from typing import Any

from django.utils import timezone

from laocai_ict.display.dates import moment
from laocai_ict.publishing.models import Version
from laocai_ict.publishing.models.versions import WORKING, name_of
from laocai_ict.publishing.refusal import Refused

from .ground import locked, log_step, refuse_stale, require, require_state, require_text, verb
from .spans import moment_of, publish

State = Version.State


@verb
def return_(version: Version, *, by: Any, reason: str, seen: int | None = None) -> Version:
    """Send a submitted version back to its writers with a comment."""
    version = locked(version)
    require(by, "publish", version)
    require_state(version, State.SUBMITTED)
    require_text(reason, "Ghi góp ý để người soạn biết cần sửa gì.")
    refuse_stale(version, seen)
    version.state = State.RETURNED
    version.save(update_fields=["state"])
    return log_step(version, "return_", by, reason)


@verb
def approve(
    version: Version,
    *,
    by: Any,
    seen: int,
    minute: datetime.datetime | None = None,
    note: str = "",
    at: datetime.datetime | None = None,
) -> Version:
    """Approve what was seen, public at once or from `minute` on.

    `seen` is `version.edits` as the approver saw it. Refused to whoever wrote any of it.
    """
    version = locked(version)
    at = at or timezone.now()
    require(by, "publish", version)
    require_state(version, State.SUBMITTED)
    refuse_stale(version, seen)
    if version.writers.filter(user=by).exists():
        raise Refused(
            "Bạn đã soạn hoặc sửa bản này nên không tự duyệt được: hãy nhờ người khác duyệt."
        )
    publish(version, by, minute, at)
    return log_step(version, "approve", by, note, minute)


@verb
def force(
    version: Version,
    *,
    by: Any,
    reason: str,
    seen: int,
    minute: datetime.datetime | None = None,
    at: datetime.datetime | None = None,
) -> Version:
    """Publish without a second person; it stays flagged until one has looked at it."""
    version = locked(version)
    at = at or timezone.now()
    require(by, "publish", version)
    require_state(version, *WORKING)
    require_text(reason, "Đăng không qua người thứ hai thì phải ghi lý do.")
    refuse_stale(version, seen)
    version.is_forced, version.force_reason = True, reason
    publish(version, by, minute, at)
    return log_step(version, "force", by, reason, minute)


@verb
def review(version: Version, *, by: Any, note: str = "", at: Any = None) -> Version:
    """Take the flag off a forced publication, as a second person who has looked at it."""
    version = locked(version)
    require(by, "publish", version)
    if not version.needs_review or version.state != State.APPROVED:
        raise Refused("Bản này không chờ xem lại.")
    if version.approved_by_id == by.pk or version.writers.filter(user=by).exists():
        raise Refused("Người xem lại phải khác người đã soạn và người đã đăng bản này.")
    version.reviewed_by, version.reviewed_by_name = by, name_of(by)
    version.reviewed_at = at or timezone.now()
    version.save(update_fields=["reviewed_by", "reviewed_by_name", "reviewed_at"])
    return log_step(version, "review", by, note)


@verb
def withdraw(
    version: Version, *, by: Any, reason: str, minute: datetime.datetime | None = None, at=None
) -> Version:
    """End the public version without a successor, now or from `minute` on.

    The reason is public: it stands at the address in place of the content.
    """
    version = locked(version)
    at = at or timezone.now()
    require(by, "publish", version)
    require_text(reason, "Ghi lý do gỡ: người đọc sẽ thấy lý do này ở địa chỉ cũ.")
    if not version.is_public(at):
        raise Refused("Chỉ gỡ được bản đang công khai.")
    if version.public_until is not None:
        raise Refused(f"Bản này đã hẹn hết công khai {moment(version.public_until)}: bỏ hẹn trước.")
    version.public_until = moment_of(minute, at)
    version.withdrawal_reason = reason
    version.save(update_fields=["public_until", "withdrawal_reason"])
    return log_step(version, "withdraw", by, reason, minute)


@verb
def keep(version: Version, *, by: Any, reason: str = "", at: Any = None) -> Version:
    """Call off a withdrawal whose minute has not come."""
    version = locked(version)
    require(by, "publish", version)
    if not version.withdrawal_reason or version.is_over(at):
        raise Refused("Bản này không có hẹn gỡ nào để bỏ.")
    version.public_until, version.withdrawal_reason = None, ""
    version.save(update_fields=["public_until", "withdrawal_reason"])
    return log_step(version, "keep", by, reason)
