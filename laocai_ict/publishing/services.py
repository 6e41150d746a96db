"""The steps of the workflow: the only code that changes the state of a version.

Each verb takes one version, locks its item, reads the state and the actor's rights afresh, refuses
with sentences (`Refused`) or writes everything in one transaction and notes the step. Who may:
writing needs the right to change records of that kind, all that makes or unmakes something public
needs the right to publish them. Moments are aware; `at` is the present moment, for tests and for
what happens together.
"""

import datetime
import hashlib
import secrets
from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from laocai_ict.display.dates import moment

from .blockers import blockers, unexplained
from .copies import copy_into
from .models import Item, Move, PreviewLink, Version, Versioned, Writer
from .models.versions import WORKING, name_of
from .refusal import Refused, Stale

State = Version.State
Change = Version.Change

LONGEST_PREVIEW = datetime.timedelta(days=30)

VERBS: dict[str, Callable[..., Any]] = {}
"""every verb by name, for the tests that break and race each of them"""


def verb(step: Callable[..., Any]) -> Callable[..., Any]:
    """Make a step of the workflow one transaction, and list it among the verbs."""
    whole = transaction.atomic(step)
    VERBS[step.__name__] = whole
    return whole


# --- Writing ----------------------------------------------------------------------------------


@verb
def written(version: Version, *, by: Any) -> Version:
    """Note that `by` is about to change the content; call it first in that transaction.

    It takes the locks in the order of all verbs, and refuses what may not be changed. What was
    submitted stays submitted, but whoever looked at it before has to look again.
    """
    version = _locked(version)
    _require(by, "change", version)
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
    version = _locked(record.version)
    _require(by, "change", version)
    if version.closed_at is not None:
        raise Refused("Bản này đã đóng: không dùng làm gốc cho bản mới được.")
    _refuse_second(version)
    fresh = _next_version(version.item, Change.UPDATE)
    fresh.written_by, fresh.written_by_name = by, name_of(by)
    fresh.save(force_insert=True)
    Writer.objects.create(version=fresh, user=by, user_name=name_of(by))
    _note(fresh, "open_version", by)
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
    version = _locked(version)
    _require(by, "change", version)
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
    version = _locked(version)
    _require(by, "change", version)
    if not version.is_working:
        raise Refused("Chỉ bỏ được bản chưa duyệt; bản đã đăng thì gỡ, không xóa.")
    version.record.delete()


@verb
def submit(version: Version, *, by: Any, note: str = "", at: Any = None) -> Version:
    """Ask for approval."""
    version = _locked(version)
    _require(by, "change", version)
    _require_state(version, State.DRAFT, State.RETURNED)
    _refuse_blocked(unexplained(version))
    version.state, version.submitted_at = State.SUBMITTED, at or timezone.now()
    version.save(update_fields=["state", "submitted_at"])
    return _note(version, "submit", by, note)


@verb
def take_back(version: Version, *, by: Any, reason: str = "", at: Any = None) -> Version:
    """Take a submitted version back to work on, or a scheduled one back to wait for approval."""
    at = at or timezone.now()
    version = _locked(version)
    if version.state == State.SUBMITTED:
        _require(by, "change", version)
        version.state = State.DRAFT
        version.save(update_fields=["state"])
    elif version.is_scheduled(at):
        _require_either(by, version)
        _unschedule(version, at)
    else:
        raise Refused("Bản này không chờ duyệt và không hẹn giờ: không có gì để rút lại.")
    return _note(version, "take_back", by, reason)


# --- Deciding ---------------------------------------------------------------------------------


