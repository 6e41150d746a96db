"""The Python packages: found in the running interpreter, else installed into `.venv`.

Run as a program it installs the sets named on the command line and prints the interpreter that
has them: ``python3 -m laocai_ict.launch.packages runtime embedded test check``.
"""

import hashlib
import importlib.metadata
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from . import OLDEST
from .folders import BASE_DIR
from .locks import locked
from .processes import die_with_parent
from .refusal import Refusal, disk_full, install, says_disk_full
from .steps import Step

REQUIREMENTS = BASE_DIR / "laocai_ict" / "requirements"
VENV = BASE_DIR / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
# Settings of pip that would send the packages elsewhere; its index, certificates, cache are kept.
MISLEADING = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_REQUIRE_VIRTUALENV")
UNREACHABLE = re.compile(
    r"NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|name resolution"
    r"|NameResolutionError|Network is unreachable|Connection (refused|reset|aborted|broken)",
    re.IGNORECASE,
)


def ensure(sets: list[str]) -> None:
    """Return when the running interpreter has the sets, else start again in one that has."""
    python = interpreter(sets)
    if python is not None:
        os.execv(python, [str(python), *sys.orig_argv[1:]])


def interpreter(sets: list[str]) -> Path | None:
    """Return the Python of `.venv` with the sets installed, or None if the running one will do."""
    inside = Path(sys.prefix) == VENV
    if (inside and installed(sets)) or importable(sets):
        return None
    if not installed(sets):
        build(sets)
    return PYTHON


def importable(sets: Iterable[str]) -> bool:
    """Say whether the running interpreter has the exact packages that pyproject.toml names."""
    project = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    groups = {"runtime": project["project"]["dependencies"], **project["dependency-groups"]}
    for pin in (pin for name in sets for pin in groups[name]):
        name, _, version = pin.partition("==")
        try:
            if importlib.metadata.version(name) != version:
                return False
        except importlib.metadata.PackageNotFoundError:
            return False
    return True


def installed(sets: Iterable[str]) -> bool:
    """Say whether `.venv` has the sets as their files are now, for a Python that still exists."""
    stamp = _read_stamp()
    return usable(stamp) and all(stamp["sets"].get(name) == _digest(name) for name in sets)


def usable(stamp: dict) -> bool:
    return stamp.get("python") == os.path.realpath(PYTHON) and os.access(PYTHON, os.X_OK)


def build(sets: Iterable[str]) -> None:
    """Make `.venv` if need be and install what is missing, over what an interrupted run left.

    An environment that somebody else made there is added to, not thrown away.
    """
    if not os.access(VENV if VENV.exists() else BASE_DIR, os.W_OK):
        raise Refusal(
            f"Không có quyền ghi {VENV}: hãy chạy từ một bản mã nguồn của mình, hoặc trong một môi "
            "trường đã có sẵn các gói.",
            f"No permission to write {VENV}: run from a checkout of your own, or in an environment "
            "that has the packages.",
        )
    VENV.mkdir(exist_ok=True)
    with locked(VENV) as lock:
        stamp = _read_stamp()
        if not usable(stamp):
            if stamp or not _runs():
                _make_venv()
            stamp = {"python": os.path.realpath(PYTHON), "sets": {}}
        missing = [name for name in sets if stamp["sets"].get(name) != _digest(name)]
        if not missing:
            return
        interrupted = stamp.get("unfinished", False)
        _write_stamp({**stamp, "unfinished": True})
        _install(missing, lock, anew=interrupted)
        stamp["sets"].update({name: _digest(name) for name in missing})
        _write_stamp({**stamp, "unfinished": False})


def _runs() -> bool:
    """Say whether `.venv` holds a Python that is new enough, whoever made it."""
    check = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    try:
        return subprocess.run([PYTHON, "-c", check], capture_output=True).returncode == 0
    except OSError:
        return False


def _write_stamp(stamp: dict) -> None:
    fresh = STAMP.with_suffix(".new")
    fresh.write_text(json.dumps(stamp), encoding="utf-8")
    fresh.replace(STAMP)


def _read_stamp() -> dict:
    try:
        return json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _digest(name: str) -> str:
    return hashlib.sha256((REQUIREMENTS / f"{name}.txt").read_bytes()).hexdigest()


