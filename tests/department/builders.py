"""Plain builders of the department's records, with fixed values."""

import datetime

from laocai_ict.department.models import Contact, DepartmentName, Duty, Leader, Milestone
from laocai_ict.reference.models import Source


def make_source(key="nguon-thu", **fields):
    return Source.objects.create(**{"key": key, "title": "Nguồn thử"} | fields)


def make_name(**fields):
    usual = {"name": "Sở Thử", "valid_from": datetime.date(2030, 1, 1)}
    return DepartmentName.objects.create(**usual | fields)


def make_milestone(**fields):
    usual = {"title": "Việc thử", "happened_on": datetime.date(2020, 5, 17)}
    if "source" not in fields:
        usual["source"] = make_source(f"nguon-{Milestone.objects.count()}")
    return Milestone.objects.create(**usual | fields)


def make_duty(**fields):
    usual = {"kind": Duty.Kind.FIELD, "order": 90, "title": "Việc", "text": "Làm việc"}
    if "source" not in fields:
        usual["source"] = make_source(f"nguon-{Duty.objects.count()}")
    return Duty.objects.create(**usual | fields)


def make_leader(**fields):
    return Leader.objects.create(**{"order": 90, "post": "Chánh Văn phòng"} | fields)


def set_contact(kind, value):
    Contact.objects.filter(kind=kind).update(value=value)
