"""Turns a TopoJSON file into SVG paths that fit together.

Borders are arcs that two units share. They are put into the plane and thinned arc by arc, before
they are joined to rings, so neighbours keep one common border however much is left out.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

Point = tuple[int, int]
FINE = 10
"""steps of the full detail in one step of the thinned map"""
MAP_WIDTH = 560
"""steps across the province in the thinned map"""


@dataclass(frozen=True)
class Shape:
    """One unit as drawn: `path` in fine steps, `map_path` in the coarse steps of the map."""

    code: str
    path: str
    map_path: str
    box: tuple[int, int, int, int]
    label: Point


class Topology:
    """A TopoJSON file in a plane of its own: equirectangular at its middle latitude, y down."""

    def __init__(self, path: Path) -> None:
        file = json.loads(path.read_text(encoding="utf-8"))
        self._objects = file["objects"]
        arcs = [list(_decode(arc, file["transform"])) for arc in file["arcs"]]
        longitudes = [x for arc in arcs for x, _ in arc]
        latitudes = [y for arc in arcs for _, y in arc]
        west, east, north = min(longitudes), max(longitudes), max(latitudes)
        narrow = math.cos(math.radians((min(latitudes) + north) / 2))
        scale = MAP_WIDTH * FINE / ((east - west) * narrow)
        plane = [
            [((x - west) * narrow * scale, (north - y) * scale) for x, y in arc] for arc in arcs
        ]
        self._fine = [_rounded(thin(arc, 3), 1) for arc in plane]
        self._coarse = [_rounded(thin(arc, 0.8 * FINE), FINE) for arc in plane]

    def shapes(self, layer: str) -> Iterator[Shape]:
        for geometry in self._objects[layer]["geometries"]:
            polygons = geometry["arcs"]
            if geometry["type"] == "Polygon":
                polygons = [polygons]
            rings = [ring for polygon in polygons for ring in polygon]
            fine = [_join(self._fine, ring) for ring in rings]
            coarse = [_join(self._coarse, ring) for ring in rings]
            xs = [x for ring in fine for x, _ in ring]
            ys = [y for ring in fine for _, y in ring]
            yield Shape(
                code=geometry["properties"]["code"],
                path="".join(map(svg_path, fine)),
                map_path="".join(map(svg_path, coarse)),
                box=(min(xs), min(ys), max(xs), max(ys)),
                label=inner_point(fine),
            )


def _decode(arc: list, transform: dict) -> Iterator[tuple[float, float]]:
    x = y = 0
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield x * scale_x + left, y * scale_y + bottom


def _join(arcs: list[list[Point]], ring: list[int]) -> list[Point]:
    """Return a ring's points; a negative number is an arc walked backwards (TopoJSON 2.1.4)."""
    points: list[Point] = []
    for index in ring:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return points[:-1]


def thin(points: list[tuple[float, float]], tolerance: float) -> list[tuple[float, float]]:
    """Leave out points less than `tolerance` off the line (Douglas and Peucker); ends stay."""
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        worst, at = 0.0, 0
        for index in range(first + 1, last):
            away = distance(points[index], points[first], points[last])
            if away > worst:
                worst, at = away, index
        if worst > tolerance:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return [points[index] for index in sorted(keep)]


def distance(point, start, end) -> float:
    """Return how far a point is from the segment between two others."""
    (px, py), (sx, sy), (ex, ey) = point, start, end
    dx, dy = ex - sx, ey - sy
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((px - sx) * dx + (py - sy) * dy) / length)) if length else 0.0
    return math.hypot(px - sx - along * dx, py - sy - along * dy)


def _rounded(points: list[tuple[float, float]], step: int) -> list[Point]:
    whole = [(round(x / step), round(y / step)) for x, y in points]
    return [whole[0]] + [after for before, after in pairwise(whole) if after != before]


def svg_path(ring: list[Point]) -> str:
    """Return a closed path in relative steps, the shortest way SVG can write it."""
    (x, y), *rest = ring
    said = f"M{x} {y}l"
    for next_x, next_y in rest:
        step = f"{next_x - x} {next_y - y}".replace(" -", "-")
        said += step if said.endswith("l") or step.startswith("-") else f" {step}"
        x, y = next_x, next_y
    return f"{said}z"


def inner_point(rings: list[list[Point]]) -> Point:
    """Return a point well inside the largest ring: the best of a grid, for a label or a mark."""
    ring = max(rings, key=lambda points: abs(_area(points)))
    ring = [(int(x), int(y)) for x, y in thin([*ring, ring[0]], 8)]
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    best, where = -1.0, (round(sum(xs) / len(xs)), round(sum(ys) / len(ys)))
    for column in range(1, 12):
        for row in range(1, 12):
            point = (
                min(xs) + (max(xs) - min(xs)) * column // 12,
                min(ys) + (max(ys) - min(ys)) * row // 12,
            )
            if _inside(point, ring):
                away = min(distance(point, a, b) for a, b in pairwise(ring))
                if away > best:
                    best, where = away, point
    return where


def _area(points: list[Point]) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*points, points[0]])) / 2


def _inside(point: Point, ring: list[Point]) -> bool:
    """Say whether a closed ring (first point repeated) goes round the point: even-odd rule."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside
