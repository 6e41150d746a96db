"""What lies outside the portal and is in the way is said in two sentences, without traceback."""

import ast
import contextlib
import os
import shutil
import socket
import subprocess
import sys

import pytest
from django.db import connection, transaction
from django.db.migrations.exceptions import MigrationSchemaMissing
from django.db.migrations.recorder import MigrationRecorder

from laocai_ict import apps
from laocai_ict.launch.folders import BASE_DIR
from laocai_ict.launch.refusal import Refusal, explain

from .portal import environment, free_port, manage


def assert_refused(run, *words):
    assert run.returncode == 1
    lines = run.stderr.strip().splitlines()
    assert len(lines) == 2, run.stderr
    assert "Traceback" not in run.stderr
    for word in words:
        assert word in run.stderr


@pytest.mark.parametrize(
    "url",
    ["postgres//host/db", "mysql://u:p@host/db", "postgres://u:p@host:port/db",
     "postgres://u:p@[host/db", "postgres://host:5432", "nonsense"],
)  # fmt: skip
def test_a_malformed_database_url_is_not_repeated(url):
    run = manage("start", DATABASE_URL=url)
    assert_refused(run, "DATABASE_URL")
    assert url not in run.stderr


@pytest.mark.parametrize("option", ["sslmode=bogus", "nonsense=1"])
def test_an_unknown_option_of_the_address_is_named(option):
    url = f"postgres://u:geheim@127.0.0.1:1/db?{option}"
    run = manage("migrate", DATABASE_URL=url, DEMO="1")
    assert_refused(run, "DATABASE_URL", option.partition("=")[0])
    assert "geheim" not in run.stderr


@pytest.mark.django_db
def test_an_account_that_may_make_no_table_is_named(monkeypatch):
    monkeypatch.setattr(MigrationRecorder, "has_table", lambda recorder: False)
    with pytest.raises(MigrationSchemaMissing) as denied, transaction.atomic():
        MigrationRecorder(connection).ensure_schema()
    said = str(explain(denied.value)).splitlines()
    assert ["schema public" in line for line in said] == [True, True]


def test_a_host_that_never_answers_is_not_waited_for_long():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgres://u@127.0.0.1:{silent.getsockname()[1]}/db"
        run = manage("migrate", DATABASE_URL=url, DEMO="1", PGCONNECT_TIMEOUT="2")
    assert_refused(run, "timeout")


@pytest.mark.parametrize("command", [["migrate"], ["start", "--demo"], ["shell", "-v0", "-c",
    "from laocai_ict.accounts.models import User; User.objects.count()"]])  # fmt: skip
def test_a_database_out_of_reach_is_named_without_its_password(command, tmp_path):
    port = free_port()
    url = f"postgres://u:geheim@127.0.0.1:{port}/db"
    run = manage(*command, DATABASE_URL=url, DATA_DIR=str(tmp_path), DEMO="1")
    assert_refused(run, str(port))
    assert "geheim" not in run.stderr


def test_production_names_all_that_is_missing():
    run = manage("check", DATABASE_URL="postgres://u:p@localhost/db")
    assert_refused(run, "SECRET_KEY", "ALLOWED_HOSTS")


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert_refused(manage("start", DATA_DIR=str(blocked / "data")), str(blocked))


def test_python_too_old_says_so():
    for path in ("manage.py", "laocai_ict/__init__.py", "laocai_ict/launch/__init__.py"):
        ast.parse((BASE_DIR / path).read_text(encoding="utf-8"), feature_version=(3, 6))
    pretend = "import sys; sys.version_info = (3, 9, 2); import manage; manage.main()"
    run = subprocess.run(
        [sys.executable, "-c", pretend], cwd=BASE_DIR, capture_output=True, text=True, check=False
    )
    assert_refused(run, "3.9", "3.11")


def test_package_registry_out_of_reach_says_so_and_the_next_run_starts_over(tmp_path):
    clone = tmp_path / "clone"
    leave = shutil.ignore_patterns(".venv", "var", ".git", "tests", "__pycache__")
    shutil.copytree(BASE_DIR, clone, ignore=leave)
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": os.devnull}
    bare = [sys._base_executable, str(clone / "manage.py"), "check"]
    for _ in range(2):
        run = subprocess.run(
            bare, env=environment(PIP_NO_CACHE_DIR="1", **nowhere), capture_output=True, text=True
        )
        assert run.returncode == 1
        assert [word in run.stderr for word in ("kho gói", "registry")] == [True, True]
        assert "Traceback" not in run.stderr


@pytest.mark.django_db
def test_server_too_old_is_refused_at_the_first_connection(monkeypatch):
    monkeypatch.setattr(apps, "OLDEST_SERVER", 99)  # no older server is at hand than this one
    with contextlib.closing(connection.copy()) as another, pytest.raises(Refusal) as refused:
        another.connect()
    assert len(str(refused.value).splitlines()) == 2
