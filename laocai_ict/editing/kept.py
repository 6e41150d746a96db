"""Forms that arrive when their session has ended are kept for a day and given back to their owner.

Whose a form is says its ticket, which we signed when we drew it; a form without one is not kept.
Nothing is ever sent again by itself: the form is shown filled in, and its owner presses save.
"""

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction
from django.http import HttpRequest

from . import posted, tickets
from .models import GIVE_BACK, KeptForm

MOST_BYTES = 1_000_000
MOST_FORMS = 20
"""kept for one account; the oldest gives way"""

CONFIRMS = ("xac_nhan", "da_xac_nhan", "post")
"""fields of the pages that ask before a bulk action: without them it asks and does nothing"""


class TooLong(Exception):
    """What was sent is over the million bytes that are kept."""


@dataclass(frozen=True)
class Fate:
    """What became of a form that could not be received: kept where, or too long to be kept."""

    kept: KeptForm | None = None
    too_long: bool = False


def fate_of(request: HttpRequest) -> Fate:
    """Keep the form if it has a ticket; say what became of it, never fail."""
    ticket = tickets.read(request.POST)
    if ticket is None:
        return Fate()
    try:
        return Fate(keep(request, ticket, address_of(request)))
    except TooLong:
        return Fate(too_long=True)
    except DatabaseError:
        return Fate()


@transaction.atomic
def keep(request: HttpRequest, ticket: tickets.Ticket, address: str) -> KeptForm | None:
    """Keep what was sent for the account of the ticket; None where there is no such account."""
    forget_outdated()
    content = json.dumps(posted.kept_content(request, ticket), ensure_ascii=False)
    if len(content.encode()) > MOST_BYTES:
        raise TooLong
    # The account is held, so that two forms at once do not both think there is room for one.
    accounts = get_user_model()._base_manager.select_for_update(of=("self",), no_key=True)
    account = accounts.filter(pk=ticket.account).first()
    if account is None:
        return None
    form = KeptForm.objects.create(
        account=account,
        address=address,
        title=ticket.title,
        content=content,
        has_files=bool(request.FILES),
    )
    mine = KeptForm.objects.filter(account=account).order_by("-kept_at")
    KeptForm.objects.filter(pk__in=list(mine.values_list("pk", flat=True)[MOST_FORMS:])).delete()
    return form


def address_of(request: HttpRequest) -> str:
    """Return the address the form stands at, without the name of a form given back there."""
    query = request.GET.copy()
    query.pop(GIVE_BACK, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def asked_for(request: HttpRequest) -> KeptForm | None:
    """Return the kept form named in the address, if it is this account's and of this address."""
    key = request.GET.get(GIVE_BACK)
    if not key or not request.user.is_authenticated:
        return None
    form = KeptForm.objects.of(request.user).filter(key=key).first()
    return form if form and form.address.partition("?")[0] == request.path else None


def take_in(request: HttpRequest, form: KeptForm) -> None:
    """Make the request one for what was kept, not yet confirmed; its address loses the name."""
    request.kept_form = form  # type: ignore[attr-defined]
    request.GET = request.GET.copy()
    request.GET.pop(GIVE_BACK, None)
    if request.method == "GET":
        asked = form.as_post().copy()
        for name in CONFIRMS:
            asked.pop(name, None)
        request.method, request.POST = "POST", asked


def forget(request: HttpRequest) -> None:
    """Drop the kept form named in the address: it has been saved now."""
    if key := request.GET.get(GIVE_BACK):
        KeptForm.objects.filter(account=request.user.pk, key=key).delete()


def forget_outdated() -> int:
    """Erase what has been kept for its day; return how many forms that were."""
    return KeptForm.objects.outdated().delete()[0]


def login_address(login: str, form: KeptForm) -> str:
    return f"{login}?{urlencode({'next': form.get_absolute_url()})}"


def waiting_at(request: HttpRequest) -> list[KeptForm]:
    """Return what is kept for this account from the form at this address, newest first."""
    forms = KeptForm.objects.of(request.user).filter(address=address_of(request))
    return list(forms.order_by("-kept_at")[:1])
