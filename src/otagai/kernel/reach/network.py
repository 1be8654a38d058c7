"""A walking network: crossings and the ways between them, one connected piece, neighbours numbered together."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from otagai.kernel.reach.straight import along_a_curve, on_the_sphere
from otagai.kernel.reach.values import Floats, Ints

_SHORTEST_EDGE = 0.01
"""Metres; an edge of length 0 would be no edge."""
_STRETCH = 8_000
"""Nodes of one stretch: what a search works on stays in the processor's cache."""


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes (degrees) and edges (metres as they are felt on foot, each direction its own) of one connected network.

    Edges of node i: `target[start[i]:start[i+1]]`, `metres[…]`. Nodes that lie near each other have near numbers.
    `left_out`: nodes of smaller, unconnected pieces.
    """

    lat: Floats
    lon: Floats
    start: Ints
    target: Ints
    metres: Floats
    left_out: int = 0

    def __len__(self) -> int:
        return len(self.lat)

    @cached_property
    def backwards(self) -> Any:
        """The network with every edge turned round: searching from places tells the way towards them."""
        turned = csr_array((self.metres, self.target, self.start), (len(self), len(self))).T.tocsr()
        turned.indices, turned.indptr = turned.indices.astype(np.int32), turned.indptr.astype(np.int32)
        return turned

    @cached_property
    def tree(self) -> Any:
        """The nodes on the unit sphere, for neighbour searches; made once."""
        return cKDTree(on_the_sphere(self.lat, self.lon))

    @cached_property
    def stretches(self) -> "Stretches":
        """The turned network in pieces that fit a processor's cache; made once."""
        return stretches_of(self.backwards)


@dataclass(frozen=True, eq=False)
class Stretches:
    """A graph cut into runs of near nodes, `first[i]` … `first[i+1]`: the graph within each, and the edges between
    them (from, to, metres).
    """

    first: Ints
    inside: tuple[Any, ...]
    source: Ints
    target: Ints
    metres: Floats


def stretches_of(graph: Any, nodes: int = _STRETCH) -> Stretches:
    """The graph cut into stretches of about so many nodes."""
    size = graph.shape[0]
    first = np.linspace(0, size, max(1, round(size / nodes)) + 1).astype(np.int64)
    number = np.repeat(np.arange(len(first) - 1), np.diff(first))
    source = np.repeat(np.arange(size), np.diff(graph.indptr))
    between = number[source] != number[graph.indices]
    inside = tuple(graph[a:b][:, a:b] for a, b in pairwise(first))
    return Stretches(first, inside, source[between], graph.indices[between], graph.data[between])


def network_of(lat: Floats, lon: Floats, a: Ints, b: Ints, there: Floats, back: Floats | None = None) -> Network:
    """The largest connected piece of nodes (degrees) and edges a–b of `there` metres (`back`: from b to a, if it is
    felt differently), never less than the straight line. Edges that cross without a
    common node do not meet: a bridge is no crossing.

    Raises ValueError when there is no edge.
    """
    if not len(a):
        raise ValueError("道が ひとつも ありません")
    size, back = len(lat), there if back is None else back
    source, target = np.concatenate([a, b]), np.concatenate([b, a])
    metres = np.maximum(np.concatenate([there, back]), _SHORTEST_EDGE)
    order = np.lexsort((metres, target, source))  # of parallel edges the shortest counts
    source, target, metres = source[order], target[order], metres[order]
    first = np.concatenate([[True], (np.diff(source) != 0) | (np.diff(target) != 0)])
    graph = csr_array((metres[first], (source[first], target[first])), shape=(size, size))
    _, piece = connected_components(graph, directed=False)
    kept = np.flatnonzero(piece == np.bincount(piece).argmax())
    kept = kept[along_a_curve(lat[kept], lon[kept])]
    giant = graph[kept][:, kept]
    giant.sort_indices()
    return Network(
        lat[kept],
        lon[kept],
        giant.indptr.astype(np.int64),
        giant.indices.astype(np.int64),
        giant.data,
        size - len(kept),
    )
