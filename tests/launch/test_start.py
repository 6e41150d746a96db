"""Started, stopped, killed: what runs must end or be taken over, and nothing saved is lost."""

import contextlib
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time

import pytest

from laocai_ict.launch.folders import BASE_DIR

from .portal import Portal, free_port, manage

USERS = "from laocai_ict.accounts.models import User; found = User.objects.filter(username='saved')"
ADD = "from laocai_ict.accounts.models import User; User.objects.create(username='saved')"
DROPPED = """
import signal
from laocai_ict.launch.steps import Step, keep_interrupts

class Finalized:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

keep_interrupts()
with Step("Bước", "step") as step:
    Finalized()
    step.progress(1, 2)
    print("went on")
"""
COUNT = f"{USERS}; print(found.count())"


@pytest.fixture(scope="module")
def running(data):
    with Portal(data) as portal:
        yield portal


def test_start_serves_and_says_where(running):
    assert running.status("/") == 200
    assert f"http://127.0.0.1:{running.port}/quan-tri/" in running.output


def test_demo_passwords_are_random_private_and_shown(running):
    path = running.data / "demo-accounts.txt"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    assert rows
    for name, password, may in rows:
        line = rf"{re.escape(name)} +{re.escape(password)} +{re.escape(may)}"
        assert re.search(line, running.output)
    assert len({password for _, password, _ in rows}) == len(rows)


def test_second_start_on_the_same_data_is_refused(running):
    second = manage("start", "--port", str(free_port()), DATA_DIR=str(running.data))
    assert (second.returncode, second.stdout) == (1, "")
    assert [str(running.data) in line for line in second.stderr.splitlines()] == [True, True]


def test_port_in_use_is_refused(running):
    other = running.data.with_name("other")
    refused = manage("start", "--port", str(running.port), DATA_DIR=str(other))
    assert refused.returncode == 1
    assert [str(running.port) in line for line in refused.stderr.splitlines()] == [True, True]


@pytest.mark.parametrize("role", ["worker", "keeper", "postgres"])
def test_portal_answers_again_after_one_of_its_processes_was_killed(running, role):
    assert running.status("/") == 200
    os.kill(running.pids(role=role)[0], signal.SIGKILL)
    assert running.serves_within(15, "/")


def test_ten_slow_downloads_leave_the_home_page_its_threads(running):
    with running.slow_downloads(10):
        for _ in range(5):
            assert running.seconds("/") < 1


def test_killed_supervisor_takes_the_rest_along_and_nothing_saved_is_lost(running):
    data = running.data
    assert manage("shell", "-v0", "-c", ADD, DATA_DIR=str(data)).returncode == 0
    os.kill(running.process.pid, signal.SIGKILL)
    running.process.wait()
    with Portal(data, running.port) as again:  # at once: what still stops is waited for
        assert again.status("/") == 200
        assert manage("shell", "-v0", "-c", COUNT, DATA_DIR=str(data)).stdout.strip() == "1"
        again.end(signal.SIGTERM)
        assert again.left_over(after=0.5) == []


def test_log_names_no_visitor_and_takes_head_for_granted(data):
    with Portal(data) as portal:
        for request in (b"HEAD / HTTP/1.1\r\nHost: localhost", b"GET /?q=secret\0 HTTP/1.1"):
            with socket.create_connection(("127.0.0.1", portal.port), timeout=20) as visitor:
                visitor.sendall(request + b"\r\nConnection: close\r\n\r\n")
                assert visitor.recv(100)
        portal.end(signal.SIGTERM)
        assert portal.process.stdout.read().strip() == ""


def test_portal_under_nohup_outlives_its_terminal(data):
    usual = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        portal = Portal(data).__enter__()
    finally:
        signal.signal(signal.SIGHUP, usual)
    with contextlib.closing(portal.process.stdout):
        try:
            os.kill(portal.process.pid, signal.SIGHUP)
            time.sleep(0.5)
            assert portal.status("/") == 200
        finally:
            portal.end(signal.SIGTERM)


def test_an_interrupt_that_python_drops_is_raised_at_the_next_sign_of_progress():
    run = subprocess.run(
        [sys.executable, "-c", DROPPED], cwd=BASE_DIR, capture_output=True, text=True
    )
    assert (run.returncode, "went on" in run.stdout) == (-signal.SIGINT, False), run.stderr


def test_all_processes_killed_at_once_leave_a_folder_that_starts_again(data):
    """Also where the dead server's number is another living process's of the same account."""
    with Portal(data) as portal:
        for pid in [*portal.pids(role="keeper"), *portal.pids(role="postgres"), portal.process.pid]:
            os.kill(pid, signal.SIGKILL)
        portal.process.wait()
    note = data / "postgres" / "data" / "postmaster.pid"
    owner = note.stat()
    with subprocess.Popen(["sleep", "300"], user=owner.st_uid, group=owner.st_gid) as stranger:
        try:
            note.write_text(re.sub(r"^\d+", str(stranger.pid), note.read_text()))
            with Portal(data) as again:
                assert again.status("/") == 200
        finally:
            stranger.kill()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGHUP])
def test_interrupt_and_closed_terminal_stop_everything(data, how):
    with Portal(data) as portal:
        portal.end(how)
        assert portal.left_over(after=0.5) == []
