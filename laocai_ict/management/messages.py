"""Compiles the translations (.po) that the portal brings into what Django reads (.mo)."""

import os

import polib

from laocai_ict.launch.folders import BASE_DIR


def compile_messages() -> int:
    """Write the .mo files that are missing or older in content; return how many were written.

    A .mo carries the modification time of the .po it was made from, so that it is made again
    whenever that file changes, in either direction.
    """
    written = 0
    for source in sorted((BASE_DIR / "laocai_ict" / "locale").glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        changed = source.stat().st_mtime_ns
        if target.exists() and target.stat().st_mtime_ns == changed:
            continue
        fresh = target.with_suffix(".mo.new")
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        os.utime(fresh, ns=(changed, changed))
        fresh.replace(target)
        written += 1
    return written
