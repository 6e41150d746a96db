from .decisions import Decision, Notice, Shift
from .following import Deadline, DeadlinePause
from .hours import OfficeHours
from .rules import DeadlineRule

__all__ = [
    "Deadline",
    "DeadlinePause",
    "DeadlineRule",
    "Decision",
    "Notice",
    "OfficeHours",
    "Shift",
]
