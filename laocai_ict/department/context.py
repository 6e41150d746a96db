"""Who publishes the site: the legal block of every page (Circular 32/2017/TT-BTTTT, Article 16)."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import Error, connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from laocai_ict.publishing.models import is_showing

from .models import Contact, DepartmentName
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


LEGAL_BLOCK = """(
    SELECT json_build_object(
        'names', (SELECT json_agg(borne) FROM department_departmentname AS borne),
        'contacts', (
            SELECT json_object_agg(contact.kind, contact.value)
            FROM department_contact AS contact
            JOIN publishing_version AS version ON version.id = contact.version_id
            WHERE version.public_from <= %(now)s
              AND (version.public_until IS NULL OR version.public_until > %(now)s)
        )
    )
)"""
"""Every page asks this; the ORM would take longer to build it than PostgreSQL to answer it."""


def read_legal_block() -> dict[str, Any] | None:
    """Return what `LEGAL_BLOCK` selects, by a statement of its own; None without a database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {LEGAL_BLOCK}", {"now": timezone.now()})
            return cursor.fetchone()[0]
    except Error:
        return None


def read_contacts_shown() -> dict[str, str]:
    """Return what the contacts say where a version is shown before or after its time."""
    return dict(Contact.objects.published().values_list("kind", "value"))


def read_identity(block: dict[str, Any] | None = None) -> Identity:
    """Tell name, successors and contacts from a legal block (asked for if not given)."""
    block = block or read_legal_block()
    if block and is_showing():
        block = block | {"contacts": read_contacts_shown()}
    names = [_name(row) for row in block["names"] or []] if block else []
    current = DepartmentName.last_begun(names)
    if block is None or current is None:
        return without_database()
    return Identity(
        name=current.shown_name,
        successors=current.shown_successors if current.has_ended() else NOTHING,
        **{kind: value for kind, value in (block["contacts"] or {}).items() if value},
    )


def _name(row: dict[str, Any]) -> DepartmentName:
    """Return the name that a row stands for; JSON holds its days as text."""
    until = row["valid_until"]
    return DepartmentName(
        name=row["name"],
        name_en=row["name_en"],
        successors=row["successors"],
        successors_en=row["successors_en"],
        valid_from=datetime.date.fromisoformat(row["valid_from"]),
        valid_until=datetime.date.fromisoformat(until) if until else None,
    )


def identity(request: HttpRequest) -> dict:
    """Context processor: at most one query, and only where the legal block is printed.

    None at all where the statement that reads the state of the database brought it along.
    """
    block = getattr(request, "read_along", {}).get("legal block")
    return {"identity": SimpleLazyObject(lambda: read_identity(block))}
