"""What every verb of deadlines stands on: one transaction, locks, rights, refusals."""

import datetime
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from laocai_ict.deadlines.models import Deadline, DeadlineRule
from laocai_ict.display.dates import moment
from laocai_ict.display.refusals import Refused
from laocai_ict.history import acting
from laocai_ict.publishing.models.versions import name_of

VERBS: dict[str, Callable[..., Any]] = {}
"""every verb by name, for the pages and for the tests that race them"""
SOFTWARE = "phần mềm"
"""who acts where nobody does: what a record's own app does by rule"""
WHY = ("reason", "ground", "outcome")


def verb(step: Callable[..., Any]) -> Callable[..., Any]:
    """Make a step one transaction that tells history who acts and why."""

    @wraps(step)
    def whole(*args: Any, by: Any, **given: Any) -> Any:
        why = next((given[name] for name in WHY if given.get(name)), "")
        with acting(by=by, reason=why), transaction.atomic():
            return step(*args, by=by, **given)

    VERBS[step.__name__] = whole
    return whole


def may(user: Any, action: str, kind: str = "") -> bool:
    """Say whether `user` may "add" or "change" deadlines of that kind of record.

    Deadlines of a record follow the right to change that record; those entered by hand have
    rights of their own.
    """
    if not user.is_active:
        return False
    if not kind:
        return user.has_perm(f"deadlines.{action}_deadline")
    app, _, model = kind.partition(".")
    return user.has_perm(f"{app}.change_{model}")


def require(by: Any, action: str, kind: str) -> None:
    """Refuse who may not; nobody at all may where a record's own app acts by rule."""
    if by is None:
        if kind:
            return
        raise Refused("Không rõ ai làm việc này.")
    if not may(afresh(by), action, kind):
        raise Refused("Tài khoản của bạn không có quyền với thời hạn loại này.")


def afresh(by: Any) -> Any:
    """Read the account again: its rights may have been taken while the page was open."""
    found = get_user_model().objects.filter(pk=by.pk).first()
    if found is None:
        raise Refused("Tài khoản của bạn không còn: hãy đăng nhập lại.")
    return found


def locked(deadline: Deadline) -> Deadline:
    """Lock the row and read it afresh; refuse where it is gone."""
    found = (
        Deadline.objects.select_for_update(of=("self",))
        .select_related("rule")
        .filter(pk=deadline.pk)
        .first()
    )
    if found is None:
        raise Refused("Thời hạn này không còn: hãy tải lại danh sách.")
    return found


def require_open(deadline: Deadline) -> None:
    if deadline.closed_at is not None:
        raise Refused(
            f"Thời hạn “{deadline}” đã xong {moment(deadline.closed_at)} nên không đổi được nữa."
        )


def require_text(text: str, sentence: str) -> str:
    if not text.strip():
        raise Refused(sentence)
    return text.strip()


def past(at: datetime.datetime | None) -> datetime.datetime:
    """Return the moment of a step: now, or an earlier one that staff write down later."""
    now = timezone.now()
    if at is not None and at > now:
        raise Refused(f"{moment(at)} chưa tới: chỉ ghi được việc đã xảy ra.")
    return at or now


def called(by: Any) -> str:
    return name_of(by) or SOFTWARE


def knows(rule: DeadlineRule, ground: str, what: str) -> None:
    """Refuse to move the date where the row of the rule does not know such a ground."""
    if not ground:
        raise Refused(
            f"Quy định “{rule}” không có trường hợp {what}: thời hạn theo quy định vẫn giữ nguyên."
        )
