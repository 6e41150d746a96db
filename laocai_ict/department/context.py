"""Who publishes the site: the legal block of every page (Circular 32/2017/TT-BTTTT, Article 16)."""

from dataclasses import dataclass

from django.db import Error
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
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


_remembered: dict[tuple[str, str], Identity] = {}
"""the last read, by state of the database and language; never more than one state"""


def identity_in_state(state: str | None) -> Identity:
    """Return what `read_identity` would, without asking while the database has not changed.

    `state` is the snapshot the request was answered in (see `publishing.pagecache`); None asks.
    """
    if state is None:
        return read_identity()
    key = (state, get_language())
    if key not in _remembered:
        found = read_identity()
        if not found.complete:
            return found
        for old in [old for old in _remembered if old[0] != state]:
            _remembered.pop(old, None)
        _remembered[key] = found
    return _remembered.get(key) or read_identity()


def identity(request: HttpRequest) -> dict:
    """Context processor: costs at most one query, and only where the legal block is printed."""
    state = getattr(request, "database_state", None)
    return {"identity": SimpleLazyObject(lambda: identity_in_state(state))}
