"""Reads the data files of this app into its models, in the order of their dependencies."""

from pathlib import Path

from laocai_ict.reference.loading import Loader

from . import agencies, boundaries, calendar, figures, places
from .words import Words

DATA = Path(__file__).resolve().parent.parent / "data"
FILES = tuple(sorted([*DATA.glob("*.csv"), *DATA.glob("*.topojson")]))
VERSION = 2
"""raised whenever this package reads the same files differently"""


def load(loader: Loader) -> None:
    """Load every file of the folder. Raises ValueError where the files contradict one another."""
    words = Words(loader, DATA)
    units = places.load(loader, DATA, words)
    figures.load(loader, DATA, words, units)
    boundaries.load(loader, DATA, words, units)
    agencies.load(loader, DATA, words, units)
    calendar.load(loader, DATA, words)
