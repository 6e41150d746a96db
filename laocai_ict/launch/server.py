"""The embedded PostgreSQL server: one for the portal, one for its tests, in the data folder.

Every process that uses it holds a shared lock for as long as it lives; a keeper process
(`keeper.py`) stops the server when the last one has gone.
"""

import fcntl
import functools
import hashlib
import os
import pwd
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import binaries, keeper
from .folders import data_dir, make_data_dir, open_to_others
from .locks import locked, open_lock, try_lock
from .refusal import Refusal, disk_full, says_disk_full

ROLE = DATABASE = "laocai_ict"
"""the database, and the role that owns it: the one a data folder was made with"""
APPLICATION_ROLE = "laocai_ict_app"
"""the role that serves the portal and owns nothing; made by whoever connects first"""
ACCOUNT = "laocai-ict"
LONGEST_SOCKET_FOLDER = 90  # of 107 bytes that a socket's path may have, its name taken off
READY_WITHIN = 120
LOG_LIMIT = 5_000_000


class Server:
    """A server in `folder`; with `durable` false it may lose data when the machine goes down."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.durable = durable
        self.data = folder / "data"
        self._log_from = 0  # where the present server's words begin
        self._user: tuple[int, int] | None = None  # process and descriptor that hold the lock

    @property
    def socket_folder(self) -> Path:
        inside = self.folder / "run"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:10]
        return Path(tempfile.gettempdir()) / f"laocai-ict-{os.geteuid()}-{digest}"

    def ensure(self) -> None:
        """Return once the server answers; it stays up at least until this process ends."""
        if self._user is not None and self._user[0] == os.getpid():
            return
        _refuse_closed(make_data_dir())
        _private_folder(self.folder)
        with locked(self.folder / "start.lock"):
            descriptor = open_lock(self.folder / "clients.lock")
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            self._user = (os.getpid(), descriptor)
            try:
                self._bring_up()
            except Refusal:
                if self.durable or not self.data.exists():
                    raise
                shutil.rmtree(self.data)  # spoilt when the machine went down, or of another version
                self._bring_up()

    def revive(self) -> None:
        """Return once the server answers again, after it has refused or cut a connection."""
        with locked(self.folder / "start.lock"):
            self._bring_up()

    def hand_over(self) -> int:
        """Return the descriptor that keeps the server up, inheritable by what is executed next."""
        self.ensure()
        assert self._user is not None  # noqa: S101  (for the type checker: ensure() has set it)
        os.set_inheritable(self._user[1], True)
        return self._user[1]

    def wait_until_unused(self, seconds: float) -> None:
        """Wait for the keeper to end, at most so long; for whom has closed its descriptor."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not self._keeper_gone():
            time.sleep(0.05)

    def _keeper_gone(self) -> bool:
        lock = try_lock(self.folder / "keeper.lock")
        if lock is not None:
            os.close(lock)
        return lock is not None

    def _bring_up(self) -> None:
        lock = try_lock(self.folder / "keeper.lock")
        if lock is not None:
            try:
                self._start_keeper(lock)
            finally:
                os.close(lock)  # the keeper has inherited it and holds it on
        deadline = time.monotonic() + READY_WITHIN
        while not self._ready():
            if time.monotonic() > deadline or self._keeper_gone():
                raise self._explain()
            time.sleep(0.02)

    def _start_keeper(self, lock: int) -> None:
        programs = binaries.folder()
        if not (self.data / "PG_VERSION").exists():
            self._initialise(programs)
        self._check_version(programs)
        _private_folder(self.socket_folder)
        numbers = map(str, (lock, *(account() or (0, 0))))
        log = self.folder / "server.log"
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".old.log"))
        command = [str(programs / "postgres"), *self._options()]
        with log.open("ab") as output:
            self._log_from = output.tell()
            subprocess.run(  # comes back at once: the keeper lives on in the background
                [sys.executable, "-I", "-S", keeper.__file__, self.folder, *numbers, *command],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/", env=_environment(),
                pass_fds=[lock], start_new_session=True, check=True,
            )  # fmt: skip

    def _options(self) -> list[str]:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_folder).replace('"', '""'),
            "unix_socket_permissions": "0700",
            "max_connections": "100",
            "shared_buffers": "128MB",
            "log_timezone": "UTC",
            # What people look for stands in the statements, what they are in the details.
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
            "max_wal_senders": "0",
            "wal_level": "minimal",
        }
        settings["unix_socket_directories"] = f'"{settings["unix_socket_directories"]}"'
        if not self.durable:
            settings |= dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "off")
        return ["-D", str(self.data), *(f"--{name}={value}" for name, value in settings.items())]

    def _initialise(self, programs: Path) -> None:
        """Make the data folder in one stroke: an interrupted attempt leaves nothing that counts."""
        fresh = self.folder / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        options = [f"--username={ROLE}", "--encoding=UTF8", "--auth=trust", "--no-instructions"]
        # Case folding must know Vietnamese capitals whatever the language of the machine.
        if binaries.major(programs) >= 17:
            options += ["--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        else:
            options += ["--locale=C.UTF-8"]
        options += ["--data-checksums"] if self.durable else ["--no-sync"]
        self._run([programs / "initdb", "-D", fresh, *options])
        create = f"CREATE DATABASE {DATABASE};\n"
        self._run([programs / "postgres", "--single", "-j", "-D", fresh, "postgres"], create)
        fresh.rename(self.data)

    def _run(self, command: list, text: str = "") -> None:
        uid, gid = account() or (None, None)
        done = subprocess.run(
            command, input=text, text=True, errors="replace", cwd="/", env=_environment(),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            user=uid, group=gid, extra_groups=None if uid is None else [],
        )  # fmt: skip
        # A server for a single user ends well even when what it was told to do failed.
        if done.returncode or re.search(r"\b(ERROR|FATAL|PANIC):", done.stdout):
            raise self._explain(done.stdout)

    def _check_version(self, programs: Path) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        have = binaries.major(programs)
        if made_by != str(have):
            raise Refusal(
                f"Dữ liệu trong {self.folder} do PostgreSQL {made_by} tạo, chương trình đang có "
                f"là bản {have}: hãy trỏ PG_BIN vào PostgreSQL {made_by}, hoặc đặt DATA_DIR khác.",
                f"The data in {self.folder} was made by PostgreSQL {made_by} and the programs "
                f"here are version {have}: point PG_BIN at PostgreSQL {made_by}, or set another "
                "DATA_DIR.",
            )

    def _ready(self) -> bool:
        """Say whether PostgreSQL itself has noted that it takes connections."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            state = Path(f"/proc/{int(lines[0])}/stat").read_text().rpartition(")")[2].split()[0]
        except (OSError, ValueError, IndexError):
            return False
        if state == "Z":  # killed, and nobody has taken notice
            return False
        return len(lines) > 7 and lines[7].strip() == "ready"

    def _explain(self, output: str = "") -> Refusal:
        log = self.folder / "server.log"
        if not output and log.exists():
            output = log.read_bytes()[self._log_from :].decode(errors="replace")
        if says_disk_full(output):
            return disk_full(str(self.folder))
        telling = [
            line for line in output.splitlines() if "FATAL" in line or "error" in line.lower()
        ]
        said = (telling or output.strip().splitlines() or ["?"])[-1].strip()
        return Refusal(
            f"PostgreSQL kèm theo không khởi động được ({said}): xem {log}.",
            f"The embedded PostgreSQL does not start ({said}): see {log}.",
        )


@functools.cache
def current() -> Server:
    """Return this process's server.

    Tests have their own, to run beside the portal: EMBEDDED_SERVER is "test", or where several
    processes share the suite "test-1", "test-2" and so on.
    """
    name = os.environ.get("EMBEDDED_SERVER", "")
    if name.startswith("test"):
        return Server(data_dir() / f"postgres-{name}", durable=False)
    return Server(data_dir() / "postgres")


def account() -> tuple[int, int] | None:
    """Return user and group PostgreSQL runs under when this process is root's, else None.

    The account is made when it is missing; it is a system account that nobody can log in to.
    """
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(ACCOUNT)
    except KeyError:
        command = [
            "useradd",
            "--system",
            "--user-group",
            "--no-create-home",
            "--home-dir",
            "/nonexistent",
        ]
        command += ["--shell", "/usr/sbin/nologin", ACCOUNT]
        try:
            subprocess.run(command, check=True, capture_output=True)
            entry = pwd.getpwnam(ACCOUNT)
        except (OSError, subprocess.CalledProcessError, KeyError) as error:
            raise Refusal(
                f"Không tạo được tài khoản {ACCOUNT} để chạy PostgreSQL (root không được chạy "
                "nó): hãy chạy lệnh bằng một người dùng thường, hoặc đặt DATABASE_URL.",
                f"The account {ACCOUNT} for PostgreSQL, which root may not run, cannot be made: "
                "run the command as an ordinary user, or set DATABASE_URL.",
            ) from error
    return entry.pw_uid, entry.pw_gid


def _refuse_closed(folder: Path) -> None:
    if os.geteuid() == 0 and not open_to_others(folder):
        raise Refusal(
            f"Tài khoản {ACCOUNT} của PostgreSQL không vào được {folder}: hãy đặt DATA_DIR vào "
            "thư mục mà mọi tài khoản đi qua được, ví dụ dưới /var/lib.",
            f"The account {ACCOUNT} of PostgreSQL cannot enter {folder}: set DATA_DIR to a "
            "folder that every account can pass through, under /var/lib for example.",
        )


def _private_folder(folder: Path) -> None:
    """Make a folder that only its owner enters: the account of the server, or this user."""
    owner = account() or (os.geteuid(), os.getegid())
    if not folder.is_dir():
        folder.mkdir(mode=0o700)
        os.chown(folder, *owner)
    found = folder.lstat()
    if found.st_uid != owner[0] or not stat.S_ISDIR(found.st_mode):
        raise Refusal(
            f"{folder} thuộc về một tài khoản khác: hãy đặt DATA_DIR khác cho lần chạy này.",
            f"{folder} belongs to another account: set another DATA_DIR for this run.",
        )


def _environment() -> dict[str, str]:
    """Return the environment without what would change the server: language, PG*, proxies of it."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "PG", "DATABASE_URL", "SECRET_KEY"))
    }
    return kept | {"LC_ALL": "C"}
