"""Kill a portal again and again under people who write, and count what became of their work."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from laocai_ict.launch.folders import BASE_DIR, data_dir
from laocai_ict.management.stress import receipts
from laocai_ict.management.stress.clerk import Clerk
from laocai_ict.management.stress.writers import Writer

ROLES = ("worker", "master", "database")
READY_WITHIN = 180


class Portal:
    """A trial run on a data folder of its own, started again whenever it ends."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.address = f"http://127.0.0.1:{port}"
        self.wanted = True
        self.process = self._start()
        threading.Thread(target=self._keep_up, daemon=True).start()

    def _start(self) -> subprocess.Popen:
        kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SECRET_KEY")}
        output = (self.folder / "portal.log").open("ab")
        return subprocess.Popen(
            [sys.executable, str(BASE_DIR / "manage.py"), "start", "--port", str(self.port)],
            env=kept | {"DATA_DIR": str(self.folder)}, stdin=subprocess.DEVNULL,
            stdout=output, stderr=output,
        )  # fmt: skip

    def _keep_up(self) -> None:
        while self.wanted:
            if self.process.poll() is not None and self.wanted:
                self.process = self._start()
            time.sleep(0.1)

    def wait(self) -> None:
        deadline = time.monotonic() + READY_WITHIN
        probe = Clerk(self.address, "", "")
        while time.monotonic() < deadline:
            try:
                probe.get("/quan-tri/login/")
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise CommandError(f"Cổng thử không lên sau {READY_WITHIN} giây: {self.folder}/portal.log")

    def stop(self) -> None:
        self.wanted = False
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)

    def pids(self, role: str) -> list[int]:
        if role == "master":
            return [self.process.pid]
        if role == "worker":
            return _children(self.process.pid)
        try:
            lines = (self.folder / "postgres" / "data" / "postmaster.pid").read_text().split("\n")
            return [int(lines[0])]
        except (OSError, ValueError):
            return []


def _children(parent: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(path.parent.name))
    return found


class Command(BaseCommand):
    """SIGKILL at random moments to a worker, the master or the database, under four writers.

    Method: a trial run on a data folder of its own, started again whenever it ends. Each writer is
    a clerk at the admin site over http: adds an agreement, submits it, and a second account
    approves it; a step that got no answer is sent again just as it was, as a person would who
    presses the button once more, until it is answered. Answered steps go into the writer's
    receipts. After `--kills` kills, 0.2 to 1.5 s apart while the portal answers, the writers finish
    the step they are at, and the database is compared with the receipts: every acknowledged step
    is there once, every approved version has its step, its approver and its span, nothing is there
    twice or in halves, and every row has its entry in the history. Prints the counts; ends with an
    error where anything was lost, doubled or left half done.
    """

    help = "Giết cổng thử liên tục trong lúc bốn người đang ghi, rồi đối chiếu với biên nhận."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--kills", type=int, default=200, help="số lần giết (mặc định 200)")
        parser.add_argument("--writers", type=int, default=4, help="số người ghi (mặc định 4)")
        parser.add_argument("--port", type=int, default=8971, help="cổng của bản chạy thử")
        parser.add_argument("--seed", type=int, default=1, help="hạt giống của ngẫu nhiên")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = data_dir() / "kill-portal"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        portal = Portal(folder, options["port"])
        try:
            portal.wait()
            writers = [Writer(number, portal) for number in range(options["writers"])]
            for writer in writers:
                writer.start()
            killed = self._kill(portal, options["kills"], random.Random(options["seed"]))  # noqa: S311
            for writer in writers:
                writer.finish()
            findings = receipts.compare(folder, writers)
        finally:
            portal.stop()
        answered = sum(len(writer.receipts) for writer in writers)
        again = sum(writer.sent_again for writer in writers)
        self.stdout.write(f"{dict(killed)}; {answered} biên nhận, gửi lại {again} lần")
        if findings:
            raise CommandError("\n".join(findings[:20]))
        self.stdout.write("Không mất, không trùng, không dở dang.")

    def _kill(self, portal: Portal, count: int, chance: random.Random) -> Counter:
        killed: Counter = Counter()
        while killed.total() < count:
            portal.wait()
            time.sleep(chance.uniform(0.2, 1.5))
            role = chance.choice(ROLES)
            pids = portal.pids(role)
            if not pids:
                continue
            try:
                os.kill(chance.choice(pids), signal.SIGKILL)
            except ProcessLookupError:
                continue
            killed[role] += 1
        portal.wait()
        return killed
