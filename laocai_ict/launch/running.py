"""What `manage.py start` hands over to the web server that it turns into, and the farewell.

The command prepares everything, then executes gunicorn in its own place. Through the environment
it hands over the descriptors of two locks (that of the data folder, and that which keeps the
embedded PostgreSQL up) and the address to tell the user.
"""

import os
from pathlib import Path

from . import server
from .folders import data_dir

HELD = "LAOCAI_ICT_HELD"  # descriptors, the lock of the server last if there is one
ADDRESS = "LAOCAI_ICT_ADDRESS"
TRIAL = "LAOCAI_ICT_TRIAL"
ACCOUNTS = "demo-accounts.txt"


def hand_over(descriptors: list[int], address: str, *, trial: bool) -> None:
    for descriptor in descriptors:
        os.set_inheritable(descriptor, True)
    os.environ[HELD] = ",".join(map(str, descriptors))
    os.environ[ADDRESS] = address
    if trial:
        os.environ[TRIAL] = "1"


def started_by_command() -> bool:
    return ADDRESS in os.environ


def held_descriptors() -> list[int]:
    return [int(number) for number in os.environ.get(HELD, "").split(",") if number]


def wait_for_the_server() -> None:
    """Let go of the embedded PostgreSQL and wait for its end, so that nothing is left running."""
    for descriptor in held_descriptors():
        os.close(descriptor)
    if not os.environ.get("DATABASE_URL"):
        server.current().wait_until_unused(seconds=15)


def welcome() -> str:
    """Return the closing block of `start`: addresses, demo accounts."""
    address = os.environ[ADDRESS]
    lines = [
        "",
        f"  Trang công cộng / public site   {address}/",
        f"  Trang quản trị / admin site     {address}/quan-tri/",
    ]
    if TRIAL in os.environ:
        accounts = demo_accounts(data_dir() / ACCOUNTS)
        lines += ["", f"  Tài khoản dùng thử / demo accounts ({data_dir() / ACCOUNTS})"]
        widths = [max(len(row[column]) for row in accounts) for column in (0, 1)]
        lines += [f"  {a:<{widths[0]}}  {b:<{widths[1]}}  {c}" for a, b, c in accounts]
    lines += ["", "  Ctrl-C để dừng / to stop", ""]
    return "\n".join(lines)


def demo_accounts(path: Path) -> list[tuple[str, str, str]]:
    """Return (name, password, what it may do) of each line of the file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.count("\t") == 2]
    return [(name, password, may) for name, password, may in rows]
