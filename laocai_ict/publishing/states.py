"""The state of a version in the words of staff, and the steps that led to it."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from laocai_ict.display.dates import moment

from .models import Version

State = Version.State

STEP_WORDS = {
    "open_version": "soạn phiên bản mới",
    "submit": "gửi duyệt",
    "take_back": "rút lại",
    "return_": "trả lại",
    "approve": "duyệt",
    "force": "đăng không qua người thứ hai",
    "review": "đã xem lại",
    "withdraw": "gỡ",
    "keep": "bỏ hẹn gỡ",
    "ask_closing": "đề nghị đóng bản cũ",
    "close": "đóng bản cũ",
    "refuse_closing": "không đóng bản cũ",
    "share_preview": "tạo liên kết xem trước",
    "revoke_preview": "thu hồi liên kết xem trước",
    "release": "đăng theo nguồn",
}
"""what the log of steps calls each verb"""


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
