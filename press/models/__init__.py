"""The weekly session in which the province informs the press.

The province calls it "cung cấp thông tin cho báo chí hằng tuần"; a press conference is another
thing in law (Press Law 2016, Art. 41) and is never meant here. A briefing (`Briefing`) is one
session of a series (`BriefingSeries`) and has topics (`Topic`), each with an anchor of its own.
"""

from .briefings import Briefing, Topic
from .series import WEEKLY, BriefingSeries

__all__ = ["WEEKLY", "Briefing", "BriefingSeries", "Topic"]
