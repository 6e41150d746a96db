from .agencies import Agency
from .loads import LoadedRow, LoadRun
from .sources import Source

__all__ = ["Agency", "LoadRun", "LoadedRow", "Source"]
