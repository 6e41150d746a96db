"""Followed deadlines for tests, in a spring whose holidays the portal comes with.

Ten working days from Friday 17/04/2026 end on Wednesday 06/05/2026: Monday 27/04, Thursday 30/04
and Friday 01/05 are days off.
"""

import datetime

from django.utils import timezone

from laocai_ict.deadlines import deviations, services
from laocai_ict.deadlines.models import Deadline
from laocai_ict.reference.models import CalendarDay
from tests.deadlines.rule_builders import make_rule
from tests.publishing.builders import account
from tests.reference.builders import make_source

START = datetime.datetime(2026, 4, 17, 9, tzinfo=timezone.get_default_timezone())
DUE_DAY = datetime.date(2026, 5, 6)
NEW_DAY = datetime.date(2026, 5, 7)
"""the last day once `day_off()` has been entered"""


def rule(**fields):
    usual = {
        "code": "theo-doi-thu",
        "amount": 10,
        "valid_from": None,
        "valid_until": None,
        "pause_ground": "chờ bổ sung hồ sơ",
        "extension_ground": "vụ việc phức tạp",
        "extension_amount": 5,
    }
    return make_rule(**usual | fields)


def tracker(**values):
    """Return an account that follows deadlines by hand."""
    rights = [f"deadlines.{action}_deadline" for action in ("view", "add", "change")]
    return account(*rights, **values)


def decider(*more, **values):
    rights = ("view_deadline", "decide_shift", "view_decision")
    return account(*(f"deadlines.{right}" for right in rights), *more, **values)


def opened(title="Trả lời thư", by=None, **values) -> Deadline:
    usual = {"started_at": START}
    if "rule" not in values:
        usual["rule"] = found if (found := _only_rule()) else rule()
    return services.open_(title=title, by=by or tracker(), **usual | values)


def _only_rule():
    from laocai_ict.deadlines.models import DeadlineRule

    return DeadlineRule.objects.filter(code="theo-doi-thu").first()


def day_off(date=datetime.date(2026, 4, 29), kind="swapped", **values):
    """Enter a day off, as a swap that the government announces late."""
    usual = {"name": "Nghỉ hoán đổi", "source": make_source()}
    return CalendarDay.objects.create(date=date, kind=kind, **usual | values)


def decided(*chosen, by=None, **values):
    """Move the chosen deadlines as somebody does who has just looked at the list."""
    seen = deviations.shown(deviations.deviating())
    usual = {"reason": "Chính phủ cho nghỉ hoán đổi.", "seen": seen}
    return services.decide_shift([one.pk for one in chosen], by=by or decider(), **usual | values)


def fresh(deadline) -> Deadline:
    return Deadline.objects.get(pk=deadline.pk)
