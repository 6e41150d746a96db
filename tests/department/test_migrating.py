"""The introduction was public before there were versions: it goes on as version 1."""

import pytest
from django.db import connections

from laocai_ict.department.models import Contact, Leader
from laocai_ict.history.roles import OWNER, migrating
from laocai_ict.search import sync
from tests.egov.test_migrating import migrate

BEFORE = [("department", "0001_initial")]
WITH_VERSIONS = [("department", "0004_versions_required")]


def drop_triggers():
    """Take off the triggers of records with versions: `migrate` makes them when all is done."""
    sync.stop(OWNER)
    with connections[OWNER].cursor() as cursor:
        for table in ("milestone", "duty", "leader", "contact"):
            for trigger in ("publishing_record", "publishing_record_gone"):
                cursor.execute(f"DROP TRIGGER {trigger} ON department_{table}")


@pytest.mark.django_db(databases=[OWNER])
def test_rows_are_public_since_they_last_changed():
    with migrating():
        drop_triggers()
        former = migrate(BEFORE)
        phone = former.get_model("department", "Contact").objects.get(kind="phone")
        phone.value = "0214 000 000"
        phone.save()
        leader = former.get_model("department", "Leader").objects.create(order=90, post="Giám đốc")
        former.get_model("reference", "LoadedRow").objects.create(
            loader="department", key="department.leader:xua", object_pk=leader.pk, values={}
        )
        migrate(WITH_VERSIONS)
        contact = Contact.objects.published().get(pk=phone.pk)
        assert (contact.published_at, contact.version.number) == (phone.updated_at, 1)
        assert contact.version.title == "Điện thoại: 0214 000 000"
        loaded = Leader.objects.published().get(pk=leader.pk)
        assert loaded.published_at == leader.updated_at
        assert (loaded.version.title, loaded.version.is_from_source) == ("Giám đốc", True)
