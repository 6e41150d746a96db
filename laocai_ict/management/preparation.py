"""The steps between a bare clone and a portal that serves; each does only what is still to do."""

import errno
import hashlib
import io
import os
import re
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from laocai_ict.accounts import demo
from laocai_ict.accounts.models import User
from laocai_ict.display.messages import compile_catalogues
from laocai_ict.history.roles import OWNER, are_separate
from laocai_ict.history.sync import sync
from laocai_ict.launch import running
from laocai_ict.launch.folders import data_dir
from laocai_ict.launch.refusal import Refusal
from laocai_ict.launch.steps import Step
from laocai_ict.publishing import triggers
from laocai_ict.reference import loading
from laocai_ict.search import sync as search_index

NEWEST_SERVER = 18


class Counter(io.TextIOBase):
    """Takes the output of a command: counts the lines that begin like `counted`, keeps `notes`."""

    def __init__(self, step: Step, counted: str, total: int) -> None:
        self.step, self.counted, self.total, self.done = step, counted, total, 0
        self.notes: list[str] = []

    def write(self, text: str) -> int:
        for line in text.splitlines():
            if re.match(self.counted, line):
                self.done += 1
                self.step.progress(self.done, self.total)
            elif line.startswith("  "):
                self.notes.append(line)
        return len(text)


def make_secret_key() -> None:
    """Keep a secret key for the trial run, so that sessions outlive a restart."""
    path = data_dir() / "secret-key"
    if not path.exists():
        write_private(path, secrets.token_urlsafe(50))


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    fresh = path.with_name(f"{path.name}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)


def connect() -> str:
    """Open the database, starting the embedded server if it is that; return a warning or ""."""
    connection.ensure_connection()
    version = connection.connection.server_version // 10000
    if version > NEWEST_SERVER:
        return (
            f"PostgreSQL {version} mới hơn bản cao nhất đã thử (18). / is newer than the "
            "newest tried (18)."
        )
    return ""


def migrate(step: Step) -> None:
    """Bring the tables up to date, and the triggers on them; both as the migrating role."""
    executor = MigrationExecutor(connections[OWNER])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        counter = Counter(step, "  Applying", len(plan))
        call_command("migrate", interactive=False, verbosity=1, stdout=counter)
    else:
        sync()
        triggers.sync_if_new(OWNER)
        search_index.sync(OWNER)


def shared_role() -> str:
    """Return a warning where the role that serves could touch history, else ""."""
    if are_separate():
        return ""
    return (
        "Cổng và việc đổi cấu trúc dùng chung một vai trò cơ sở dữ liệu, nên ai chiếm được cổng "
        "sửa được cả lịch sử: đặt MIGRATE_DATABASE_URL, xem laocai_ict/deploy/README.md. / "
        "One database role both serves and owns, so whoever takes the portal over can change its "
        "history: set MIGRATE_DATABASE_URL, see laocai_ict/deploy/README.md."
    )


def load_reference(step: Step) -> list[str]:
    """Load the data files that changed; return what staff had changed by hand and was left."""
    counter = Counter(step, r"\S", len(loading.registered()))
    call_command("load_reference", stdout=counter, verbosity=2)
    return counter.notes


def load_sample() -> None:
    call_command("load_sample", stdout=io.StringIO(), verbosity=0)


def compile_translations() -> str:
    """Compile the translations; return a warning where their folder belongs to another account."""
    try:
        compile_catalogues()
    except PermissionError as error:
        return (
            f"Không ghi được {error.filename}, dùng bản dịch đang có. / Cannot be written, so the "
            "translations stay as they are."
        )
    except OSError as error:
        if error.errno != errno.EROFS:
            raise
        return "Mã nguồn chỉ đọc, dùng bản dịch đang có. / Read-only sources: translations stay."
    return ""


def collect_static(step: Step) -> None:
    """Collect and compress static files when any of them, or how they are stored, has changed."""
    stamp = data_dir() / "static.stamp"
    digest = hashlib.sha256(repr((settings.STORAGES, settings.STATIC_URL)).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            state = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    fingerprint = digest.hexdigest()
    collected = Path(settings.STATIC_ROOT).is_dir()
    if collected and stamp.exists() and stamp.read_text() == fingerprint:
        return
    call_command("collectstatic", interactive=False, verbosity=0, stdout=io.StringIO())
    stamp.write_text(fingerprint)


def demo_accounts() -> None:
    """Make or repair the demo accounts, unless file and accounts are as they were left last time.

    Without this shortcut each start would try every password, which is slow on purpose.
    """
    path, stamp = data_dir() / running.ACCOUNTS, data_dir() / "demo-accounts.stamp"
    if path.exists() and stamp.exists() and stamp.read_text() == _accounts_digest(path):
        return
    demo.ensure_demo_accounts(path)
    write_private(stamp, _accounts_digest(path))


def _accounts_digest(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    names = [line.partition("\t")[0] for line in text.splitlines()]
    columns = ("username", "password", "is_active", "is_staff", "is_superuser", "groups__name")
    stored = (
        User.objects.filter(username__in=names)
        .order_by("username", "groups__name")
        .values_list(*columns)
    )
    return hashlib.sha256(repr((text, list(stored), demo.PLANS)).encode()).hexdigest()


def missing_administrator() -> str:
    if User.objects.filter(is_superuser=True, is_active=True).exists():
        return ""
    return (
        "Chưa có người quản trị: chạy python3 manage.py createsuperuser. / "
        "Nobody can administer yet: run python3 manage.py createsuperuser."
    )


def refuse_second_start() -> Refusal:
    return Refusal(
        f"Cổng đang chạy trên thư mục dữ liệu {data_dir()}: hãy dừng bản đó, hoặc đặt DATA_DIR "
        "khác.",
        f"The portal already runs on the data folder {data_dir()}: stop that one, or set another "
        "DATA_DIR.",
    )
