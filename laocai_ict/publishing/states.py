"""The state of a version in the words of staff."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from laocai_ict.display.dates import moment

from .models import Version

State = Version.State


@dataclass(frozen=True)
class Mark:
    """A state in words, with the class of its shape and colour (tokens: todo, wait, ok, …)."""

    words: str
    tone: str


def mark_of(version: Version, at: datetime.datetime | None = None) -> Mark:
    """Return how lists and pages mark the state of `version` at the moment `at`."""
    at = at or timezone.now()
    if version.state == State.DRAFT:
        return Mark("bản thảo", "todo")
    if version.state == State.SUBMITTED:
        return Mark("chờ duyệt", "wait")
    if version.state == State.RETURNED:
        return Mark("trả lại", "late")
    if version.is_over(at):
        return Mark("đã gỡ" if version.withdrawal_reason else "bản cũ", "hold")
    if version.needs_review:
        return Mark("đăng không qua người thứ hai – chờ xem lại", "late")
    if version.is_scheduled(at):
        return Mark(f"hẹn đăng {moment(version.public_from)}", "wait")
    if version.withdrawal_reason:
        return Mark(f"đang đăng, hẹn gỡ {moment(version.public_until)}", "ok")
    return Mark("đăng theo nguồn" if version.is_from_source else "đang đăng", "ok")
