"""Records that were public before there were versions go on as version 1."""

import datetime

import pytest
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from laocai_ict.history.roles import OWNER, migrating
from laocai_ict.publishing.migrating import BEFORE
from laocai_ict.search import sync
from press.models import WEEKLY, Briefing

BEFORE_VERSIONS = [("press", "0001_initial")]
WITH_VERSIONS = [("press", "0004_versions_required")]
PUBLISHED = datetime.datetime(2018, 8, 21, 1, tzinfo=datetime.UTC)


def migrate(target):
    """Migrate within the transaction of the test; return the models as they then are."""
    with connections[OWNER].cursor() as cursor:
        # What waits for the end of the transaction stands in the way of changing a table.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    executor = MigrationExecutor(connections[OWNER])
    executor.migrate(target)
    return executor.loader.project_state(target).apps


def drop_triggers():
    """Take off the triggers of briefings with versions: `migrate` makes them when all is done."""
    sync.stop(OWNER)
    with connections[OWNER].cursor() as cursor:
        cursor.execute("DROP TRIGGER publishing_record ON press_briefing")
        cursor.execute("DROP TRIGGER publishing_record_gone ON press_briefing")
        cursor.execute("DROP TRIGGER publishing_part ON press_topic")


def make_former(apps, week, published_at):
    """A briefing of the time before versions, with one topic."""
    start = datetime.datetime.combine(
        datetime.date.fromisocalendar(2018, week, 1), datetime.time(8), datetime.UTC
    )
    briefing = apps.get_model("press", "Briefing").objects.create(
        series=apps.get_model("press", "BriefingSeries").objects.get(slug=WEEKLY),
        iso_year=2018,
        iso_week=week,
        planned_start=start,
        planned_end=start + datetime.timedelta(minutes=45),
        speaker_post="Người phát ngôn",
        published_at=published_at,
    )
    topics = apps.get_model("press", "Topic").objects
    topics.create(briefing=briefing, order=1, anchor="cd1", heading="Sóng ở thôn xa")
    return briefing.pk


@pytest.mark.django_db(databases=[OWNER])
def test_rows_become_first_versions_of_items_of_their_own():
    with migrating():
        drop_triggers()
        former = migrate(BEFORE_VERSIONS)
        loaded = make_former(former, 34, PUBLISHED)
        typed = make_former(former, 35, PUBLISHED)
        draft = make_former(former, 36, None)
        former.get_model("reference", "LoadedRow").objects.create(
            loader="press.sample", key="press.briefing:2018-W34", object_pk=loaded, values={}
        )
        migrate(WITH_VERSIONS)

        rows = Briefing.objects.select_related("version", "item").in_bulk()
        assert set(rows) == {loaded, typed, draft}
        assert len({row.item_id for row in rows.values()}) == 3
        assert {row.item.kind for row in rows.values()} == {"press.briefing"}
        assert {row.version.number for row in rows.values()} == {1}
        assert [rows[pk].version.state for pk in (loaded, typed, draft)] == [
            "approved", "approved", "draft",
        ]  # fmt: skip
        assert [rows[pk].version.public_from for pk in (loaded, typed, draft)] == [
            PUBLISHED, PUBLISHED, None,
        ]  # fmt: skip
        assert [rows[pk].version.is_from_source for pk in (loaded, typed, draft)] == [
            True, False, False,
        ]  # fmt: skip
        assert rows[typed].version.approved_by_name == BEFORE
        assert rows[typed].version.title == "Tuần 35/2018"
        assert rows[typed].topics.get().origin is None
        assert set(Briefing.objects.published()) == {rows[loaded], rows[typed]}
