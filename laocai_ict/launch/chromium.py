"""Chromium for the browser tests: found, or installed where that is possible."""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@functools.cache
def find() -> str | None:
    """Return the path of a Chromium that starts: CHROMIUM, one on PATH, or Playwright's own."""
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), *_of_playwright()]
    return next((path for path in candidates if path and _starts(path)), None)


def _of_playwright() -> list[str]:
    folder = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or "~/.cache/ms-playwright"
    return sorted(map(str, Path(folder).expanduser().glob("chromium*/*/[ch]*[em]"))) + sorted(
        map(str, Path(folder).expanduser().glob("chromium*/*/*headless[-_]shell"))
    )


def _starts(path: str) -> bool:
    """Say whether the program runs at all: some systems have a stub in its place."""
    try:
        run = subprocess.run([path, "--version"], capture_output=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return run.returncode == 0


def install() -> str:
    """Try to install Chromium; return why it is still missing, or "" when it is there now."""
    reasons = []
    for command in _ways():
        try:
            run = subprocess.run(command, capture_output=True, text=True, errors="replace")
        except OSError as error:
            reasons.append(f"{command[0]}: {error.strerror}")
            continue
        find.cache_clear()
        if find():
            return ""
        said = (run.stderr or run.stdout).strip().splitlines()
        reasons.append(f"{' '.join(command[-3:])}: {said[-1].strip() if said else run.returncode}")
    return "; ".join(reasons)


def _ways() -> list[list[str]]:
    playwright = [sys.executable, "-m", "playwright", "install"]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return [[*playwright, "chromium"]]
    apt = ["apt-get", "-o", "DPkg::Lock::Timeout=120"]
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    return [
        [*quiet, "sh", "-c", f"{' '.join(apt)} update; {' '.join(apt)} install -y chromium"],
        [*playwright, "--with-deps", "chromium"],
    ]
