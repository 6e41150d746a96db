"""The lists of packages and of variables say what the code uses."""

import re
import tomllib

import pytest

from laocai_ict.launch.folders import BASE_DIR

PROJECT = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
SETS = {"runtime": PROJECT["project"]["dependencies"], **PROJECT["dependency-groups"]}
READ = re.compile(
    r"""(?:env\.\w+\(|environ\.get\(|environ\[)\s*["'](?!PIP_|LAOCAI_ICT_|DJANGO_)([A-Z_]+)["']"""
)
INSIDE = {"EMBEDDED_SERVER", "CHROMIUM_MISSING", "PLAYWRIGHT_BROWSERS_PATH"}


@pytest.mark.parametrize("name", SETS)
def test_lock_file_holds_every_direct_need_with_hashes_and_no_address(name):
    text = (BASE_DIR / "laocai_ict" / "requirements" / f"{name}.txt").read_text()
    assert "://" not in text
    for pin in SETS[name]:
        assert re.search(rf"^{re.escape(pin)} .*\n +--hash=sha256:", text, re.MULTILINE), pin


def test_every_variable_is_in_the_example():
    example = (BASE_DIR / ".env.example").read_text(encoding="utf-8")
    sources = [*BASE_DIR.glob("laocai_ict/*.py"), *BASE_DIR.glob("laocai_ict/launch/*.py")]
    read = {name for path in sources for name in READ.findall(path.read_text(encoding="utf-8"))}
    assert {"DATABASE_URL", "WEB_THREADS", "PG_BIN"} <= read
    assert [name for name in sorted(read - INSIDE) if f"\n#{name}=" not in example] == []
