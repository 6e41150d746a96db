"""Verbs of preview links."""

import datetime
import hashlib
import secrets
from typing import Any

from django.utils import timezone

from laocai_ict.publishing.models import PreviewLink, Version
from laocai_ict.publishing.models.versions import name_of
from laocai_ict.publishing.refusal import Refused

from .ground import locked, log_step, require_either, verb

LONGEST_PREVIEW = datetime.timedelta(days=30)


@verb
def share_preview(
    version: Version, *, by: Any, lasts: datetime.timedelta, at: Any = None
) -> tuple[PreviewLink, str]:
    """Make a preview link; return it and its secret, which is never to be had again."""
    version = locked(version)
    at = at or timezone.now()
    require_either(by, version)
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
    log_step(version, "share_preview", by, minute=link.expires_at)
    return link, secret


@verb
def revoke_preview(link: Any, *, by: Any, at: Any = None) -> PreviewLink:
    """Make a preview link open no more."""
    version = locked(link.version)
    require_either(by, version)
    link = PreviewLink.objects.select_for_update().filter(pk=link.pk).first()
    if link is None:
        raise Refused("Liên kết này không còn: bản mà nó mở đã bị bỏ.")
    if link.revoked_at is None:
        link.revoked_at = at or timezone.now()
        link.save(update_fields=["revoked_at"])
        log_step(version, "revoke_preview", by)
    return link


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
