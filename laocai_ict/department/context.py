"""Who publishes the site: the legal block of every page (Circular 32/2017/TT-BTTTT, Article 16)."""

import datetime
from dataclasses import dataclass

from django.db import Error
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate
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


_remembered: dict[str | None, tuple[tuple[str, datetime.date], Identity]] = {}
"""by language: the last read, and the state of the database and the day it was read for"""


def identity_in_state(state: str | None) -> Identity:
    """Return what `read_identity` would, without asking while the database has not changed.

    `state` is the snapshot the request was answered in (see `publishing.pagecache`); None asks.
    The day counts too: a name ends at midnight without anybody writing.
    """
    if state is None:
        return read_identity()
    now = (state, localdate())
    kept, found = _remembered.get(get_language(), (None, None))
    if found is None or kept != now:
        found = read_identity()
        if found.complete:
            _remembered[get_language()] = (now, found)
    return found


def identity(request: HttpRequest) -> dict:
    """Context processor: costs at most one query, and only where the legal block is printed."""
    state = getattr(request, "database_state", None)
    return {"identity": SimpleLazyObject(lambda: identity_in_state(state))}