@verb
def return_(version: Version, *, by: Any, reason: str, seen: int | None = None) -> Version:
    """Send a submitted version back to its writers with a comment."""
    version = _locked(version)
    _require(by, "publish", version)
    _require_state(version, State.SUBMITTED)
    _require_text(reason, "Ghi góp ý để người soạn biết cần sửa gì.")
    _refuse_stale(version, seen)
    version.state = State.RETURNED
    version.save(update_fields=["state"])
    return _note(version, "return_", by, reason)


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
    at = at or timezone.now()
    version = _locked(version)
    _require(by, "publish", version)
    _require_state(version, State.SUBMITTED)
    _refuse_stale(version, seen)
    if version.writers.filter(user=by).exists():
        raise Refused(
            "Bạn đã soạn hoặc sửa bản này nên không tự duyệt được: hãy nhờ người khác duyệt."
        )
    _publish(version, by, minute, at)
    return _note(version, "approve", by, note, minute)


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
    at = at or timezone.now()
    version = _locked(version)
    _require(by, "publish", version)
    _require_state(version, *WORKING)
    _require_text(reason, "Đăng không qua người thứ hai thì phải ghi lý do.")
    _refuse_stale(version, seen)
    version.is_forced, version.force_reason = True, reason
    _publish(version, by, minute, at)
    return _note(version, "force", by, reason, minute)


@verb
def review(version: Version, *, by: Any, note: str = "", at: Any = None) -> Version:
    """Take the flag off a forced publication, as a second person who has looked at it."""
    version = _locked(version)
    _require(by, "publish", version)
    if not version.needs_review or version.state != State.APPROVED:
        raise Refused("Bản này không chờ xem lại.")
    if version.approved_by_id == by.pk or version.writers.filter(user=by).exists():
        raise Refused("Người xem lại phải khác người đã soạn và người đã đăng bản này.")
    version.reviewed_by, version.reviewed_by_name = by, name_of(by)
    version.reviewed_at = at or timezone.now()
    version.save(update_fields=["reviewed_by", "reviewed_by_name", "reviewed_at"])
    return _note(version, "review", by, note)


@verb
def withdraw(
    version: Version, *, by: Any, reason: str, minute: datetime.datetime | None = None, at=None
) -> Version:
    """End the public version without a successor, now or from `minute` on.

    The reason is public: it stands at the address in place of the content.
    """
    at = at or timezone.now()
    version = _locked(version)
    _require(by, "publish", version)
    _require_text(reason, "Ghi lý do gỡ: người đọc sẽ thấy lý do này ở địa chỉ cũ.")
    if not version.is_public(at):
        raise Refused("Chỉ gỡ được bản đang công khai.")
    if version.public_until is not None:
        raise Refused(f"Bản này đã hẹn hết công khai {moment(version.public_until)}: bỏ hẹn trước.")
    version.public_until = _moment_of(minute, at)
    version.withdrawal_reason = reason
    version.save(update_fields=["public_until", "withdrawal_reason"])
    return _note(version, "withdraw", by, reason, minute)


@verb
def keep(version: Version, *, by: Any, reason: str = "", at: Any = None) -> Version:
    """Call off a withdrawal whose minute has not come."""
    version = _locked(version)
    _require(by, "publish", version)
    if not version.withdrawal_reason or version.is_over(at):
        raise Refused("Bản này không có hẹn gỡ nào để bỏ.")
    version.public_until, version.withdrawal_reason = None, ""
    version.save(update_fields=["public_until", "withdrawal_reason"])
    return _note(version, "keep", by, reason)


@verb
def ask_closing(version: Version, *, by: Any, ground: str, at: Any = None) -> Version:
    """Ask that an old version be closed to readers, on a legal ground; a second person decides."""
    at = at or timezone.now()
    version = _locked(version)
    _require(by, "publish", version)
    _require_text(ground, "Ghi căn cứ pháp lý: điều, khoản, tên văn bản.")
    if not version.is_over(at):
        raise Refused("Chỉ đóng được bản cũ; bản đang đăng thì gỡ hoặc thay.")
    if version.close_asked_at is not None:
        raise Refused("Bản này đã có đề nghị đóng.")
    version.close_ground, version.close_asked_at = ground, at
    version.close_asked_by, version.close_asked_by_name = by, name_of(by)
    version.save()
    return _note(version, "ask_closing", by, ground)


