"""The steps of every command before Django is imported."""

import io
import os
import platform
import re
import sys
import sysconfig
from urllib.parse import urlsplit

from . import packages, refusal
from .folders import BASE_DIR
from .refusal import Refusal

# Seconds; a host that never answers would keep a command for as long as the kernel tries.
CONNECT_WITHIN = "10"
SCHEMES = ("postgres", "postgresql", "psql", "pgsql")


def prepare(argv: list[str]) -> None:
    """Read `.env`, check what can be checked early, go on in an environment with the packages."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show Vietnamese
    refusal.install()
    read_dotenv()
    command = argv[1] if len(argv) > 1 else ""
    if command == "test" or (command == "start" and "--demo" in argv):
        os.environ["DEMO"] = "1"
    for name in ("DATABASE_URL", "MIGRATE_DATABASE_URL"):
        check_database_url(os.environ.get(name, ""))
    os.environ.setdefault("PGCONNECT_TIMEOUT", CONNECT_WITHIN)
    packages.ensure(needed_sets(command))


def needed_sets(command: str) -> list[str]:
    """Return the names of the package sets (files of laocai_ict/requirements) a command needs."""
    sets = ["runtime"]
    if not os.environ.get("DATABASE_URL") and not os.environ.get("PG_BIN"):
        check_platform()
        sets.append("embedded")
    if command == "test":
        sets.append("test")
    return sets


def read_dotenv() -> None:
    """Put the variables of `.env` into the environment; what is set there already wins.

    Settings read the same file; here it tells whether an embedded server is needed at all.
    """
    try:
        lines = (BASE_DIR / ".env").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        match = re.fullmatch(r"\s*(?:export\s+)?(\w+)\s*=\s*(.*?)\s*", line)
        if match:
            value = re.sub(r"^(['\"])(.*)\1$", r"\2", match[2])
            os.environ.setdefault(match[1], value)


def check_database_url(url: str) -> None:
    """Refuse a DATABASE_URL that is no PostgreSQL address; the sentence does not repeat it."""
    if not url:
        return
    try:
        parts = urlsplit(url)
        sound = (
            parts.scheme in SCHEMES
            and len(parts.path.rstrip("/")) > 1
            and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        sound = False
    if not sound:
        raise refusal.malformed_url()


def check_platform() -> None:
    """Refuse where the embedded PostgreSQL has no build: musl, old glibc, other processors."""
    triple = sysconfig.get_config_var("HOST_GNU_TYPE") or ""
    if "musl" in triple or "musl" in (sysconfig.get_config_var("SOABI") or ""):
        raise Refusal(
            "Hệ điều hành này dùng musl, PostgreSQL kèm theo cần glibc: hãy dùng một bản Linux có "
            "glibc (Debian, Ubuntu, Fedora…), hoặc đặt DATABASE_URL.",
            "This system uses musl and the embedded PostgreSQL needs glibc: use a Linux with glibc "
            "(Debian, Ubuntu, Fedora…), or set DATABASE_URL.",
        )
    libc, version = platform.libc_ver()
    old = libc == "glibc" and tuple(int(n) for n in version.split(".")[:2]) < (2, 28)
    if old or platform.machine() not in ("x86_64", "aarch64", "arm64"):
        raise Refusal(
            f"PostgreSQL kèm theo không có bản cho {platform.machine()}, {libc} {version} (cần "
            "x86-64 hoặc arm64, glibc 2.28 trở lên): hãy đặt DATABASE_URL, hoặc PG_BIN.",
            f"The embedded PostgreSQL has no build for {platform.machine()}, {libc} {version} "
            "(x86-64 or arm64, glibc 2.28 or newer is needed): set DATABASE_URL, or PG_BIN.",
        )
