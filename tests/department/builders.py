"""Plain builders of the department's records, with fixed values."""

import datetime

from laocai_ict.department.models import Contact, DepartmentName, Duty, Leader, Milestone
from laocai_ict.publishing import services
from laocai_ict.reference.models import Source
from tests.publishing.builders import LONG_AGO, published


def make_source(key="nguon-thu", **fields):
    return Source.objects.create(**{"key": key, "title": "Nguồn thử"} | fields)


def make_name(**fields):
    usual = {"name": "Sở Thử", "valid_from": datetime.date(2030, 1, 1)}
    return DepartmentName.objects.create(**usual | fields)


def make_milestone(published_at=LONG_AGO, **fields):
    usual = {"title": "Việc thử", "happened_on": datetime.date(2020, 5, 17)}
    if "source" not in fields:
        usual["source"] = make_source(f"nguon-{Milestone.objects.count()}")
    return published(Milestone.objects.create(**usual | fields), published_at)


def make_duty(published_at=LONG_AGO, **fields):
    usual = {"kind": Duty.Kind.FIELD, "order": 90, "title": "Việc", "text": "Làm việc"}
    if "source" not in fields:
        usual["source"] = make_source(f"nguon-{Duty.objects.count()}")
    return published(Duty.objects.create(**usual | fields), published_at)


def make_leader(published_at=LONG_AGO, **fields):
    usual = {"order": 90, "post": "Chánh Văn phòng"}
    return published(Leader.objects.create(**usual | fields), published_at)


def set_contact(kind, value, at=None):
    """Have the contact say `value` from `at` on (now by default), in a new version."""
    fresh = services.open_for_source(Contact.objects.newest().get(kind=kind))
    fresh.value = value
    fresh.save()
    services.release(fresh, actor="kiểm thử", at=at)
    return fresh
