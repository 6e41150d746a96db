"""Admin of the procedures and the shared systems."""

from . import procedures, systems

__all__ = ["procedures", "systems"]