@verb
def close(version: Version, *, by: Any, at: Any = None) -> Version:
    """Close an old version that another person asked to close; its note stays."""
    version = _locked(version)
    _require(by, "publish", version)
    if version.close_asked_at is None or version.closed_at is not None:
        raise Refused("Bản này không chờ đóng.")
    if version.close_asked_by_id == by.pk:
        raise Refused("Người đóng phải khác người đề nghị.")
    version.closed_at = at or timezone.now()
    version.closed_by, version.closed_by_name = by, name_of(by)
    version.save()
    return _note(version, "close", by, version.close_ground)


@verb
def refuse_closing(version: Version, *, by: Any, reason: str) -> Version:
    """Turn down, or take back, the request to close an old version."""
    version = _locked(version)
    _require(by, "publish", version)
    _require_text(reason, "Ghi vì sao không đóng.")
    if version.close_asked_at is None or version.closed_at is not None:
        raise Refused("Bản này không chờ đóng.")
    version.close_ground, version.close_asked_at = "", None
    version.close_asked_by, version.close_asked_by_name = None, ""
    version.save()
    return _note(version, "refuse_closing", by, reason)


# --- Preview links ----------------------------------------------------------------------------


@verb
def share_preview(
    version: Version, *, by: Any, lasts: datetime.timedelta, at: Any = None
) -> tuple[PreviewLink, str]:
    """Make a preview link; return it and its secret, which is never to be had again."""
    at = at or timezone.now()
    version = _locked(version)
    _require_either(by, version)
    if version.is_over(at) or version.is_public(at):
        raise Refused("Chỉ bản chưa công khai mới cần liên kết xem trước.")
    if not datetime.timedelta(0) < lasts <= LONGEST_PREVIEW:
        raise Refused(f"Liên kết xem trước có hạn từ 1 giờ đến {LONGEST_PREVIEW.days} ngày.")
    secret = secrets.token_urlsafe(24)
    link = PreviewLink.objects.create(
        version=version,
        digest=digest_of(secret),
        made_by=by,
        made_by_name=name_of(by),
        made_at=at,
        expires_at=at + lasts,
    )
    _note(version, "share_preview", by, minute=link.expires_at)
    return link, secret


@verb
def revoke_preview(link: Any, *, by: Any, at: Any = None) -> PreviewLink:
    """Make a preview link open no more."""
    version = _locked(link.version)
    _require_either(by, version)
    link = PreviewLink.objects.select_for_update().filter(pk=link.pk).first()
    if link is None:
        raise Refused("Liên kết này không còn: bản mà nó mở đã bị bỏ.")
    if link.revoked_at is None:
        link.revoked_at = at or timezone.now()
        link.save(update_fields=["revoked_at"])
        _note(version, "revoke_preview", by)
    return link


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


# --- Machines ---------------------------------------------------------------------------------


@transaction.atomic
def release(
    record: Versioned, *, actor: str, at: datetime.datetime | None = None, note: str = ""
) -> Version:
    """Publish what a machine read from a source ("theo nguồn"): no approval, the actor noted.

    `at` may lie in the past: what comes with the portal is public from the day of its source.
    """
    version = _locked(record.version)
    _require_state(version, *WORKING)
    version.is_from_source = True
    version.written_by_name = version.written_by_name or actor
    version.change_note = version.change_note or note
    if version.change != Change.FIRST and not version.change_note:
        version.change_note = "Cập nhật theo nguồn."
    _make_public(version, at or timezone.now())
    version.save()
    record.version = version
    Move.objects.create(version=version, verb="release", by_name=actor, reason=note)
    return version


@transaction.atomic
def open_for_source(record: Versioned) -> Any:
    """Begin a new version for a machine that read its source again; see `release`."""
    version = _locked(record.version)
    _refuse_second(version)
    if version.withdrawal_reason:
        raise Refused("Đã gỡ hoặc hẹn gỡ: dữ liệu nguồn không tự đăng lại.")
    fresh = _next_version(version.item, Change.UPDATE)
    fresh.is_from_source = True
    fresh.save(force_insert=True)
    return copy_into(type(record)._default_manager.get(pk=record.pk), fresh)


# --- What the verbs stand on ------------------------------------------------------------------


