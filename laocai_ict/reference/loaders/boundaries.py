"""Outlines of the units that the boundary files cover: 2018 on all levels, 2025 on two.

No file draws 2020 to 2025; units that began then have no outline.
"""

import datetime
from pathlib import Path

from laocai_ict.reference.era import OLDEST_LIST, TWO_LEVELS, YEN_BAI_KNOWN
from laocai_ict.reference.loading import Loader
from laocai_ict.reference.models import UnitOutline

from .places import Units
from .topology import Topology
from .words import Words

LAYERS: tuple[tuple[int, str, datetime.date, frozenset[str]], ...] = (
    (2018, "communes", OLDEST_LIST, frozenset()),
    (2018, "districts", OLDEST_LIST, frozenset()),
    (2018, "province", OLDEST_LIST, frozenset()),
    (2025, "communes", TWO_LEVELS, frozenset()),
    (2025, "province", TWO_LEVELS, frozenset()),
    # Old Lào Cai has its outline of 2018 already.
    (2025, "former_provinces", YEN_BAI_KNOWN, frozenset({"10"})),
)
"""year of the file, layer, a day on which its codes mean what the layer says, codes left out"""


def load(loader: Loader, folder: Path, words: Words, units: Units) -> None:
    files: dict[int, Topology] = {}
    for year, layer, when, left_out in LAYERS:
        if year not in files:
            files[year] = Topology(folder / f"boundaries-{year}.topojson")
        source = words.source(f"boundaries {year}")
        for shape in files[year].shapes(layer):
            if shape.code in left_out:
                continue
            left, top, right, bottom = shape.box
            label_x, label_y = shape.label
            loader.upsert(
                UnitOutline,
                f"{year} {layer} {shape.code}",
                unit=units.on(shape.code, when),
                year=year,
                path=shape.path,
                map_path=shape.map_path,
                left=left,
                top=top,
                right=right,
                bottom=bottom,
                label_x=label_x,
                label_y=label_y,
                source=source,
            )
