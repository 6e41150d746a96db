"""Chromium for the browser tests: found, or installed where that is possible."""

import functools
import os
import re
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
    for name, command in _ways():
        try:
            run = subprocess.run(
                command, capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL
            )
        except OSError as error:
            reasons.append(f"{name}: {error.strerror}")
            continue
        find.cache_clear()
        if find():
            return ""
        said = re.findall(r"^.*(?:Error|Failed|E): .*$", run.stdout + run.stderr, re.MULTILINE)
        why = said[0].removesuffix("caused by").strip(" ,.:") if said else "none that starts"
        reasons.append(f"{name}: {why}")
    return "; ".join(reasons)


def _ways() -> list[tuple[str, list[str]]]:
    playwright = [sys.executable, "-m", "playwright", "install"]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return [("playwright install chromium", [*playwright, "chromium"])]
    apt = "DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120"
    return [
        ("apt-get install chromium", ["sh", "-c", f"{apt} update; {apt} install -y chromium"]),
        ("playwright install chromium", [*playwright, "--with-deps", "chromium"]),
    ]
