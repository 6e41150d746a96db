"""Keeps the secret of a preview link out of whatever is logged: it stands in the address."""

import logging
import re

SECRET = re.compile(r"(/xem-truoc/)[^/\s?\"']+")


class HideSecrets(logging.Filter):
    """Writes "…" for the secret in every message; Django logs the address of a failed page."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if SECRET.search(said):
            record.msg, record.args = SECRET.sub(r"\1…", said), ()
        return True
