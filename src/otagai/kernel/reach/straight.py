"""Ways as the crow flies × a detour factor: where a town has no walking network."""

import numpy as np
from scipy.spatial import cKDTree

from otagai.kernel.geo import DETOUR, EARTH_RADIUS_METRES
from otagai.kernel.reach.values import Demand, Floats, Sites, Ways, straight_line, ways_of

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


def straight_ways(demand: Demand, sites: Sites, *, limit: float, detour: float = DETOUR) -> Ways:
    """Ways up to `limit` metres on foot (straight line × detour ≥ 1) from every point to every place."""
    if detour < 1:
        raise ValueError("まわり道の倍率は 1以上です")
    homes, places = (cKDTree(on_the_sphere(where.lat, where.lon)) for where in (demand, sites))
    near = chord_of(limit / detour) * _A_LITTLE_MORE + 1e-12
    pairs = homes.sparse_distance_matrix(places, near, output_type="ndarray")
    point, place = pairs["i"].astype(np.int64), pairs["j"].astype(np.int64)
    metres = detour * metres_between(demand.lat[point], demand.lon[point], sites.lat[place], sites.lon[place])
    kept = metres <= limit
    return ways_of(len(demand), len(sites), point[kept], place[kept], metres[kept], limit, straight_line(detour))
