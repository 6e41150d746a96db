"""Plain helpers that make what tests of publishing need."""

import datetime
import itertools

from django.contrib.auth.models import Permission
from django.utils import timezone

from laocai_ict.accounts.models import User
from laocai_ict.publishing import services

LONG_AGO = datetime.datetime(2018, 1, 1, tzinfo=timezone.get_default_timezone())
_numbers = itertools.count(1)
EXPLAINED = ("change", "note", "was_wrong", "is_right", "decided_by")


def published(record, at=LONG_AGO):
    """Make a draft public from `at`, as a loader does; None leaves it a draft. Return it."""
    if at is not None:
        services.release(record, actor="kiểm thử", at=at)
    return record


def revised(record, at=None, **values):
    """Make another version of a record public, as staff do by forcing; `at` may be in the future.

    `values` are its columns; change, note, was_wrong, is_right and decided_by say why.
    """
    by = User.objects.create_superuser(f"nguoi-sua-{next(_numbers)}")
    told = {"change": "update", "note": "Nguồn sửa số."}
    told |= {name: values.pop(name) for name in EXPLAINED if name in values}
    fresh = services.open_version(record, by=by)
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.save()
    version = services.explain(fresh.version, by=by, **told)
    services.force(version, by=by, reason="kiểm thử", seen=version.edits, minute=at)
    return type(record).objects.get(pk=fresh.pk)


def withdrawn(record, at=None, reason="Gỡ để kiểm thử."):
    """End the public version of a record, now or at a minute in the future."""
    by = User.objects.create_superuser(f"nguoi-go-{next(_numbers)}")
    return services.withdraw(record.version, by=by, reason=reason, minute=at)


def account(*rights, name=None, **values):
    """Return a staff account that holds `rights`, such as "egov.publish_procedure"."""
    user = User.objects.create_user(name or f"can-bo-{next(_numbers)}", is_staff=True, **values)
    for right in rights:
        app, _, codename = right.partition(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    return User.objects.get(pk=user.pk)
