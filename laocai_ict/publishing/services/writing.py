"""Verbs of who writes: begin, explain, give up, submit, take back."""

from typing import Any

from django.db.models import ProtectedError
from django.utils import timezone

from laocai_ict.publishing.blockers import unexplained
from laocai_ict.publishing.copies import copy_into
from laocai_ict.publishing.models import Version, Versioned, Writer
from laocai_ict.publishing.models.versions import WORKING, name_of
from laocai_ict.publishing.refusal import Refused

from .ground import (
    locked,
    log_step,
    next_version,
    refuse_blocked,
    refuse_second,
    require,
    require_either,
    require_state,
    verb,
)
from .spans import unschedule

State = Version.State
Change = Version.Change


@verb
def written(version: Version, *, by: Any) -> Version:
    """Note that `by` is about to change the content; call it first in that transaction.

    It takes the locks in the order of all verbs, and refuses what may not be changed. What was
    submitted stays submitted, but whoever looked at it before has to look again.
    """
    version = locked(version)
    require(by, "change", version)
    if version.state not in WORKING:
        raise Refused("Bản đã duyệt không sửa được: hãy bỏ hẹn, hoặc soạn phiên bản mới.")
    Writer.objects.get_or_create(version=version, user=by, defaults={"user_name": name_of(by)})
    if version.written_by_id is None and not version.written_by_name:
        version.written_by, version.written_by_name = by, name_of(by)
        version.save(update_fields=["written_by", "written_by_name"])
    return version


@verb
def open_version(record: Versioned, *, by: Any) -> Any:
    """Begin a new version as a copy of `record`; return its row. One is in work at a time."""
    version = locked(record.version)
    require(by, "change", version)
    if version.closed_at is not None:
        raise Refused("Bản này đã đóng: không dùng làm gốc cho bản mới được.")
    refuse_second(version)
    fresh = next_version(version.item, Change.UPDATE)
    fresh.written_by, fresh.written_by_name = by, name_of(by)
    fresh.save(force_insert=True)
    Writer.objects.create(version=fresh, user=by, user_name=name_of(by))
    log_step(fresh, "open_version", by)
    return copy_into(type(record)._default_manager.get(pk=record.pk), fresh)


@verb
def explain(
    version: Version,
    *,
    by: Any,
    change: str,
    note: str = "",
    was_wrong: str = "",
    is_right: str = "",
    decided_by: str = "",
) -> Version:
    """Say what kind of change a version in work is, and what it changes."""
    version = locked(version)
    require(by, "change", version)
    if not version.is_working:
        raise Refused("Bản đã duyệt: không ghi lại lý do thay đổi được nữa.")
    if (version.number == 1) != (change == Change.FIRST):
        raise Refused("Chỉ phiên bản đầu là đăng lần đầu; các bản sau phải nói thay đổi gì.")
    version.change, version.change_note = change, note
    version.was_wrong, version.is_right, version.decided_by = was_wrong, is_right, decided_by
    version.edits += 1  # what an approver saw of it is no longer what is there
    version.save(
        update_fields=["change", "change_note", "was_wrong", "is_right", "decided_by", "edits"]
    )
    Writer.objects.get_or_create(version=version, user=by, defaults={"user_name": name_of(by)})
    return version


@verb
def discard(version: Version, *, by: Any, reason: str = "") -> None:
    """Give up a version in work. The history keeps what was written."""
    version = locked(version)
    require(by, "change", version)
    if not version.is_working:
        raise Refused("Chỉ bỏ được bản chưa duyệt; bản đã đăng thì gỡ, không xóa.")
    try:
        version.record.delete()
    except ProtectedError as error:
        using = ", ".join(
            f"{row._meta.verbose_name} “{row}”" for row in [*error.protected_objects][:5]
        )
        raise Refused(f"Bản này đang được dùng ở {using}: bỏ những chỗ ấy trước.") from error


@verb
def submit(version: Version, *, by: Any, note: str = "", at: Any = None) -> Version:
    """Ask for approval."""
    version = locked(version)
    require(by, "change", version)
    require_state(version, State.DRAFT, State.RETURNED)
    refuse_blocked(unexplained(version))
    version.state, version.submitted_at = State.SUBMITTED, at or timezone.now()
    version.save(update_fields=["state", "submitted_at"])
    return log_step(version, "submit", by, note)


@verb
def take_back(version: Version, *, by: Any, reason: str = "", at: Any = None) -> Version:
    """Take a submitted version back to work on, or a scheduled one back to wait for approval."""
    version = locked(version)
    at = at or timezone.now()
    if version.state == State.SUBMITTED:
        require(by, "change", version)
        version.state = State.DRAFT
        version.save(update_fields=["state"])
    elif version.is_scheduled(at):
        require_either(by, version)
        unschedule(version, at)
    else:
        raise Refused("Bản này không chờ duyệt và không hẹn giờ: không có gì để rút lại.")
    return log_step(version, "take_back", by, reason)
