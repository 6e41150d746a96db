"""The same form sent twice is saved once: a double click, a second try after a timeout."""

import datetime
from enum import Enum

from django.db import IntegrityError, transaction
from django.utils import timezone

from .models import SavedForm
from .tickets import LONGEST, Ticket


class Seen(Enum):
    NEVER = "never saved"
    SAME = "the very same was saved"
    OTHER = "saved with other content"


def claim(ticket: Ticket, fingerprint: str) -> tuple[Seen, SavedForm]:
    """Claim the form's key within the caller's transaction; say whether it was saved before.

    Where the same form is being saved at this moment the database makes us wait for its outcome.
    """
    fresh = SavedForm(key=ticket.key, account_id=ticket.account, fingerprint=fingerprint)
    try:
        with transaction.atomic():
            fresh.save(force_insert=True)
            return Seen.NEVER, fresh
    except IntegrityError:
        saved = SavedForm.objects.get(key=ticket.key, account=ticket.account)
        return (Seen.SAME if saved.fingerprint == fingerprint else Seen.OTHER), saved


def was_saved(ticket: Ticket, fingerprint: str) -> bool:
    return SavedForm.objects.filter(
        key=ticket.key, account=ticket.account, fingerprint=fingerprint
    ).exists()


def remember(ticket: Ticket, fingerprint: str, record) -> None:
    """Note that the form was saved as this record; the caller holds the record."""
    SavedForm.objects.update_or_create(
        key=ticket.key,
        defaults={
            "account_id": ticket.account,
            "fingerprint": fingerprint,
            "record": str(record.pk),
            "saved_at": timezone.now(),
        },
    )


def forget_outdated() -> int:
    """Erase notes of forms whose tickets are no longer taken; return how many."""
    oldest = timezone.now() - LONGEST - datetime.timedelta(days=1)
    return SavedForm.objects.filter(saved_at__lt=oldest).delete()[0]


def release(ticket: Ticket) -> None:
    """Give up a claim whose form was not saved."""
    SavedForm.objects.filter(key=ticket.key, record="").delete()
