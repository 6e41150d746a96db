import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data() -> Iterator[Path]:
    """A data folder of the portal's own; the tests here start on it one after the other.

    Not below pytest's folder, which is closed to the account that root's PostgreSQL runs under.
    """
    above = Path(tempfile.mkdtemp(prefix="cổng "))
    above.chmod(0o711)
    yield above / "dữ liệu"
    shutil.rmtree(above)
