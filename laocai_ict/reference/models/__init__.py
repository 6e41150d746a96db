from .agencies import Agency, AgencySuccession
from .calendar import CalendarDay
from .changes import UnitChange
from .figures import UnitFigure, UnitOutline
from .loads import LoadedRow, LoadRun
from .sources import Source
from .units import AdministrativeUnit, UnitName

__all__ = [
    "AdministrativeUnit",
    "Agency",
    "AgencySuccession",
    "CalendarDay",
    "LoadRun",
    "LoadedRow",
    "Source",
    "UnitChange",
    "UnitFigure",
    "UnitName",
    "UnitOutline",
]
