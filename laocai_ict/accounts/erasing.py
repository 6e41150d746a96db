"""Erasing a person: what the portal knows of them goes, what they did stays under their name."""

from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction

from laocai_ict import history
from laocai_ict.history.coverage import is_outside, private_columns

from .models import User


@transaction.atomic
def erase(user: User, *, by: Any, reason: str) -> User:
    """Empty the personal columns of an account and close it for good; return it.

    The name shown to others stays, as the name of whoever acted: the law wants to know who did what
    in office. History holds no copy of personal columns. What history leaves out altogether and
    belongs to the account (sessions, kept forms) is deleted.
    """
    with history.acting(by=by, reason=reason):
        user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        for column in private_columns(User):
            setattr(user, User._meta.get_field(column).attname, "")
        user.set_unusable_password()
        user.is_active = user.is_staff = user.is_superuser = False
        user.save()
        user.groups.clear()
        for relation in User._meta.related_objects:
            if is_outside(relation.related_model):
                relation.related_model._base_manager.filter(**{relation.field.name: user}).delete()
        for session in Session.objects.all():
            if session.get_decoded().get("_auth_user_id") == str(user.pk):
                session.delete()
    return user
