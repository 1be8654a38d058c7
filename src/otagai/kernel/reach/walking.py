"""Ways on a walking network: every inhabited point is brought to it, nothing walks over a river."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from otagai.kernel.geo import DETOUR, EARTH_RADIUS_METRES
from otagai.kernel.reach.network import Network
from otagai.kernel.reach.straight import along_a_curve, metres_between, on_the_sphere
from otagai.kernel.reach.values import ON_THE_WAY, Demand, Flags, Floats, Ints, Sites, Ways, ways_of

_NODES_TRIED = 24
"""How many near nodes are tried for a way to the network that crosses no barrier."""
_SITES_AT_ONCE = 64
_TILE_LIMITS = 2
"""Places within so many limits of each other are searched for together."""


@dataclass(frozen=True, eq=False)
class Snapped:
    """Where points meet the network: node of each (−1: cannot be brought to it) and metres to walk to that node."""

    node: Ints
    metres: Floats


def snap(network: Network, lat: Floats, lon: Floats, *, barriers: Sequence[shapely.Geometry] = ()) -> Snapped:
    """Bring n points (degrees) to the nearest node, however far, × the usual detour; never across a barrier (rivers,
    railways: geometries in lon/lat). A point shut in by barriers gets node −1 and stays uncovered.
    """
    tries = min(_NODES_TRIED if barriers else 1, len(network))
    order = along_a_curve(lat, lon)
    nodes = np.empty((len(lat), tries), dtype=np.int64)
    nodes[order] = network.tree.query(on_the_sphere(lat[order], lon[order]), k=tries)[1].reshape(len(lat), tries)
    free = _crosses_nothing(network, lat, lon, nodes, barriers)
    choice = free.argmax(axis=1)
    node = np.where(free.any(axis=1), nodes[np.arange(len(lat)), choice], -1)
    metres = np.where(node >= 0, DETOUR * metres_between(lat, lon, network.lat[node], network.lon[node]), np.inf)
    return Snapped(node, metres)


def _crosses_nothing(
    network: Network, lat: Floats, lon: Floats, nodes: Ints, barriers: Sequence[shapely.Geometry]
) -> Flags:
    """Which of the tried legs (n × tries) stay on this side of every barrier."""
    if not barriers:
        return np.ones(nodes.shape, dtype=np.bool_)
    homes = np.stack([np.broadcast_to(lon[:, None], nodes.shape), np.broadcast_to(lat[:, None], nodes.shape)], axis=-1)
    ends = np.stack([network.lon[nodes], network.lat[nodes]], axis=-1)
    legs = shapely.linestrings(np.stack([homes, ends], axis=2).reshape(-1, 2, 2))
    crossing, _ = shapely.STRtree(list(barriers)).query(legs, predicate="intersects")
    free = np.ones(nodes.size, dtype=np.bool_)
    free[crossing] = False
    return free.reshape(nodes.shape)


def walking_ways(
    demand: Demand, sites: Sites, network: Network, *, limit: float, barriers: Sequence[shapely.Geometry] = ()
) -> Ways:  # fmt: skip
    """Ways up to `limit` metres on the network: home → network → network → place; every point stays in the count."""
    homes, doors = (snap(network, where.lat, where.lon, barriers=barriers) for where in (demand, sites))
    living = _Living.at(homes, len(network))
    place_in_tile = np.full(len(network), -1, dtype=np.int64)
    found = [_no_pairs()]
    for some in _tiles(network, doors, limit):
        near = _around(network, doors.node[some], limit)
        place_in_tile[near] = np.arange(len(near))
        found.append(_in_tile(network.backwards[near], place_in_tile, living.near(near), homes, doors, some, limit))
        place_in_tile[near] = -1
    point, place, metres = (np.concatenate(column) for column in zip(*found, strict=True))
    return ways_of(len(demand), len(sites), point, place, metres, limit, ON_THE_WAY, homes.node < 0)


@dataclass(frozen=True, eq=False)
class _Living:
    """Points by the node at which they meet the network: those of node i are `point[start[i]:start[i+1]]`."""

    start: Ints
    point: Ints

    @classmethod
    def at(cls, homes: Snapped, nodes: int) -> "_Living":
        point = np.argsort(homes.node, kind="stable")
        return cls(np.searchsorted(homes.node[point], np.arange(nodes + 1)), point)

    def near(self, nodes: Ints) -> Ints:
        """The points of these nodes (sorted), whatever the number of all points."""
        begin, count = self.start[nodes], self.start[nodes + 1] - self.start[nodes]
        return self.point[np.repeat(begin - np.cumsum(count) + count, count) + np.arange(count.sum())]


def _tiles(network: Network, doors: Snapped, limit: float) -> list[Ints]:
    """Places that can be reached, near ones together: a way up to `limit` stays near its place."""
    places = np.flatnonzero(doors.node >= 0)
    where = np.column_stack([network.lat, network.lon])[doors.node[places]]
    tile = np.floor(np.radians(where) * EARTH_RADIUS_METRES / max(_TILE_LIMITS * limit, 1.0)).astype(np.int64)
    order = np.lexsort((tile[:, 1], tile[:, 0]))
    ends = np.flatnonzero(np.any(np.diff(tile[order], axis=0) != 0, axis=1)) + 1
    tiles = np.split(places[order], ends) if len(places) else []
    return [some for whole in tiles for some in np.array_split(whole, -(-len(whole) // _SITES_AT_ONCE))]


def _around(network: Network, nodes: Ints, limit: float) -> Ints:
    """Nodes that a way up to `limit` metres to one of these can touch: no way is shorter than the straight line."""
    centre = on_the_sphere(network.lat[nodes], network.lon[nodes]).mean(axis=0)
    centre /= np.linalg.norm(centre)
    ends = on_the_sphere(network.lat[nodes], network.lon[nodes])
    reach = float(np.linalg.norm(ends - centre, axis=1).max()) + limit / EARTH_RADIUS_METRES
    return np.sort(np.asarray(network.tree.query_ball_point(centre, reach * (1 + 1e-6)), dtype=np.int64))


def _in_tile(
    rows: Any, place_in_tile: Ints, points: Ints, homes: Snapped, doors: Snapped, some: Ints, limit: float
) -> tuple[Ints, Ints, Floats]:
    """Pairs (point, place, metres) of `points` and the places `some`, searched on the nodes around them only."""
    target = place_in_tile[rows.indices]
    source = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    inside = target >= 0
    graph = csr_array((rows.data[inside], (source[inside], target[inside])), shape=(rows.shape[0], rows.shape[0]))
    on_network = np.atleast_2d(dijkstra(graph, indices=place_in_tile[doors.node[some]], limit=limit))
    metres = on_network[:, place_in_tile[homes.node[points]]] + homes.metres[points] + doors.metres[some][:, None]
    row, column = np.nonzero(metres <= limit)
    return points[column], some[row], metres[row, column]


def _no_pairs() -> tuple[Ints, Ints, Floats]:
    return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)
