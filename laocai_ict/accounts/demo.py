"""The accounts of a trial run: one for each office and an administrator.

Their passwords are random, made once, and lie in one file that only the owner may read; a known
default password exists nowhere.
"""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import Group
from django.db import transaction

from .models import User

ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
"""without l, o, 0 and 1, which people mistake for one another when they copy a password"""


@dataclass(frozen=True)
class DemoAccount:
    """What `start` shows of an account: login name, password, what it may do in a few words."""

    name: str
    password: str
    may_do: str


@dataclass(frozen=True)
class Plan:
    name: str
    display_name: str
    group: str | None
    may_do: str


PLANS = (
    Plan("quan-tri", "Quản trị", None, "mọi việc, cả tài khoản / everything, accounts included"),
    Plan("bao-chi", "Phòng báo chí", "Phòng báo chí", "sửa phần Báo chí / edits press"),
    Plan(
        "vien-thong",
        "Thống kê viễn thông",
        "Thống kê viễn thông",
        "sửa phần Viễn thông / edits telecom",
    ),
    Plan(
        "chinh-quyen-dien-tu",
        "Chính quyền điện tử",
        "Chính quyền điện tử",
        "sửa phần Chính quyền điện tử và Thủ tục / edits e-government and procedures",
    ),
    Plan(
        "tham-chieu",
        "Dữ liệu tham chiếu",
        "Dữ liệu tham chiếu",
        "sửa địa phương, cơ quan, giới thiệu / edits places, agencies, introduction",
    ),
    Plan("chi-xem", "Chỉ xem", "Chỉ xem", "xem, không sửa / reads only"),
)


def ensure_demo_accounts(path: Path) -> list[DemoAccount]:
    """Make or repair the demo accounts and the file that keeps their passwords.

    A password that the file has stays; an account that is missing, blocked, in another group or
    has another password is put right. The file is written before the database, so that a process
    killed between the two leaves nothing that the next start does not mend. Raises OSError where
    the file cannot be read or written safely.
    """
    kept = _read(path)
    accounts = [
        DemoAccount(plan.name, kept.get(plan.name) or _new_password(), plan.may_do)
        for plan in PLANS
    ]
    _write(path, accounts)
    for plan, account in zip(PLANS, accounts, strict=True):
        _repair(plan, account.password)
    return accounts


def _new_password() -> str:
    """Return four groups of five signs: 100 bits, and short enough to be typed."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(4))


def _read(path: Path) -> dict[str, str]:
    try:
        # Not through a link: another account could point it anywhere.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return {}
    with open(descriptor, encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file]
    return {line[0]: line[1] for line in lines if len(line) >= 2 and line[1]}


def _write(path: Path, accounts: list[DemoAccount]) -> None:
    """Put the file in place whole, readable by its owner alone from its first byte on."""
    text = "".join(f"{a.name}\t{a.password}\t{a.may_do}\n" for a in accounts)
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(
            unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600
        )
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            unfinished.unlink()
        raise


@transaction.atomic
def _repair(plan: Plan, password: str) -> None:
    is_administrator = plan.group is None
    should_be = {"is_active": True, "is_staff": True, "is_superuser": is_administrator}
    user, made = User.objects.get_or_create(
        username=plan.name, defaults={"display_name": plan.display_name, **should_be}
    )
    for field, value in should_be.items():
        setattr(user, field, value)
    if made or not user.check_password(password):
        user.set_password(password)
    user.save()
    user.groups.set(Group.objects.filter(name=plan.group))
    user.user_permissions.clear()
