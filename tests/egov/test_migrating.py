"""What was public before there were versions goes on as version 1, with its terms."""

import datetime

import pytest
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from egov.loading import FIRST_PUBLIC_DAY
from egov.models import Procedure, SharedSystem, SystemFact
from laocai_ict.history.roles import OWNER, migrating
from laocai_ict.search import sync

BEFORE = [("egov", "0001_initial")]
WITH_VERSIONS = [("egov", "0004_versions_required")]
PUBLISHED = datetime.datetime(2019, 5, 6, 7, tzinfo=datetime.UTC)
TABLES = {
    "publishing_record": ["procedure", "sharedsystem", "systemfact", "cooperationagreement"],
    "publishing_record_gone": ["procedure", "sharedsystem", "systemfact", "cooperationagreement"],
    "publishing_part": ["processingtime", "fee", "servicelevel", "legalbasis", "systemcoverage"],
}


def migrate(target):
    """Migrate within the transaction of the test; return the models as they then are."""
    with connections[OWNER].cursor() as cursor:
        # What waits for the end of the transaction stands in the way of changing a table.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    executor = MigrationExecutor(connections[OWNER])
    executor.migrate(target)
    return executor.loader.project_state(target).apps


def drop_triggers():
    """Take off the triggers of records with versions: `migrate` makes them when all is done."""
    sync.stop(OWNER)
    with connections[OWNER].cursor() as cursor:
        for trigger, tables in TABLES.items():
            for table in tables:
                cursor.execute(f"DROP TRIGGER {trigger} ON egov_{table}")


def make_former(apps):
    """Make records of the time before versions; return a procedure, a draft, a system, a fact."""

    def make(model, **values):
        return apps.get_model("egov", model).objects.create(**values)

    source = apps.get_model("reference", "Source").objects.create(key="xua", title="Nguồn xưa")
    values = {
        "field": make("procedurefield", slug="linh-vuc-xua", name="Lĩnh vực xưa"),
        "level": "province", "source": source, "checked_on": datetime.date(2018, 8, 28),
    }  # fmt: skip
    old = make(
        "procedure", number=901, slug="a", name="Thủ tục xưa", published_at=PUBLISHED, **values
    )
    make("fee", procedure=old, amount=5000, source=source)
    draft = make("procedure", number=902, slug="b", name="Bản thảo xưa", **values)
    system = make("sharedsystem", slug="xua", short_name="Hệ thống xưa", published_at=PUBLISHED)
    make("systemcoverage", system=system, level="province", source=source)
    fact = make("systemfact", system=system, statement="Điều đã biết", source=source)
    return old.pk, draft.pk, system.pk, fact.pk


@pytest.mark.django_db(databases=[OWNER])
def test_rows_become_first_versions_with_the_terms_they_had():
    with migrating():
        drop_triggers()
        old, draft, system, fact = make_former(migrate(BEFORE))
        migrate(WITH_VERSIONS)
        procedure = Procedure.objects.published().get(pk=old)
        assert (procedure.published_at, procedure.version.number) == (PUBLISHED, 1)
        assert (procedure.version.title, procedure.item.kind) == ("Thủ tục xưa", "egov.procedure")
        assert [fee.amount for fee in procedure.fees.all()] == [5000]
        assert [fee.lineage for fee in procedure.fees.all()] == [procedure.fees.get().pk]
        assert Procedure.objects.get(pk=draft).version.state == "draft"
        assert SharedSystem.objects.published().get(pk=system).coverages.count() == 1
        known = SystemFact.objects.published().get(pk=fact)
        assert known.published_at == FIRST_PUBLIC_DAY
        assert known.version.title == "Điều đã biết"
