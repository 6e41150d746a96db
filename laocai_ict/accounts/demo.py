"""The accounts of a trial run: those that it takes to try the workflow, and an administrator.

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
    """An account to be made; without groups it is a superuser."""

    name: str
    display_name: str
    groups: tuple[str, ...]
    may_do: str


PLANS = (
    Plan("quan-tri", "Quản trị", (), "mọi việc, cả tài khoản / everything, accounts included"),
    Plan("bao-chi", "Soạn báo chí", ("Báo chí: soạn",), "soạn Báo chí / writes press"),
    Plan("bao-chi-duyet", "Duyệt báo chí", ("Báo chí: duyệt",), "duyệt Báo chí / approves press"),
    Plan(
        "bao-chi-quan-tri",
        "Quản trị báo chí",
        ("Báo chí: quản trị",),
        "soạn, duyệt, thiết lập Báo chí / writes, approves, sets up press",
    ),
    Plan(
        "vien-thong", "Soạn viễn thông", ("Viễn thông: soạn",), "soạn Viễn thông / writes telecom"
    ),
    Plan(
        "vien-thong-duyet",
        "Duyệt viễn thông",
        ("Viễn thông: duyệt",),
        "duyệt Viễn thông / approves telecom",
    ),
    Plan(
        "chinh-quyen-dien-tu",
        "Soạn chính quyền điện tử",
        ("Chính quyền điện tử: soạn",),
        "soạn Chính quyền điện tử và Thủ tục / writes e-government and procedures",
    ),
    Plan(
        "chinh-quyen-dien-tu-duyet",
        "Duyệt chính quyền điện tử",
        ("Chính quyền điện tử: duyệt",),
        "duyệt Chính quyền điện tử và Thủ tục / approves e-government and procedures",
    ),
    Plan(
        "tham-chieu",
        "Dữ liệu tham chiếu",
        ("Dữ liệu tham chiếu", "Giới thiệu: soạn"),
        "sửa địa phương, cơ quan; soạn giới thiệu / edits places, agencies; writes introduction",
    ),
    Plan(
        "gioi-thieu-duyet",
        "Duyệt giới thiệu",
        ("Giới thiệu: duyệt",),
        "duyệt giới thiệu / approves the introduction",
    ),
    Plan(
        "thoi-han",
        "Theo dõi thời hạn",
        ("Thời hạn: theo dõi",),
        "theo dõi thời hạn đang mở / follows open deadlines",
    ),
    Plan(
        "thoi-han-doi",
        "Quyết định dời thời hạn",
        ("Thời hạn: quyết định dời",),
        "xem và quyết định dời thời hạn / reads deadlines, decides on moving them",
    ),
    Plan("chi-xem", "Chỉ xem", ("Chỉ xem",), "xem, không sửa / reads only"),
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
    is_administrator = not plan.groups
    should_be = {"is_active": True, "is_staff": True, "is_superuser": is_administrator}
    user, made = User.objects.get_or_create(
        username=plan.name, defaults={"display_name": plan.display_name, **should_be}
    )
    for field, value in should_be.items():
        setattr(user, field, value)
    if made or not user.check_password(password):
        user.set_password(password)
    user.save()
    user.groups.set(Group.objects.filter(name__in=plan.groups))
    user.user_permissions.clear()
