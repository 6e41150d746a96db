"""Keeps one PostgreSQL server for as long as any process uses it.

A small process of its own (it imports no package and nothing of the portal). It starts PostgreSQL
as its child, starts it again after a crash, and stops it when no process holds the shared lock
`clients.lock` any more, however the last one ended. Killed itself, it takes PostgreSQL along: the
kernel asks the child for a fast shutdown.

    keeper.py FOLDER LOCK UID GID COMMAND...

FOLDER holds the locks and the data; LOCK is the inherited descriptor of the held `keeper.lock`;
UID and GID are those PostgreSQL runs under (it refuses to run as root).
"""

import ctypes
import fcntl
import os
import signal
import sys
import time

POLL = 0.3
PATIENCE = 6  # crashes in a row, each within seconds of the start, before it gives up
STOP_WITHIN = 60


class Keeper:
    def __init__(self, folder: str, lock: int, command: list[str]) -> None:
        self.data = os.path.join(folder, "data")
        self.lock = lock
        self.command = command
        self.asked_to_stop = False
        self.guards = [
            os.open(os.path.join(folder, name), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            for name in ("start.lock", "clients.lock")
        ]
        self.libc = ctypes.CDLL(None)

    def run(self) -> int:
        signal.signal(signal.SIGTERM, self.ask_to_stop)
        signal.signal(signal.SIGINT, self.ask_to_stop)
        self.clear_leftover()
        crashes = 0
        while True:
            began = time.monotonic()
            child = self.spawn()
            while os.waitpid(child, os.WNOHANG) == (0, 0):
                if self.asked_to_stop or self.unused():
                    self.stop(child)
                    os.close(self.lock)  # before the guards: who waits for them finds no keeper
                    return 0
                time.sleep(POLL)
            crashes = crashes + 1 if time.monotonic() - began < 10 else 1
            if crashes == PATIENCE or not os.path.isdir(self.data):
                return 1
            time.sleep(POLL)

    def ask_to_stop(self, *_: object) -> None:
        self.asked_to_stop = True

    def unused(self) -> bool:
        """Say whether nobody uses the server; if so, nobody can begin to while this process is."""
        for number, guard in enumerate(self.guards):
            try:
                fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                for held in self.guards[:number]:
                    fcntl.flock(held, fcntl.LOCK_UN)
                return False
        return True

    def spawn(self) -> int:
        keeper = os.getpid()
        child = os.fork()
        if child:
            return child
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        self.libc.prctl(1, signal.SIGINT, 0, 0, 0)  # PR_SET_PDEATHSIG: fast shutdown
        if os.getppid() != keeper:
            os._exit(1)
        os.execv(self.command[0], self.command)

    def stop(self, child: int) -> None:
        """Fast shutdown: connections are cut, what was committed is written."""
        for attempt in range(STOP_WITHIN * 50):
            if attempt % 50 == 0:  # again and again: one that comes while it starts is lost
                os.kill(child, signal.SIGINT)
            time.sleep(0.02)
            if os.waitpid(child, os.WNOHANG) != (0, 0):
                return
        os.kill(child, signal.SIGQUIT)
        os.waitpid(child, 0)

    def clear_leftover(self) -> None:
        """Wait for the server of a keeper that was killed to end; ask it once more to.

        The note of one that was killed as well goes: PostgreSQL would take the number in it for a
        running server when another process has it now, or when nobody has reaped the dead one
        (process 1 of many containers never does). Whoever holds the memory still is found by it.
        """
        note = os.path.join(self.data, "postmaster.pid")
        for attempt in range(STOP_WITHIN * 20):
            try:
                with open(note) as file:
                    server = file.readline().strip()
                if not self.runs(server):
                    os.unlink(note)
                    return
                if attempt % 100 == 0:
                    os.kill(int(server), signal.SIGINT)
            except OSError:
                return
            time.sleep(0.05)

    def runs(self, server: str) -> bool:
        """Say whether a process is a server on our data; a dead one has no working folder."""
        try:
            return os.readlink(f"/proc/{int(server)}/cwd") == os.path.realpath(self.data)
        except (OSError, ValueError):  # an empty note is what a full disk leaves
            return False


def main() -> int:
    if os.fork():
        return 0  # nobody's child from here on: it must outlive who started it
    folder, lock, uid, gid = sys.argv[1], *map(int, sys.argv[2:5])
    keeper = Keeper(folder, lock, sys.argv[5:])
    if os.geteuid() == 0 and uid:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    return keeper.run()


if __name__ == "__main__":
    sys.exit(main())
