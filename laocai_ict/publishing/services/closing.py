"""Verbs that close an old version to readers: two people and a legal ground."""

from typing import Any

from django.utils import timezone

from laocai_ict.publishing.models import Version
from laocai_ict.publishing.models.versions import name_of
from laocai_ict.publishing.refusal import Refused

from .ground import locked, log_step, require, require_text, verb


@verb
def ask_closing(version: Version, *, by: Any, ground: str, at: Any = None) -> Version:
    """Ask that an old version be closed to readers, on a legal ground; a second person decides."""
    version = locked(version)
    at = at or timezone.now()
    require(by, "publish", version)
    require_text(ground, "Ghi căn cứ pháp lý: điều, khoản, tên văn bản.")
    if not version.is_over(at):
        raise Refused("Chỉ đóng được bản cũ; bản đang đăng thì gỡ hoặc thay.")
    if version.close_asked_at is not None:
        raise Refused("Bản này đã có đề nghị đóng.")
    version.close_ground, version.close_asked_at = ground, at
    version.close_asked_by, version.close_asked_by_name = by, name_of(by)
    version.save()
    return log_step(version, "ask_closing", by, ground)


@verb
def close(version: Version, *, by: Any, at: Any = None) -> Version:
    """Close an old version that another person asked to close; its note stays."""
    version = locked(version)
    require(by, "publish", version)
    if version.close_asked_at is None or version.closed_at is not None:
        raise Refused("Bản này không chờ đóng.")
    if version.close_asked_by_id == by.pk:
        raise Refused("Người đóng phải khác người đề nghị.")
    version.closed_at = at or timezone.now()
    version.closed_by, version.closed_by_name = by, name_of(by)
    version.save()
    return log_step(version, "close", by, version.close_ground)


@verb
def refuse_closing(version: Version, *, by: Any, reason: str) -> Version:
    """Turn down, or take back, the request to close an old version."""
    version = locked(version)
    require(by, "publish", version)
    require_text(reason, "Ghi vì sao không đóng.")
    if version.close_asked_at is None or version.closed_at is not None:
        raise Refused("Bản này không chờ đóng.")
    version.close_ground, version.close_asked_at = "", None
    version.close_asked_by, version.close_asked_by_name = None, ""
    version.save()
    return log_step(version, "refuse_closing", by, reason)
