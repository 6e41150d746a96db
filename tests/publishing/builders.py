"""Plain helpers that make what tests of publishing need."""

import datetime
import itertools

from django.contrib.auth.models import Permission
from django.utils import timezone

from laocai_ict.accounts.models import User
from laocai_ict.publishing import services

LONG_AGO = datetime.datetime(2018, 1, 1, tzinfo=timezone.get_default_timezone())
_numbers = itertools.count(1)


def published(record, at=LONG_AGO):
    """Make a draft public from `at`, as a loader does; None leaves it a draft. Return it."""
    if at is not None:
        services.release(record, actor="kiểm thử", at=at)
    return record


def account(*rights, name=None, **values):
    """Return a staff account that holds `rights`, such as "egov.publish_procedure"."""
    user = User.objects.create_user(name or f"can-bo-{next(_numbers)}", is_staff=True, **values)
    for right in rights:
        app, _, codename = right.partition(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    return User.objects.get(pk=user.pk)
