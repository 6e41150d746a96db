# -*- coding: utf-8 -*- (for Python 2, which would otherwise stop before it can say anything)
"""What has to be in place before Django can run: Python, packages, the embedded PostgreSQL.

Standard library alone. This file must be readable by Pythons far too old to run the rest, so
that they can say so.
"""

import sys

OLDEST = (3, 11)


def ensure_environment():
    """Return in an interpreter that has what the command of `sys.argv` needs, or end the process.

    Ends with two sentences (Vietnamese, English) and exit status 1 where that is impossible; from
    then on every failure that has a plain explanation ends so, instead of with a traceback.
    """
    if sys.version_info < OLDEST:
        sys.stderr.write(
            "Cần Python 3.11 trở lên, đây là Python %d.%d: hãy cài bản mới hơn rồi chạy lại bằng "
            "bản đó.\nPython 3.11 or newer is needed and this is %d.%d: install a newer one and "
            "run it with that.\n" % (sys.version_info[:2] * 2)
        )
        sys.exit(1)
    from .environment import prepare

    prepare(sys.argv)
