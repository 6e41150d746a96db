"""The application's role keeps away from history; every way is tried for real."""

import psycopg2
import pytest
from django.db import connection, connections

from laocai_ict.history.management.commands import migrate
from laocai_ict.history.models import Entry
from laocai_ict.history.roles import OWNER, application_role, are_separate
from laocai_ict.history.sync import sync

from .builders import session

pytestmark = pytest.mark.django_db

REFUSED = {
    "insert an act": "INSERT INTO history_act (transaction, moment, database_role, kind,"
    " account_name, place, reason, told_mark) VALUES (1, now(), '', 'sql', '', '', '', 0)",
    "insert an entry": 'INSERT INTO history_entry (act_id, "table", row_key, label, operation,'
    " private) VALUES (1, '', '', '', 'insert', '{}')",
    "change an act": "UPDATE history_act SET account_name = 'ai đó'",
    "change an entry": "UPDATE history_entry SET after = NULL",
    "delete acts": "DELETE FROM history_act",
    "delete entries": "DELETE FROM history_entry",
    "truncate acts": "TRUNCATE history_act",
    "truncate entries": "TRUNCATE history_entry",
    "truncate a table with history": "TRUNCATE reference_loadrun",
    "lock history": "BEGIN; LOCK TABLE history_entry IN ACCESS EXCLUSIVE MODE",
    "number entries anew": "SELECT setval('history_entry_id_seq', 1)",
    "use up numbers": "SELECT nextval('history_act_id_seq')",
    "disable a trigger": "ALTER TABLE reference_source DISABLE TRIGGER history_record",
    "disable all triggers": "ALTER TABLE reference_source DISABLE TRIGGER ALL",
    "drop a trigger": "DROP TRIGGER history_record ON reference_source",
    "rename a trigger": "ALTER TRIGGER history_record ON reference_source RENAME TO x",
    "play a replica": "SET session_replication_role = 'replica'",
    "call the recording function": "SELECT history_record()",
    "call the function that makes acts": "SELECT history_act_now()",
    "replace the function": "CREATE OR REPLACE FUNCTION history_record() RETURNS trigger"
    " LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "drop the function": "DROP FUNCTION history_record CASCADE",
    "change the function": "ALTER FUNCTION history_record() SECURITY INVOKER",
    "hang the function on a temporary table": "CREATE TEMPORARY TABLE reference_source (id int);"
    " CREATE TRIGGER t AFTER INSERT ON pg_temp.reference_source FOR EACH ROW EXECUTE FUNCTION"
    " history_record('id', 'id', '{}', '{}')",
    "hang the function on another table": "CREATE TRIGGER t AFTER INSERT ON django_session"
    " FOR EACH ROW EXECUTE FUNCTION history_record('session_key', 'session_key', '{}', '{}')",
    "make a table": "CREATE TABLE reference_forged (id int)",
    "make a schema": "CREATE SCHEMA forged",
    "make a rule": "CREATE RULE r AS ON UPDATE TO reference_source DO INSTEAD NOTHING",
    "become the owner": "SET ROLE {owner}",
    "give itself the owner's rights": "GRANT {owner} TO {role}",
    "write the ledger of migrations": "DELETE FROM django_migrations",
}


@pytest.fixture
def separate():
    if not are_separate():
        pytest.skip("one role only")


@pytest.mark.parametrize("what", REFUSED)
def test_the_role_of_the_application_may_not(separate, what):
    owner = connections[OWNER].get_connection_params()["user"]
    with session() as cursor, pytest.raises(psycopg2.Error) as refused:
        cursor.execute(
            REFUSED[what].replace("{owner}", owner).replace("{role}", application_role())
        )
    # Insufficient privilege, whatever way it is said.
    assert refused.value.pgcode == "42501", refused.value