def _make_venv() -> None:
    for entry in VENV.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    try:
        import venv
    except ImportError:  # some distributions cut the module out; a bare one needs little
        _make_bare_venv()
    else:
        venv.create(VENV, symlinks=True, with_pip=False)


def _make_bare_venv() -> None:
    base = Path(os.path.realpath(sys.executable))
    major, minor = sys.version_info[:2]
    (VENV / "lib" / f"python{major}.{minor}" / "site-packages").mkdir(parents=True)
    PYTHON.parent.mkdir()
    PYTHON.symlink_to(base)
    (VENV / "pyvenv.cfg").write_text(
        f"home = {base.parent}\ninclude-system-site-packages = false\nversion = {major}.{minor}\n"
    )


def _pip() -> list[str]:
    """Return a command that installs into `.venv`: the machine's pip, else the one of ensurepip."""
    candidates = [
        [sys.executable, "-m", "pip", "--python", str(PYTHON)],
        [str(PYTHON), "-m", "pip"],
    ]
    if importlib.util.find_spec("pip") and _works(candidates[0]):
        return candidates[0]
    if not _works(candidates[1]):
        subprocess.run([PYTHON, "-m", "ensurepip"], capture_output=True, env=_pip_environment())
    if _works(candidates[1]):
        return candidates[1]
    raise Refusal(
        "Python này không có pip và cũng không có ensurepip: hãy cài gói python3-pip hoặc "
        "python3-venv của hệ điều hành rồi chạy lại.",
        "This Python has neither pip nor ensurepip: install the system's package python3-pip or "
        "python3-venv and run the command again.",
    )


def _works(pip: list[str]) -> bool:
    run = subprocess.run([*pip, "--version"], capture_output=True, env=_pip_environment())
    return run.returncode == 0


def _pip_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in MISLEADING}


def _install(sets: list[str], lock: int, *, anew: bool) -> None:
    """Run pip; `anew` writes all packages again, since a half-written one looks like installed."""
    files = [REQUIREMENTS / f"{name}.txt" for name in sets]
    total = sum(len(re.findall(r"^[\w.-]+==", file.read_text(), re.MULTILINE)) for file in files)
    # fmt: off
    command = [
        *_pip(), "install", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--no-input",
        "--disable-pip-version-check", "--progress-bar", "off", "--retries", "2",
        *(["--ignore-installed"] if anew else []),
        *(part for file in files for part in ("-r", str(file))),
    ]
    # fmt: on
    output: list[str] = []
    collected = 0
    with Step("Cài gói phần mềm", f"packages ({', '.join(sets)})", sys.stderr) as step:
        # The lock goes with pip, so that a second command waits for a pip whose parent was killed.
        with subprocess.Popen(
            command, env=_pip_environment(), pass_fds=[lock], preexec_fn=die_with_parent, text=True,
            errors="replace", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ) as pip:  # fmt: skip
            for line in pip.stdout or ():
                output.append(line)
                collected += line.startswith(("Collecting ", "Processing ", "Ignoring "))
                step.progress(min(collected, total), total)
            if pip.wait() == 0:
                step.progress(total, total)  # some were there already
        if pip.returncode:
            raise _explain("".join(output))


def _explain(output: str) -> Refusal:
    """Return the sentences for a failed installation, from what pip said."""
    if says_disk_full(output):
        return disk_full(str(VENV))
    if UNREACHABLE.search(output):
        return Refusal(
            "Không liên lạc được với kho gói Python: hãy kiểm tra mạng hoặc thiết lập của pip "
            "(chỉ mục, proxy) rồi chạy lại.",
            "The registry of Python packages is out of reach: check the network or pip's settings "
            "(index, proxy) and run the command again.",
        )
    errors = re.findall(r"^ERROR: (.*)", output, re.MULTILINE) or output.strip().splitlines()[-1:]
    said = errors[0].strip().rstrip(".") if errors else "?"
    return Refusal(
        f"pip không cài được các gói ({said}): hãy sửa nguyên nhân rồi chạy lại.",
        f"pip could not install the packages ({said}): mend the cause and run the command again.",
    )


if __name__ == "__main__":
    install()
    print(interpreter(sys.argv[1:]) or sys.executable)
