"""What lies outside the portal and is in the way is said in two sentences, without traceback."""

import ast
import sys

import pytest

from laocai_ict.launch.folders import BASE_DIR

from .portal import free_port, manage


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
@pytest.mark.parametrize("command", ["check", "start"])
def test_a_malformed_database_url_is_not_repeated(url, command):
    run = manage(command, DATABASE_URL=url)
    assert_refused(run, "DATABASE_URL")
    assert url not in run.stderr


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


def test_a_pythons_too_old_can_at_least_say_so():
    for path in ("manage.py", "laocai_ict/__init__.py", "laocai_ict/launch/__init__.py"):
        ast.parse((BASE_DIR / path).read_text(encoding="utf-8"), feature_version=(3, 6))
    run = manage(
        "check", python=sys.executable, PYTHONSTARTUP=""
    )  # the rule itself is checked where an old one is at hand
    assert run.returncode == 0
