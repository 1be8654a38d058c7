"""Ways as the crow flies × a detour factor: where a town has no walking network."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from otagai.kernel.geo import DETOUR, EARTH_RADIUS_METRES
from otagai.kernel.reach.values import Demand, Floats, Ints, Sites, Ways, straight_line

_POINTS_AT_ONCE = 4096
"""Points looked at together: few enough that what is worked on stays in the processor's cache."""
_CURVE_STEP = 10.0
"""Metres: points nearer than that may stand in any order."""
_A_LITTLE_MORE = 1 + 1e-9
"""The tree measures along chords; the exact figure decides."""


def metres_between(lat_a: Floats, lon_a: Floats, lat_b: Floats, lon_b: Floats) -> Floats:
    """Great-circle metres, element by element (shapes broadcast); the same figure as `kernel.geo.metres_between`."""
    north_a, north_b = np.radians(lat_a), np.radians(lat_b)
    half_lat, half_lon = (north_b - north_a) / 2, np.radians(lon_b - lon_a) / 2
    chord = np.sin(half_lat) ** 2 + np.cos(north_a) * np.cos(north_b) * np.sin(half_lon) ** 2
    metres: Floats = 2 * EARTH_RADIUS_METRES * np.arcsin(np.sqrt(np.minimum(1.0, chord)))
    return metres


def on_the_sphere(lat: Floats, lon: Floats) -> Floats:
    """Degrees (n) as points of the unit sphere (n × 3), for neighbour searches."""
    north, east = np.radians(lat), np.radians(lon)
    return np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])


def chord_of(metres: float) -> float:
    """The straight chord of the unit sphere under so many metres of arc."""
    return float(2 * np.sin(min(metres / EARTH_RADIUS_METRES, np.pi) / 2))


_SPREAD = ((16, 0x0000FFFF0000FFFF), (8, 0x00FF00FF00FF00FF), (4, 0x0F0F0F0F0F0F0F0F), (2, 0x3333333333333333),
           (1, 0x5555555555555555))  # fmt: skip


def along_a_curve(lat: Floats, lon: Floats) -> Ints:
    """An order of n points (degrees) in which those that lie near each other stand near each other (Morton's curve)."""
    if not len(lat):
        return np.zeros(0, dtype=np.int64)
    north, east = np.radians(lat), np.radians(lon) * np.cos(np.radians(lat.mean()))
    return np.argsort(_spread(_steps(north)) | (_spread(_steps(east)) << np.uint64(1)))


def _steps(axis: Floats) -> NDArray[np.uint64]:
    return ((axis - axis.min()) * (EARTH_RADIUS_METRES / _CURVE_STEP)).astype(np.uint64)


def _spread(number: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The bits of a number below 2³², each with a free place beside it."""
    for by, mask in _SPREAD:
        number = (number | (number << np.uint64(by))) & np.uint64(mask)
    return number


def straight_ways(demand: Demand, sites: Sites, *, limit: float, detour: float = DETOUR) -> Ways:
    """Ways up to `limit` metres on foot (straight line × detour ≥ 1) from every point to every place.

    Points that lie near each other are looked at together, some thousands at a time: the time grows with the points.
    """
    if detour < 1:
        raise ValueError("まわり道の倍率は 1以上です")
    tree, order = cKDTree(on_the_sphere(sites.lat, sites.lon)), along_a_curve(demand.lat, demand.lon)
    blocks = [order[begin : begin + _POINTS_AT_ONCE] for begin in range(0, len(order), _POINTS_AT_ONCE)]
    found = [_pairs(demand, sites, tree, points, limit, detour) for points in blocks]
    start = np.zeros(len(demand) + 1, dtype=np.int64)
    for points, (many, _, _) in zip(blocks, found, strict=True):
        start[points + 1] = many
    start = np.cumsum(start)
    place, metres = np.empty(start[-1], dtype=np.int64), np.empty(start[-1])
    for points, (many, near, far) in zip(blocks, found, strict=True):
        at = np.repeat(start[points] - np.cumsum(many) + many, many) + np.arange(len(near))
        place[at], metres[at] = near, far
    return Ways(len(demand), len(sites), start, place, metres, limit, straight_line(detour))


def _pairs(
    demand: Demand, sites: Sites, places: Any, points: Ints, limit: float, detour: float
) -> tuple[Ints, Ints, Floats]:
    """How many places each of these points has near, which (by point), and how far they are."""
    lat, lon = demand.lat[points], demand.lon[points]
    homes = cKDTree(on_the_sphere(lat, lon), balanced_tree=False, compact_nodes=False)
    near = chord_of(limit / detour) * _A_LITTLE_MORE + 1e-12
    pairs = homes.sparse_distance_matrix(places, near, output_type="ndarray")
    pairs = pairs[np.argsort(pairs["i"] * len(sites) + pairs["j"])]
    point, place = pairs["i"], pairs["j"]
    metres = detour * metres_between(lat[point], lon[point], sites.lat[place], sites.lon[place])
    kept = metres <= limit
    return np.bincount(point[kept], minlength=len(points)), place[kept], metres[kept]
