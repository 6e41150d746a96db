import argparse
import errno
import os
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from laocai_ict.launch import locks, running, server
from laocai_ict.launch.folders import BASE_DIR, make_data_dir
from laocai_ict.launch.refusal import Refusal
from laocai_ict.launch.steps import Step, keep_interrupts, stop_if_interrupted
from laocai_ict.management import preparation

LOCAL = {"localhost", "127.0.0.1", "[::1]"}


class Command(BaseCommand):
    help = (
        "Chuẩn bị mọi thứ còn thiếu rồi chạy cổng; Ctrl-C để dừng. / "
        "Sets up whatever is missing, then serves the portal until Ctrl-C."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="mặc định / default: 127.0.0.1")
        parser.add_argument("--port", type=port, default=8000, help="mặc định / default: 8000")
        parser.add_argument(
            "--demo",
            action="store_true",
            help="bản dùng thử cả khi có DATABASE_URL: tài khoản và dữ liệu mẫu / "
            "a trial run even with DATABASE_URL: demo accounts and samples",
        )

    def handle(self, *, host: str, port: int, **options: Any) -> None:
        keep_interrupts()
        lock = locks.try_lock(make_data_dir() / "start.lock")
        if lock is None:
            raise preparation.refuse_second_start()
        listener = bind(host, port)
        self.prepare()
        held = [lock]
        if settings.DATABASES["default"]["ENGINE"] == "laocai_ict.embedded":
            held.append(server.current().hand_over())
        connections.close_all()
        os.environ.pop("MIGRATE_DATABASE_URL", None)  # what serves has no use for it
        everywhere = host in ("", "0.0.0.0", "::")  # noqa: S104  (compared, not bound)
        shown = "127.0.0.1" if everywhere else f"[{host}]" if ":" in host else host
        if settings.TRIAL and not os.environ.get("ALLOWED_HOSTS"):
            os.environ["ALLOWED_HOSTS"] = "*" if everywhere else ",".join(LOCAL | {shown})
        running.hand_over(held, f"http://{shown}:{port}", trial=settings.TRIAL)
        serve(listener)

    def warn(self, warning: str) -> None:
        if warning:
            self.stdout.write(self.style.WARNING(f"  {warning}"))

    def prepare(self) -> None:
        if settings.TRIAL:
            preparation.make_secret_key()
        with Step("Cơ sở dữ liệu", "database"):
            warning = preparation.connect()
        self.warn(warning)
        with Step("Cấu trúc bảng", "migrations") as step:
            preparation.migrate(step)
        self.warn(preparation.shared_role())
        with Step("Dữ liệu tham chiếu", "reference data") as step:
            notes = preparation.load_reference(step)
        self.stdout.writelines(f"{note}\n" for note in notes)
        if settings.TRIAL:
            with Step("Dữ liệu mẫu", "samples"):
                preparation.load_sample()
        with Step("Bản dịch", "translations"):
            warning = preparation.compile_translations()
        self.warn(warning)
        with Step("Tệp tĩnh", "static files") as step:
            preparation.collect_static(step)
        if settings.TRIAL:
            with Step("Tài khoản dùng thử", "demo accounts"):
                preparation.demo_accounts()
        else:
            self.warn(preparation.missing_administrator())


def port(text: str) -> int:
    number = int(text)
    if not 0 < number < 65536:
        raise argparse.ArgumentTypeError("1–65535")
    return number


def bind(host: str, number: int) -> socket.socket:
    """Take the address before anything else is done, so that nothing is done in vain."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Refusal(
                f"Cổng {number} trên {host} đang có chương trình khác dùng: hãy dừng chương trình "
                f"đó, hoặc chạy với --port {number + 1}.",
                f"Port {number} on {host} is in use by another program: stop that one, or run with "
                f"--port {number + 1}.",
            ) from error
        raise Refusal(
            f"Không mở được {host}:{number} ({error.strerror}): hãy chọn --host và --port khác.",
            f"{host}:{number} cannot be opened ({error.strerror}): choose another --host and "
            "--port.",
        ) from error
    return listener


def serve(listener: socket.socket) -> None:
    """Become the web server; it inherits the open address and the locks."""
    listener.set_inheritable(True)
    os.environ["BIND"] = f"fd://{listener.fileno()}"
    os.chdir(BASE_DIR)
    # Without it the C library keeps a heap for each of the many threads.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    sys.stdout.flush()
    stop_if_interrupted()
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "-c", "python:laocai_ict.gunicorn"])
