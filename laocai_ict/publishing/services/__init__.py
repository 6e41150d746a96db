"""The steps of the workflow: the only code that changes the state of a version.

Each verb takes one version, locks its item, reads the state and the actor's rights afresh, refuses
with sentences (`Refused`) or writes everything in one transaction and notes the step. Who may:
writing needs the right to change records of that kind, all that makes or unmakes something public
needs the right to publish them. Moments are aware; `at` is the present moment, for tests and for
what happens together.
"""

from .closing import ask_closing, close, refuse_closing
from .deciding import approve, force, keep, return_, review, withdraw
from .ground import VERBS, hold, may
from .links import LONGEST_PREVIEW, digest_of, revoke_preview, share_preview
from .machines import open_for_source, release
from .writing import discard, explain, open_version, submit, take_back, written

__all__ = [
    "LONGEST_PREVIEW",
    "VERBS",
    "approve",
    "ask_closing",
    "close",
    "digest_of",
    "discard",
    "explain",
    "force",
    "hold",
    "keep",
    "may",
    "open_for_source",
    "open_version",
    "refuse_closing",
    "release",
    "return_",
    "review",
    "revoke_preview",
    "share_preview",
    "submit",
    "take_back",
    "withdraw",
    "written",
]
