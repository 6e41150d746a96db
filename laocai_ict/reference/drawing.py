"""Draws outlines: the map of the province on one day, and one unit among its neighbours.

Both return plain data; the templates write the SVG. Shapes come from the boundary files, which
settle no boundary, and the pages say so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .loaders.topology import FINE, MAP_WIDTH
from .models import AdministrativeUnit, Source, UnitOutline

LARGE, SMALL = (12, 27), (6.6, 15)
"""room for a letter and for a line of a label, in steps of the map: on phones, on wide screens"""
PADDING = 0.22
"""how much of its surroundings a unit's picture shows, as a share of the unit's size"""


@dataclass(frozen=True)
class Label:
    text: str
    x: float
    y: float


@dataclass
class Labels:
    """Places labels where they cross no other and stay inside the picture."""

    width: float
    height: float
    size: tuple[float, float] = LARGE
    placed: list[Label] = field(default_factory=list)
    _taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def block(self, x: float, y: float, half_width: float, half_height: float) -> None:
        self._taken.append((x - half_width, y - half_height, x + half_width, y + half_height))

    def offer(self, text: str, x: float, y: float) -> bool:
        """Place the label with its middle at (x, y) if there is room; say whether it was."""
        half, up = len(text) * self.size[0] / 2, self.size[1] / 2
        box = (x - half, y - up, x + half, y + up)
        if box[0] < 2 or box[1] < 2 or box[2] > self.width - 2 or box[3] > self.height - 2:
            return False
        if any(_cross(box, other) for other in self._taken):
            return False
        self._taken.append(box)
        self.placed.append(Label(text, round(x), round(y)))
        return True


def _cross(one: tuple, other: tuple) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@dataclass(frozen=True)
class ProvinceMap:
    """The units drawn on the common plane of one boundary year."""

    year: int
    width: int
    height: int
    units: list[AdministrativeUnit]
    edges: list[str]
    """thick lines: the province, and its districts or the provinces it was made of"""
    labels: list[Label]
    """for wide screens, in small type"""
    few_labels: list[Label]
    """for phones, in large type, as many as fit"""
    sources: list[Source]
    missing: int
    """communes of the day that the boundary file does not draw"""


def province_map(
    communes: list[AdministrativeUnit],
    edges: Iterable[AdministrativeUnit],
    labelled: Iterable[AdministrativeUnit],
    year: int,
) -> ProvinceMap | None:
    """Draw `communes` with `edges` above them; None where the file of `year` draws none of them."""
    drawn = [unit for unit in communes if unit.outline_of(year)]
    if not drawn:
        return None
    thick = [outline for unit in edges if (outline := unit.outline_of(year))]
    bottom = max(unit.outline.bottom for unit in drawn)
    height = round(bottom / FINE) + 2
    small, large = Labels(MAP_WIDTH, height, SMALL), Labels(MAP_WIDTH, height, LARGE)
    for unit in labelled:
        if outline := unit.outline_of(year):
            at = outline.label_x / FINE, outline.label_y / FINE
            small.offer(unit.name, *at)
            large.offer(unit.name, *at)
    return ProvinceMap(
        year=year,
        width=MAP_WIDTH,
        height=height,
        units=drawn,
        edges=[outline.map_path for outline in thick],
        labels=small.placed,
        few_labels=large.placed,
        sources=list({u.outline.source_id: u.outline.source for u in drawn}.values()),
        missing=len(communes) - len(drawn),
    )


@dataclass(frozen=True)
class Portrait:
    """One unit in the middle of its neighbours, and where it lies in the province."""

    outline: UnitOutline
    source: Source
    height: int
    scale: float
    left: float
    top: float
    neighbours: list[UnitOutline]
    labels: list[Label]
    own_label: Label
    province: UnitOutline | None
    province_height: int
    spot: Label
    width: int = MAP_WIDTH


@dataclass(frozen=True)
class Frame:
    """The window of a portrait: a unit with some room around it, in steps of its plane."""

    left: float
    top: float
    scale: float
    height: int

    @classmethod
    def around(cls, own: UnitOutline) -> "Frame":
        pad = max(own.right - own.left, own.bottom - own.top) * PADDING
        left, top = own.left - pad, own.top - pad
        width = own.right - own.left + 2 * pad
        scale = MAP_WIDTH / width
        height = round((own.bottom - own.top + 2 * pad) * scale)
        if height > MAP_WIDTH:  # a tall unit gets room at its sides instead of a tall picture
            scale, height = scale * MAP_WIDTH / height, MAP_WIDTH
            left -= (MAP_WIDTH / scale - width) / 2
        return cls(left, top, scale, height)

    def at(self, outline: UnitOutline) -> tuple[float, float]:
        """Return where the label of an outline lies in the window."""
        return (outline.label_x - self.left) * self.scale, (outline.label_y - self.top) * self.scale


def portrait(
    unit: AdministrativeUnit, outlines: Iterable[UnitOutline], province_id: int
) -> Portrait | None:
    """Draw `unit` with its neighbours among `outlines`; None where it has no outline."""
    found = {outline.unit_id: outline for outline in outlines}
    own = found.pop(unit.pk, None)
    if own is None:
        return None
    province = found.pop(province_id, None)
    frame = Frame.around(own)
    labels = Labels(MAP_WIDTH, frame.height)
    x, y = frame.at(own)
    labels.block(x, y, len(unit.name) * LARGE[0] / 2, LARGE[1])
    for outline in found.values():
        labels.offer(outline.unit.name, *frame.at(outline))
    return Portrait(
        outline=own,
        source=unit.outline.source,
        height=frame.height,
        scale=round(frame.scale, 5),
        left=round(-frame.left, 1),
        top=round(-frame.top, 1),
        neighbours=list(found.values()),
        labels=labels.placed,
        own_label=Label(unit.name, round(x), round(y)),
        province=province,
        province_height=round(province.bottom / FINE) + 2 if province else 0,
        spot=Label("", round(own.label_x / FINE), round(own.label_y / FINE)),
    )