def _locked(version: Version) -> Version:
    """Lock the item, then read the version afresh; refuse where it is gone."""
    Item.objects.select_for_update().filter(pk=version.item_id).first()
    fresh = (
        Version.objects.select_for_update(of=("self",))
        .select_related("item")
        .filter(pk=version.pk)
        .first()
    )
    if fresh is None:
        raise Refused("Bản này vừa bị bỏ: hãy tải lại danh sách.")
    return fresh


def may(user: Any, action: str, version: Version) -> bool:
    """Say whether `user` holds the right to "change" or to "publish" records of that kind."""
    app, _, model = version.item.kind.partition(".")
    return user.is_active and user.has_perm(f"{app}.{action}_{model}")


def _afresh(by: Any) -> Any:
    """Read the account again: its rights may have been taken while the page was open."""
    found = get_user_model().objects.filter(pk=by.pk).first()
    if found is None:
        raise Refused("Tài khoản của bạn không còn: hãy đăng nhập lại.")
    return found


def _require(by: Any, action: str, version: Version) -> None:
    if not may(_afresh(by), action, version):
        what = {"change": "sửa", "publish": "duyệt đăng"}[action]
        raise Refused(f"Tài khoản của bạn không có quyền {what} loại bản ghi này.")


def _require_either(by: Any, version: Version) -> None:
    account = _afresh(by)
    if not (may(account, "change", version) or may(account, "publish", version)):
        raise Refused("Tài khoản của bạn không có quyền với loại bản ghi này.")


def _require_state(version: Version, *states: str) -> None:
    if version.state not in states:
        told = State(version.state).label
        raise Refused(
            f"Bản này đang ở trạng thái “{told}”, không làm việc này được. Tải lại trang."
        )


def _require_text(text: str, sentence: str) -> None:
    if not text.strip():
        raise Refused(sentence)


def _refuse_stale(version: Version, seen: int | None) -> None:
    if seen is not None and version.edits != seen:
        raise Stale


def _refuse_blocked(found: list[str]) -> None:
    if found:
        raise Refused(*found)


def _refuse_second(version: Version) -> None:
    other = version.item.versions.working().first()
    if other is not None:
        who = f" ({other.written_by_name})" if other.written_by_name else ""
        raise Refused(f"Đã có phiên bản {other.number} đang soạn{who}: hãy sửa tiếp bản ấy.")
    scheduled = version.item.versions.scheduled().first()
    if scheduled is not None:
        raise Refused(
            f"Phiên bản {scheduled.number} đã hẹn đăng {moment(scheduled.public_from)}: "
            "bỏ hẹn rồi sửa bản ấy."
        )


def _next_version(item: Item, change: str) -> Version:
    last = item.versions.aggregate(last=Max("number"))["last"] or 0
    return Version(item=item, number=last + 1, change=change)


def _moment_of(minute: datetime.datetime | None, at: datetime.datetime) -> datetime.datetime:
    """Return the minute asked for, or now; refuse one that has passed."""
    if minute is None:
        return at
    minute = minute.replace(second=0, microsecond=0)
    if minute <= at:
        raise Refused(
            f"{moment(minute)} đã qua: chọn một giờ sau {moment(at)}, hoặc để trống để làm ngay."
        )
    return minute


def _publish(version: Version, by: Any, minute: datetime.datetime | None, at) -> None:
    public_from = _moment_of(minute, at)
    _refuse_blocked(blockers(version.record, public_from))
    version.approved_by, version.approved_by_name = by, name_of(by)
    version.approved_at = at
    _make_public(version, public_from)
    version.save()


def _make_public(version: Version, public_from: datetime.datetime) -> None:
    """Give the version its span, and end the one that is public when it begins."""
    others = version.item.versions.exclude(pk=version.pk).filter(public_from__lt=public_from)
    others.filter(public_until=None).update(public_until=public_from)
    version.state, version.public_from = State.APPROVED, public_from


def _unschedule(version: Version, at: datetime.datetime) -> None:
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


def _note(version: Version, step: str, by: Any, reason: str = "", minute=None) -> Version:
    Move.objects.create(
        version=version, verb=step, by=by, by_name=name_of(by), reason=reason, minute=minute
    )
    return version
