"""Who is told that a deadline moved, and who else joins in the same transaction."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q

from .models import Deadline, Decision, Notice, Shift

_listeners: list[Callable[[Decision, Sequence[Shift]], None]] = []


def on_shift(listener: Callable[[Decision, Sequence[Shift]], None]) -> None:
    """Register who is called with each decision and its shifts, inside its transaction.

    Registered in `AppConfig.ready()`; an outbox writes its mails here, so that they are sent only
    if the deadlines have moved. What it raises undoes the decision.
    """
    _listeners.append(listener)


def forget(listener: Callable[[Decision, Sequence[Shift]], None]) -> None:
    """Take a listener off again; for tests."""
    _listeners.remove(listener)


def concerned(deadlines: Sequence[Deadline]) -> dict[int, list[Any]]:
    """Return by deadline the active accounts that its move is told to; three queries.

    The people who follow it, and the staff of its agency. Where there is neither, everybody whose
    task it is to follow deadlines, so that no move goes unnoticed.
    """
    staff = get_user_model().objects.filter(is_active=True)
    of: dict[int, dict[int, Any]] = defaultdict(dict)
    keys = [one.pk for one in deadlines]
    links = Deadline.people.through.objects.filter(deadline__in=keys, user__is_active=True)
    for link in links.select_related("user").order_by("user"):
        of[link.deadline_id][link.user_id] = link.user
    agencies = {one.agency_id for one in deadlines} - {None}
    by_agency: dict[int, list[Any]] = defaultdict(list)
    for user in staff.filter(agency__in=agencies).order_by("pk") if agencies else ():
        by_agency[user.agency_id].append(user)
    for one in deadlines:
        of[one.pk] |= {user.pk: user for user in by_agency.get(one.agency_id, ())}
    if any(not of[key] for key in keys):
        everybody = {user.pk: user for user in staff.filter(_follows()).distinct().order_by("pk")}
        for key in keys:
            of[key] = of[key] or everybody
    return {key: list(users.values()) for key, users in of.items()}


def tell(decision: Decision, shifts: Sequence[Shift]) -> None:
    """Leave a notice for everybody concerned, then let the listeners do their part."""
    users = concerned([shift.deadline for shift in shifts])
    Notice.objects.bulk_create(
        Notice(shift=shift, user=user) for shift in shifts for user in users[shift.deadline_id]
    )
    for listener in _listeners:
        listener(decision, shifts)


def _follows() -> Q:
    """Return the condition on accounts that they were given the right to change deadlines."""
    right = Permission.objects.filter(
        content_type__app_label="deadlines", codename="change_deadline"
    )
    return Q(groups__permissions__in=right) | Q(user_permissions__in=right)
