"""Where things lie: the checkout, and the one folder that running the portal writes to."""

import errno
import hashlib
import os
import stat
from pathlib import Path

from .refusal import unwritable

BASE_DIR = Path(__file__).resolve().parents[2]
SYSTEM_DATA = Path("/var/lib/laocai-ict")


def data_dir() -> Path:
    """Return the data folder, made or not: DATA_DIR, else `var/` of the checkout.

    Root with a checkout that other accounts cannot enter (below /root, say) gets a folder of its
    own under /var/lib, since PostgreSQL runs under an account of its own there.
    """
    given = os.environ.get("DATA_DIR", "")
    if given:
        return (BASE_DIR / Path(given).expanduser()).resolve()
    if os.geteuid() == 0 and not open_to_others(BASE_DIR):
        return SYSTEM_DATA / hashlib.sha256(os.fsencode(BASE_DIR)).hexdigest()[:8]
    return BASE_DIR / "var"


def make_data_dir() -> Path:
    """Create the data folder if need be and return it; others may pass through it, not list it."""
    folder = data_dir()
    try:
        if not folder.is_dir():
            folder.parent.mkdir(parents=True, exist_ok=True)
            if folder.parent == SYSTEM_DATA:
                SYSTEM_DATA.chmod(0o711)
            folder.mkdir(exist_ok=True)
            folder.chmod(0o711)
        elif not os.access(folder, os.W_OK | os.X_OK):
            raise unwritable(str(folder))
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise unwritable(str(folder)) from error
    return folder


def open_to_others(path: Path) -> bool:
    """Say whether accounts other than the owner's may enter `path` and all folders above it."""
    for folder in (path, *path.parents):
        try:
            if not folder.stat().st_mode & stat.S_IXOTH:
                return False
        except FileNotFoundError:
            continue  # not made yet: will be made as the rules above say
    return True