@pytest.mark.django_db(transaction=True)
def test_the_right_to_hang_the_function_is_what_is_missing(separate):
    """Even with a table of its own the role could not hang the function on it."""
    with session(OWNER) as owner:
        owner.execute(f'GRANT CREATE ON SCHEMA public TO "{application_role()}"')
    with session() as cursor:
        cursor.execute("CREATE TABLE own_table (id int)")
        with pytest.raises(psycopg2.Error, match="history_record"):
            cursor.execute(
                "CREATE TRIGGER t AFTER INSERT ON own_table FOR EACH ROW EXECUTE FUNCTION"
                " history_record('id', 'id', '{}', '{}')"
            )


def test_the_function_serves_no_table_elsewhere():
    with session(OWNER) as owner, pytest.raises(psycopg2.Error, match="serves tables of"):
        owner.execute(
            "CREATE TEMPORARY TABLE reference_source (id int);"
            " CREATE TRIGGER t AFTER INSERT ON reference_source FOR EACH ROW EXECUTE FUNCTION"
            " history_record('id', 'id', '{}', '{}'); INSERT INTO reference_source VALUES (1)"
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history_act SET reason = 'khác'",
        "UPDATE history_entry SET label = 'khác'",
        "DELETE FROM history_act",
        "DELETE FROM history_entry",
        "TRUNCATE history_act, history_entry",
        "TRUNCATE reference_loadrun",
        "SET session_replication_role = 'replica'; DELETE FROM history_entry",
    ],
)
def test_even_the_owner_is_refused(statement):
    with session(OWNER) as owner, pytest.raises(psycopg2.Error) as refused:
        owner.execute(statement)
    assert refused.value.pgcode == "42501"


def test_the_application_cannot_say_it_blacks_out(separate):
    with session() as cursor, pytest.raises(psycopg2.Error) as refused:
        cursor.execute(
            "SELECT set_config('history.blackout', 'on', false);"
            " UPDATE history_entry SET label = ''"
        )
    assert refused.value.pgcode == "42501"


@pytest.mark.django_db(transaction=True)
def test_a_role_playing_a_replica_is_recorded_all_the_same():
    with session(OWNER) as owner:
        owner.execute("SELECT max(id), current_setting('is_superuser') FROM history_entry")
        before, superuser = owner.fetchone()
        if superuser == "off":
            pytest.skip("only a superuser can play a replica")
        owner.execute(
            "SET session_replication_role = 'replica';"
            " UPDATE reference_source SET note = 'bản sao' WHERE id ="
            " (SELECT min(id) FROM reference_source)"
        )
    assert Entry.objects.get(pk__gt=before).after == {"note": "bản sao"}


@pytest.mark.django_db(databases=["default", OWNER])
def test_sync_leaves_alone_what_is_right():
    assert sync(OWNER) == 0


@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_sync_mends_what_was_switched_off():
    with session(OWNER) as owner:
        owner.execute(
            "ALTER TABLE reference_source DISABLE TRIGGER history_record;"
            " DROP TRIGGER history_no_truncate ON reference_agency;"
            " CREATE OR REPLACE FUNCTION history_refuse() RETURNS trigger LANGUAGE plpgsql"
            " AS 'BEGIN RETURN NEW; END'; GRANT EXECUTE ON FUNCTION history_record TO PUBLIC"
        )
    assert sync(OWNER) == 4
    assert sync(OWNER) == 0


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("GRANT INSERT ON history_entry TO PUBLIC", "REVOKE INSERT ON history_entry FROM PUBLIC"),
        (
            "GRANT UPDATE (reason) ON history_act TO PUBLIC",
            "REVOKE UPDATE (reason) ON history_act FROM PUBLIC",
        ),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_a_right_that_everybody_was_given_on_history_is_not_called_separate(separate, given, taken):
    with session(OWNER) as owner:
        owner.execute(given)
        assert not are_separate()
        owner.execute(taken)
    assert are_separate()


def test_migrate_uses_the_role_that_owns():
    parser = migrate.Command().create_parser("manage.py", "migrate")
    assert parser.parse_args([]).database == OWNER
    assert parser.parse_args(["--database", "default"]).database == "default"


def test_tables_belong_to_the_migrating_role(separate):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = current_schema()"
        )
        owners = cursor.fetchall()
    assert owners == [(connections[OWNER].get_connection_params()["user"],)]
