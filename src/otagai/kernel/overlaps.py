"""Areas that overlap: how much of one lies in another, which areas hold a point, and simpler outlines for the web
map.

Areas are layers, never a tree: of the 35 自治会 of Yaizu 13 lie in more than one 小学校区.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from otagai.kernel.geo import Point
from otagai.kernel.projection import from_square_metres, in_square_metres
from otagai.kernel.shapes import Geometry, mapping_of, tidy

SMALLEST_SHARE = 0.001
"""Less than a thousandth of both areas is the width of the pencil, not an overlap."""


class Overlap(NamedTuple):
    """Area `i` of one list and area `j` of the other overlap; the shares are of the area of each (0–1)."""

    i: int
    j: int
    share_of_a: float
    share_of_b: float


def overlap_shares(a: Sequence[Geometry], b: Sequence[Geometry], *, smallest: float = SMALLEST_SHARE) -> list[Overlap]:
    """Every overlap between two lists of areas (GeoJSON, degrees), measured in an equal-area projection, in order.

    Overlaps below `smallest` of both areas are left out.
    """
    if not a or not b:
        return []
    flat = in_square_metres(_centre([*a, *b]))
    first, second = [flat(shape(area)) for area in a], [flat(shape(area)) for area in b]
    pairs = shapely.STRtree(second).query(first, predicate="intersects")
    found = (_overlap(int(i), int(j), first, second) for i, j in zip(*pairs, strict=True))
    return sorted(overlap for overlap in found if max(overlap.share_of_a, overlap.share_of_b) >= smallest)


def _overlap(i: int, j: int, first: list[BaseGeometry], second: list[BaseGeometry]) -> Overlap:
    common = first[i].intersection(second[j]).area
    return Overlap(i, j, _share(common, first[i].area), _share(common, second[j].area))


def _share(common: float, whole: float) -> float:
    return min(1.0, common / whole) if whole else 0.0


def _centre(areas: Sequence[Geometry]) -> tuple[float, float]:
    west, south, east, north = shapely.total_bounds(np.array([shape(area) for area in areas]))
    return round(float(west + east) / 2, 2), round(float(south + north) / 2, 2)


class AreaIndex:
    """Many areas prepared for the question "which of them hold this point?" (about 0.01 ms each)."""

    def __init__(self, areas: Sequence[Geometry]) -> None:
        self._tree = shapely.STRtree([shape(area) for area in areas])

    def areas_of_point(self, point: Point) -> list[int]:
        """The places in the list of the areas that hold the point or have it on their border, in order."""
        found = self._tree.query(shapely.Point(point.lon, point.lat), predicate="intersects")
        return sorted(int(number) for number in found)


def areas_of_point(areas: Sequence[Geometry], point: Point) -> list[int]:
    """As `AreaIndex.areas_of_point`, for a single question."""
    return AreaIndex(areas).areas_of_point(point)


def simplify(areas: Sequence[Geometry], *, metres: float = 8.0) -> list[Geometry]:
    """The areas with fewer corners for the web map; no outline moves much more than `metres`, shared borders stay
    shared.
    """
    if not areas:
        return []
    centre = _centre(areas)
    flat, back = in_square_metres(centre), from_square_metres(centre)
    drawn = [flat(shape(area)) for area in areas]
    if all(area.geom_type.endswith("Polygon") for area in drawn):
        simpler = list(shapely.coverage_simplify(drawn, metres))
    else:
        simpler = [area.simplify(metres) for area in drawn]
    return [mapping_of(tidy(back(area))) for area in simpler]
