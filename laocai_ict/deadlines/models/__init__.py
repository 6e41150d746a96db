from .hours import OfficeHours
from .rules import DeadlineRule

__all__ = ["DeadlineRule", "OfficeHours"]
