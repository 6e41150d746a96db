"""Who publishes the site: the legal block of every page (Circular 32/2017/TT-BTTTT, Article 16)."""

from dataclasses import dataclass

from django.db import Error
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from .models import DepartmentName
from .words import NOTHING, Words


@dataclass(frozen=True)
class Identity:
    """What the legal block says; empty where nothing is known."""

    name: Words
    successors: Words = NOTHING
    responsible: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    complete: bool = True
    """False where no database could be asked: then nothing is said to be missing either"""


def without_database() -> Identity:
    """Return the little that is known without asking anything, for error pages."""
    return Identity(Words(_("Sở Thông tin và Truyền thông tỉnh Lào Cai")), complete=False)


def read_identity() -> Identity:
    """Read name, successors and contacts in one query; without a database say less."""
    try:
        current = DepartmentName.objects.legal_block()
    except Error:
        return without_database()
    if current is None:
        return without_database()
    return Identity(
        name=current.shown_name,
        successors=current.shown_successors if current.has_ended() else NOTHING,
        **{kind: value for kind, value in (current.contacts or {}).items() if value},
    )


def identity(request: HttpRequest) -> dict:
    """Context processor: costs its one query only where a template prints the legal block."""
    return {"identity": SimpleLazyObject(read_identity)}
