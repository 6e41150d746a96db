"""Statistics of post, telecommunications and broadcasting.

Chỉ tiêu (Indicator) is what is counted; định nghĩa (IndicatorDefinition) how, in which years; số
liệu (Observation) one figure as one source gives it; mục tiêu (Target) what a plan promises; chỗ
đứt (SeriesBreak) where the figures before and after cannot be compared.
"""

from .headlines import HeadlineFigure
from .indicators import Indicator, IndicatorDefinition, SeriesBreak
from .observations import Observation
from .operators import Operator
from .targets import Target

__all__ = [
    "HeadlineFigure",
    "Indicator",
    "IndicatorDefinition",
    "Observation",
    "Operator",
    "SeriesBreak",
    "Target",
]
