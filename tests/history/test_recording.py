"""Every change of every record is kept, whatever way it is made."""

import pytest
from django.db import connection, transaction
from psycopg2.errors import UniqueViolation

from laocai_ict.history.coverage import OUTSIDE_TABLES, covered, outside_reasons
from laocai_ict.history.functions import ROW_TRIGGER, TRUNCATE_TRIGGER
from laocai_ict.history.models import Act, Entry
from laocai_ict.history.roles import application_role
from laocai_ict.reference.models import Source
from tests.accounts.builders import make_user

from .builders import entries, session

pytestmark = pytest.mark.django_db


def make_source(**fields):
    return Source.objects.create(**{"key": "thu", "title": "Nguồn thử"} | fields)


def test_every_table_has_its_triggers_or_a_reason():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, (SELECT array_agg(tgname::text) FROM pg_trigger WHERE tgrelid = c.oid"
            " AND tgenabled = 'A') FROM pg_class AS c WHERE relkind IN ('r', 'p')"
            " AND relnamespace = current_schema()::regnamespace"
        )
        triggers = {table: set(names or ()) for table, names in cursor.fetchall()}
    with_history = {
        table for table, names in triggers.items() if {ROW_TRIGGER, TRUNCATE_TRIGGER} <= names
    }
    assert set(triggers) - with_history == set(outside_reasons())
    assert with_history == {place.table for place in covered()}
    assert all(outside_reasons().values())
    assert set(OUTSIDE_TABLES) == {"django_migrations"}


def test_a_new_record_is_kept_whole():
    source = make_source(note="ghi chú")
    (entry,) = entries(source)
    assert entry.operation == Entry.Operation.INSERT
    assert entry.before is None
    assert entry.after["title"] == "Nguồn thử"
    assert entry.after["note"] == "ghi chú"
    assert entry.label == "Nguồn thử"


def test_a_change_keeps_what_changed_and_nothing_else():
    source = make_source(note="cũ")
    source.note = "mới"
    source.save()
    entry = entries(source)[-1]
    assert entry.operation == Entry.Operation.UPDATE
    assert (entry.before, entry.after) == ({"note": "cũ"}, {"note": "mới"})
    assert entry.label == "Nguồn thử"


def test_a_save_that_changes_nothing_leaves_nothing():
    source = make_source()
    source.save()
    assert len(entries(source)) == 1


def test_a_deleted_record_is_kept_whole():
    source = make_source(note="ghi chú")
    key = source.pk
    source.delete()
    entry = Entry.objects.get(table=Source._meta.db_table, row_key=str(key), operation="delete")
    assert entry.after is None
    assert entry.before["note"] == "ghi chú"


def test_bulk_ways_are_kept_row_by_row():
    made = Source.objects.bulk_create([Source(key=f"k{n}", title=f"Nguồn {n}") for n in range(3)])
    for source in made:
        source.note = "bulk_update"
    Source.objects.bulk_update(made, ["note"])
    Source.objects.filter(pk__in=[source.pk for source in made]).update(note="update")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reference_source SET note = 'SQL' WHERE key LIKE 'k_'")
    for source in made:
        said = [entry.after.get("note") for entry in entries(source)]
        assert said == ["", "bulk_update", "update", "SQL"]


def test_relations_of_many_to_many_are_kept():
    user = make_user()
    group = user.groups.model.objects.get(name="Chỉ xem")
    user.groups.add(group)
    entry = Entry.objects.filter(table="accounts_user_groups").latest("id")
    assert entry.after["group_id"] == group.pk
    user.groups.clear()
    entry = Entry.objects.filter(table="accounts_user_groups").latest("id")
    assert entry.before["group_id"] == group.pk


def test_one_transaction_is_one_act():
    with transaction.atomic():
        one, two = make_source(), make_source(key="hai")
        two.delete()
    acts = Act.objects.filter(entries__table="reference_source", entries__row_key=str(one.pk))
    assert acts.get().entries.filter(table="reference_source").count() == 3


@pytest.mark.django_db(transaction=True)
def test_each_transaction_has_an_act_of_its_own():
    source = make_source()
    source.note = "sau"
    source.save()
    made, changed = entries(source)
    assert made.act_id != changed.act_id


@pytest.mark.django_db(transaction=True)
def test_work_rolled_back_leaves_no_trace():
    before = Act.objects.count(), Entry.objects.count()
    with transaction.atomic():
        make_source()
        transaction.set_rollback(True)
    assert (Act.objects.count(), Entry.objects.count()) == before


@pytest.mark.django_db(transaction=True)
def test_a_savepoint_rolled_back_takes_its_entries_along():
    with transaction.atomic():
        with transaction.atomic():
            make_source(key="bỏ")
            transaction.set_rollback(True)
        kept = make_source(key="giữ")
    (entry,) = entries(kept)
    assert entry.act.entries.count() == 1


@pytest.mark.django_db(transaction=True)
def test_sql_past_the_application_is_kept_with_the_role_of_the_database():
    source = make_source()
    with session() as cursor:
        cursor.execute("UPDATE reference_source SET note = 'psql' WHERE id = %s", [source.pk])
    act = entries(source)[-1].act
    assert act.database_role == application_role()
    assert act.kind == Act.Kind.SQL
    assert (act.account, act.account_name, act.place, act.reason) == (None, "", "", "")


@pytest.mark.django_db(transaction=True)
def test_nonsense_told_by_a_session_stops_no_work_and_says_nothing():
    source = make_source()
    with session() as cursor:
        for number, told in enumerate(
            ("{", "[1]", '{"by": "x", "kind": "y"}', '{"by": -1, "undoes": "9e9"}')
        ):
            cursor.execute("SELECT set_config('laocai_ict.told', %s, false)", [told])
            cursor.execute(
                "UPDATE reference_source SET note = %s WHERE id = %s", [str(number), source.pk]
            )
    for entry in entries(source)[1:]:
        assert (entry.act.kind, entry.act.account, entry.act.undoes) == ("sql", None, None)
    assert len(entries(source)) == 5


@pytest.mark.django_db(transaction=True)
def test_values_are_written_the_same_whatever_the_session_is_set_to():
    user = make_user()
    with session() as cursor:
        cursor.execute("SET timezone = 'Asia/Ho_Chi_Minh'; SET datestyle = 'SQL, DMY'")
        cursor.execute(
            "UPDATE accounts_user SET date_joined = '01/02/2020 07:00' WHERE id = %s", [user.pk]
        )
    assert entries(user)[-1].after == {"date_joined": "2020-02-01T00:00:00+00:00"}


def test_a_transaction_has_one_act_even_for_the_owner():
    with (
        session("owner") as cursor,
        pytest.raises(UniqueViolation, match="history_act_once_per_transaction"),
    ):
        cursor.execute(
            "INSERT INTO history_act (transaction, moment, database_role, kind, account_name,"
            " place, reason, told_mark) SELECT transaction, moment, '', 'sql', '', '', '', 0"
            " FROM history_act LIMIT 1"
        )
