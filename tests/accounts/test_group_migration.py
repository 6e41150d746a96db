"""The former offices become groups of authors, with their members."""

import pytest
from django.contrib.auth.models import Group
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from laocai_ict.accounts.models import User
from laocai_ict.history.roles import OWNER, migrating

pytestmark = pytest.mark.django_db(databases=["default", OWNER])

BEFORE = [("accounts", "0002_groups")]
AFTER = [("accounts", "0003_authors_and_approvers")]


@pytest.fixture(autouse=True)
def as_owner():
    """Do everything in the transaction of the migrating role, which alone may migrate."""
    with migrating():
        yield


def migrate(target):
    MigrationExecutor(connections[OWNER]).migrate(target)


def test_members_go_on_as_authors_and_nobody_becomes_an_approver():
    migrate(BEFORE)
    Group.objects.exclude(name__in=["Phòng báo chí", "Dữ liệu tham chiếu", "Chỉ xem"]).delete()
    for name, group in [("an", "Phòng báo chí"), ("binh", "Dữ liệu tham chiếu")]:
        User.objects.create(username=name).groups.add(Group.objects.get(name=group))

    migrate(AFTER)

    def held(name):
        return set(User.objects.get(username=name).groups.values_list("name", flat=True))

    assert held("an") == {"Báo chí: soạn"}
    assert held("binh") == {"Dữ liệu tham chiếu", "Giới thiệu: soạn"}
    assert not Group.objects.filter(name="Phòng báo chí").exists()
    assert Group.objects.filter(name="Báo chí: duyệt").exists()


def test_a_group_that_already_has_the_new_name_takes_the_members_in():
    migrate(BEFORE)
    Group.objects.get_or_create(name="Phòng báo chí")
    Group.objects.get_or_create(name="Báo chí: soạn")
    an = User.objects.create(username="an")
    an.groups.add(Group.objects.get(name="Phòng báo chí"))

    migrate(AFTER)

    assert [group.name for group in an.groups.all()] == ["Báo chí: soạn"]
