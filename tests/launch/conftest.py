from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of the portal's own; the tests here start on it one after the other."""
    folder = tmp_path_factory.mktemp("portal") / "dữ liệu"
    for above in (folder.parent, *folder.parent.parents[:2]):
        above.chmod(above.stat().st_mode | 0o011)  # root's PostgreSQL runs under another account
    return folder
