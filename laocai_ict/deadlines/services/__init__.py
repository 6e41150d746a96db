"""Verbs of deadlines: the only way in which they begin, rest, end and move.

Every verb takes keyword-only `by`, checks the right, locks what it changes, and refuses with
sentences (`display.refusals.Refused`) before anything is written.
"""

from .following import close, extend, open_, pause, reopen, resume
from .ground import VERBS, may
from .shifting import RIGHT, acknowledge, decide_shift

__all__ = [
    "RIGHT",
    "VERBS",
    "acknowledge",
    "close",
    "decide_shift",
    "extend",
    "may",
    "open_",
    "pause",
    "reopen",
    "resume",
]
