"""Started, stopped, killed: what runs must end or be taken over, and nothing saved is lost."""

import os
import re
import signal
import stat

import pytest

from .portal import Portal, free_port, manage

USERS = "from laocai_ict.accounts.models import User; found = User.objects.filter(username='saved')"
ADD = "from laocai_ict.accounts.models import User; User.objects.create(username='saved')"
COUNT = f"{USERS}; print(found.count())"


def test_start_serves_refuses_a_second_one_and_stops_whole(data):
    with Portal(data) as portal:
        assert portal.status() == 200
        assert f"http://127.0.0.1:{portal.port}/quan-tri/" in portal.output
        second = manage("start", "--port", str(free_port()), DATA_DIR=str(data))
        portal.end(signal.SIGTERM)
        assert portal.left_over(after=0.5) == []
    assert (second.returncode, second.stdout) == (1, "")
    assert len(second.stderr.splitlines()) == 2
    assert str(data) in second.stderr


def test_demo_passwords_are_random_private_and_shown(data):
    with Portal(data) as portal:
        path = data / "demo-accounts.txt"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        assert rows
        for name, password, may in rows:
            assert re.search(
                rf"{re.escape(name)} +{re.escape(password)} +{re.escape(may)}", portal.output
            )
        assert len({password for _, password, _ in rows}) == len(rows)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGHUP])
def test_an_interrupt_or_a_closed_terminal_stops_everything(data, how):
    with Portal(data) as portal:
        portal.end(how)
        assert portal.left_over(after=0.5) == []


def test_killed_supervisor_takes_the_rest_along_and_the_next_start_has_what_was_saved(data):
    with Portal(data) as portal:
        assert manage("shell", "-c", ADD, DATA_DIR=str(data)).returncode == 0
        os.kill(portal.process.pid, signal.SIGKILL)
        portal.process.wait()
        with Portal(data) as again:  # at once: whatever still stops is waited for
            assert again.status() == 200
            assert manage("shell", "-v0", "-c", COUNT, DATA_DIR=str(data)).stdout.strip() == "1"


@pytest.mark.parametrize("role", ["worker", "keeper", "postgres"])
def test_portal_answers_again_after_one_of_its_processes_was_killed(data, role):
    with Portal(data) as portal:
        assert portal.status() == 200
        victims = portal.pids(role=role)
        assert victims
        os.kill(victims[0], signal.SIGKILL)
        assert portal.serves_within(10)
        portal.end(signal.SIGTERM)
        assert portal.left_over() == []


def test_a_port_in_use_is_said_in_two_sentences(data):
    with Portal(data) as portal:
        other = data.with_name("other")
        refused = manage("start", "--port", str(portal.port), DATA_DIR=str(other))
    assert refused.returncode == 1
    assert [str(portal.port) in line for line in refused.stderr.splitlines()] == [True, True]
