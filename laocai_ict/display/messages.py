"""Compiled translations, made without gettext: a fresh machine may not have it."""

import os
from pathlib import Path

import polib
from django.conf import settings


def compile_catalogues() -> int:
    """Compile every .po file that changed since its .mo was made; return how many those were.

    A .mo carries its source's time of change, so that going back to an older source counts as a
    change too. It appears whole or not at all, so that a reader never meets half a file. Raises
    OSError where the folder cannot be written.
    """
    compiled = 0
    for folder in settings.LOCALE_PATHS:
        for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            changed = source.stat().st_mtime_ns
            if target.exists() and target.stat().st_mtime_ns == changed:
                continue
            unfinished = target.with_suffix(f".{os.getpid()}.tmp")
            polib.pofile(str(source)).save_as_mofile(str(unfinished))
            os.utime(unfinished, ns=(changed, changed))
            unfinished.replace(target)
            compiled += 1
    return compiled
