"""Runs the portal as a person does: `manage.py start` in a process of its own."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from laocai_ict.launch.folders import BASE_DIR

OURS = re.compile(
    r"^(DATABASE_URL|DATA_DIR|DEMO|PG_BIN|EMBEDDED_SERVER|SECRET_KEY|ALLOWED_HOSTS|CI)$"
)
READY_WITHIN = 120
BIG_FILE = "/static/big.bin"


def environment(**more: str) -> dict[str, str]:
    """Return this process's environment without what belongs to the tests, and with `more`."""
    kept = {name: value for name, value in os.environ.items() if not OURS.match(name)}
    return kept | {"PYTHONIOENCODING": "utf-8"} | more


def manage(*arguments: str, python: str = sys.executable, where: Path = BASE_DIR, **more: str):
    """Run a command to its end and return it with its output."""
    return subprocess.run(
        [python, str(where / "manage.py"), *arguments],
        env=environment(**more), capture_output=True, text=True, timeout=READY_WITHIN,
    )  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Portal:
    """A started portal on a data folder; leaving the ``with`` block stops it."""

    def __init__(self, data: Path, port: int | None = None) -> None:
        self.data = data
        self.port = port or free_port()
        self.output = ""

    def __enter__(self) -> "Portal":
        big = self.data / BIG_FILE[1:]
        big.parent.mkdir(parents=True, exist_ok=True)
        with big.open("wb") as file:
            file.truncate(50_000_000)
        self.process = subprocess.Popen(
            [sys.executable, str(BASE_DIR / "manage.py"), "start", "--port", str(self.port)],
            env=environment(DATA_DIR=str(self.data)), text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        for line in self.process.stdout:
            self.output += line
            if "Ctrl-C" in line:
                return self
        self.process.wait()
        self.process.stdout.close()
        raise AssertionError(f"the portal did not start:\n{self.output}")

    def __exit__(self, *_: object) -> None:
        self.end(signal.SIGTERM)
        self.process.stdout.close()

    def end(self, with_signal: int) -> None:
        if self.process.poll() is None:
            self.process.send_signal(with_signal)
        self.process.wait(timeout=30)

    def status(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    def seconds(self, path: str) -> float:
        began = time.monotonic()
        assert self.status(path) == 200
        return time.monotonic() - began

    def serves_within(self, seconds: float, path: str) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.status(path) == 200:
                return True
            time.sleep(0.1)
        return False

    @contextlib.contextmanager
    def slow_downloads(self, count: int) -> Iterator[None]:
        """Ask for so many files larger than the system's buffers, and read next to nothing."""
        with contextlib.ExitStack() as sockets:
            for _ in range(count):
                client = sockets.enter_context(socket.socket())
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
                client.connect(("127.0.0.1", self.port))
                client.sendall(f"GET {BIG_FILE} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                assert b" 200 " in client.recv(100)
            yield

    def pids(self, *, role: str) -> list[int]:
        """Return the processes of this portal: "worker", "keeper", "postgres" (its first one)."""
        return [pid for pid, found in self._processes() if found == role]

    def left_over(self, *, after: float = 20) -> list[tuple[int, str]]:
        """Return what still runs once the portal should be gone."""
        deadline = time.monotonic() + after
        while (found := list(self._processes())) and time.monotonic() < deadline:
            time.sleep(0.05)
        return found

    def _processes(self):
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                command = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            ours = (
                str(self.data / "postgres") in command
                or str(self.data / "postgres/data") in command
            )
            if ours:
                yield (
                    int(entry.name),
                    "keeper" if "keeper.py" in " ".join(command[:5]) else "postgres",
                )
            elif "python:laocai_ict.gunicorn" in command and self.process.pid in (
                parent, int(entry.name),
            ):  # fmt: skip
                yield int(entry.name), "worker" if parent == self.process.pid else "supervisor"
