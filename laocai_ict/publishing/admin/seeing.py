"""What an approver saw, sent along with the page and compared when they decide."""

from dataclasses import dataclass
from typing import Any

from django.core import signing

from laocai_ict.publishing.differences import changed_since, fingerprints
from laocai_ict.publishing.models import Versioned

SALT = "publishing.seen"
NOTHING_SEEN = -1


@dataclass(frozen=True)
class Seen:
    """The count of edits of a version and a digest of each of its fields, as a page showed them."""

    edits: int
    digests: dict[str, str]

    def since(self, record: Versioned) -> list[str]:
        """Return the labels of what the record has otherwise by now."""
        return changed_since(self.digests, fingerprints(record))


def token(record: Versioned) -> str:
    """Return what the page of `record` sends back, signed."""
    version = record.version
    told = [version.pk, version.edits, fingerprints(record)]
    return signing.dumps(told, salt=SALT, compress=True)


def read(sent: str | None, record: Any) -> Seen:
    """Return what was seen; of another record, of nobody or forged it is nothing at all."""
    try:
        version, edits, digests = signing.loads(sent or "", salt=SALT)
    except (signing.BadSignature, ValueError):
        return Seen(NOTHING_SEEN, {})
    if version != record.version_id:
        return Seen(NOTHING_SEEN, {})
    return Seen(edits, digests)
