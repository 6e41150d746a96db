"""Accounts for tests, each with the one password."""

from django.contrib.auth.models import Group

from laocai_ict.accounts.models import User

PASSWORD = "ruong-bac-thang-2018"


def make_user(username="an", *, group=None, **fields):
    usual = {"is_staff": True, "display_name": username.title()}
    user = User.objects.create_user(username, password=PASSWORD, **usual | fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def make_superuser(username="quan-tri-vien", **fields):
    return make_user(username, is_superuser=True, **fields)
