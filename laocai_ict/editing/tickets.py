"""The ticket each form carries: whose it is, which record it shows, and in what state it was.

Signed, not secret: of the record it holds nothing but keyed digests. One hidden input, so that a
form that is sent can be judged without anything remembered on the server.
"""

import datetime
from dataclasses import asdict, dataclass, field

from django.core import signing

from .models import random_key

NAME = "_phieu"
"""the hidden input; also the name under which browsers keep it with what is typed"""
SALT = "laocai_ict.editing.ticket"
LONGEST = datetime.timedelta(days=30)


@dataclass(frozen=True)
class Ticket:
    """`fields` and `rows` are the digests of the record and of its inline rows when drawn.

    `key` is the form's own: it stays the same while the same form comes back with errors.
    `secret` names the inputs whose content is never kept.
    """

    account: str
    form: str
    record: str = ""
    title: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    secret: list[str] = field(default_factory=list)
    key: str = field(default_factory=random_key)

    def signed(self) -> str:
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    def is_for(self, form: str, record: str) -> bool:
        return (self.form, self.record) == (form, record)


def read(sent) -> Ticket | None:
    """Return the ticket in what was sent; None where there is none that we signed of late."""
    try:
        return Ticket(**signing.loads(sent.get(NAME, ""), salt=SALT, max_age=LONGEST))
    except (signing.BadSignature, TypeError, ValueError):
        return None
