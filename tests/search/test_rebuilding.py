"""The index is made anew, compared, brought up to date with the software, and survives a crash."""

import io
import os
import signal
import subprocess
import sys
import time

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction

from laocai_ict.history.roles import OWNER
from laocai_ict.search import checking, compiling, sync
from laocai_ict.search.models import Entry
from laocai_ict.search.registry import source_of
from tests.egov.builders import make_procedure

pytestmark = pytest.mark.django_db(databases=["default", OWNER])


def run(command):
    output = io.StringIO()
    call_command(command, stdout=output)
    return output.getvalue()


def as_owner(sql, *values):
    with connections[OWNER].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def test_what_the_portal_brings_is_right():
    assert "chỉ mục đúng" in run("check_search")


def test_what_is_missing_superfluous_or_wrong_is_told_and_mended():
    one, other = as_owner("SELECT key, title FROM search_entry WHERE kind = 'egov.procedure'"
                          " ORDER BY key LIMIT 2")  # fmt: skip
    as_owner("DELETE FROM search_entry WHERE kind = 'egov.procedure' AND key = %s", one[0])
    as_owner("UPDATE search_entry SET title = 'Khác', words = '' WHERE kind = 'egov.procedure'"
             " AND key = %s", other[0])  # fmt: skip
    as_owner("INSERT INTO search_entry (kind, key, beside, app, title, names, number, note, body,"
             " address, agency, open_during, sort_key, named, words, exact) SELECT kind, 0, beside,"
             " app, 'Không có', names, number, note, body, address, agency, open_during, sort_key,"
             " named, words, exact FROM search_entry WHERE kind = 'page' LIMIT 1")  # fmt: skip
    output = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("check_search", stdout=output)
    assert ended.value.code == 1
    said = output.getvalue()
    assert f"egov.procedure {one[0]} “{one[1]}”: thiếu trong chỉ mục" in said
    assert f"egov.procedure {other[0]} “{other[1]}”: khác với bản ghi (title, words)" in said
    assert "page 0 “Không có”: thừa trong chỉ mục" in said
    assert "sửa 3" in run("rebuild_search")
    assert "chỉ mục đúng" in run("check_search")
    assert "sửa 0" in run("rebuild_search")


def test_a_kind_that_is_made_otherwise_is_made_anew_after_an_update(monkeypatch):
    source = source_of("egov.procedure")
    changed = compiling.Source(**{**vars(source), "columns": lambda: {
        **source.columns(), "note": compiling.Value("đổi cách chép")}})  # fmt: skip
    monkeypatch.setitem(compiling.sources.__globals__["_sources"], source.kind, changed)
    assert sync.sync() == ["egov.procedure"]
    notes = Entry.objects.using(OWNER).filter(kind="egov.procedure").values_list("note", flat=True)
    assert set(notes) == {"đổi cách chép"}
    assert sync.sync() == []


def test_a_trigger_that_was_switched_off_is_on_again_and_what_it_missed_is_made_up_for():
    as_owner('ALTER TABLE "egov_procedurefield" DISABLE TRIGGER search_on_update')
    as_owner("UPDATE egov_procedurefield SET name = name || ' mới'")
    faults, _ = checking.check()
    assert faults == ["search_on_update (egov_procedurefield)"]
    assert sync.sync() == ["egov.procedure"]
    assert checking.check() == ([], [])


def test_a_kind_that_nobody_registers_any_more_leaves_the_index(monkeypatch):
    known = compiling.sources.__globals__["_sources"]
    monkeypatch.delitem(known, "telecom.operator")
    sync.sync()
    assert not Entry.objects.using(OWNER).filter(kind="telecom.operator").exists()
    left = as_owner("SELECT proname FROM pg_proc WHERE proname ~ 'telecom_operator$'")
    assert [name for (name,) in left if name.startswith("search_make")] == []


def test_the_application_cannot_write_the_index_by_its_functions():
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"):
        cursor.execute("SELECT search_refresh_egov_procedure(ARRAY[1::bigint])")


@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_readers_find_what_was_there_until_a_rebuild_is_done():
    count = Entry.objects.count()
    with transaction.atomic(OWNER):
        as_owner("DELETE FROM search_entry")
        assert Entry.objects.count() == count
        sync.fill(source_of("page"))
        assert Entry.objects.count() == count
        transaction.set_rollback(True, using=OWNER)
    assert checking.check() == ([], [])


SAVES = """
import django, sys
django.setup()
from django.conf import settings
from django.db import connections
for alias in connections:
    connections.settings[alias]["NAME"] = sys.argv[1]
    connections[alias].settings_dict["NAME"] = sys.argv[1]
from django.db import transaction
from egov.models import Procedure
from tests.egov.builders import make_procedure, draft_procedure
for number in range(1000):
    if number % 3:
        make_procedure(3000 + number, name=f"Việc thứ {number}")
    else:
        with transaction.atomic():
            for part in range(3):
                make_procedure(5000 + 3 * number + part, name=f"Việc {number} phần {part}")
    print(number, flush=True)
"""


@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
@pytest.mark.parametrize("victim", ["backend", "program"])
def test_whoever_is_killed_in_the_middle_of_a_thousand_saves_leaves_the_index_right(victim):
    """A save is in both the record and the index, or in neither, wherever it was cut off."""
    program = subprocess.Popen(
        [sys.executable, "-c", SAVES, connection.settings_dict["NAME"]],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "laocai_ict.settings"},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        for line in program.stdout:
            if int(line) == 20:
                break
        time.sleep(0.037)  # somewhere in the middle of a save
        if victim == "program":
            program.send_signal(signal.SIGKILL)
        else:
            as_owner(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND query ~ 'egov_procedure|publishing_'"
            )
        program.wait(timeout=60)
    finally:
        program.kill()
        program.stdout.close()
    assert Entry.objects.filter(title__startswith="Việc ").count() >= 20
    assert checking.check() == ([], [])


def test_a_save_that_fails_leaves_nothing_in_the_index():
    before = Entry.objects.count()
    with transaction.atomic():
        make_procedure(name="Không còn")
        assert Entry.objects.count() == before + 1
        transaction.set_rollback(True)
    assert Entry.objects.count() == before
