"""What the server tells the browser so that it keeps what is being typed, and forgets it in time.

The browser keeps a draft enciphered with a key that only pages of the same account carry: on a
shared computer the next person finds nothing to read. See decision 0008.
"""

import base64

from django.conf import settings
from django.utils.crypto import salted_hmac

CONFIRMED = "da-luu"
"""cookie naming the form that was just saved: its draft is dropped"""


def identity(account, ticket) -> dict[str, str]:
    """Return under which name and with which key the browser keeps drafts of this account."""
    key = salted_hmac("laocai_ict.editing.draft", str(account.pk), algorithm="sha256").digest()
    name = salted_hmac("laocai_ict.editing.drafter", str(account.pk)).hexdigest()[:16]
    return {"account": name, "cipher": base64.b64encode(key).decode(), "form": ticket.key}


def confirm(response, ticket) -> None:
    """Tell the browser that the form was saved."""
    response.set_cookie(
        CONFIRMED,
        ticket.key,
        max_age=3600,
        path="/quan-tri/",
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Strict",
    )


def may_come_back(response):
    """Let the browser show the form again as it was left when its reader presses back."""
    response.may_come_back = True
    return response
