"""Makes office hours and rules for tests, far in the past, where no loaded row stands."""

import datetime

from laocai_ict.deadlines.models import DeadlineRule, OfficeHours
from tests.reference.builders import make_source


def make_hours(**fields):
    """Make office hours of the year 1900: 07:00-11:00, 13:00-16:00."""
    usual = {
        "valid_from": datetime.date(1900, 1, 1),
        "valid_until": datetime.date(1901, 1, 1),
        "morning_from": datetime.time(7),
        "morning_until": datetime.time(11),
        "afternoon_from": datetime.time(13),
        "afternoon_until": datetime.time(16),
    }
    if "source" not in fields:
        usual["source"] = make_source()
    # Those that come with the portal hold since ever: make room for the past.
    OfficeHours.objects.filter(valid_from=None).update(valid_from=datetime.date(2017, 1, 1))
    return OfficeHours.objects.create(**usual | fields)


def make_rule(**fields):
    """Make a rule of the year 1900: five working days after a request came in."""
    usual = {
        "field": DeadlineRule.Field.PRESS,
        "code": "viec-thu",
        "name": "Việc thử",
        "start_event": "nhận được đề nghị",
        "amount": 5,
        "unit": "working_days",
        "legal_basis": "Luật thử",
        "article": "Điều 1",
        "valid_from": datetime.date(1900, 1, 1),
        "valid_until": datetime.date(1901, 1, 1),
    }
    if "source" not in fields:
        usual["source"] = make_source()
    return DeadlineRule.objects.create(**usual | fields)
