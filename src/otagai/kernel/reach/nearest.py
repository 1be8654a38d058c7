"""From every node to its nearest place: stretch by stretch in the cache, then the seams between stretches."""

from typing import Any

import numpy as np
from scipy.sparse.csgraph import dijkstra

from otagai.kernel.reach.network import Network
from otagai.kernel.reach.values import Floats, Ints


def nearest_metres(network: Network, nodes: Ints) -> Floats:
    """Metres from every node of the network to the nearest of the given nodes; infinite where none can be reached.

    First each stretch by itself, then whatever is shorter over a seam, until nothing is: the same figure as one search
    of the whole, in time that grows with the nodes and not faster (one search of a large network waits for memory).
    """
    cut, metres = network.stretches, np.full(len(network), np.inf)
    nodes = np.unique(nodes)
    borders = np.searchsorted(nodes, cut.first)
    for number, graph in enumerate(cut.inside):
        begin, end = cut.first[number : number + 2]
        mine = nodes[borders[number] : borders[number + 1]] - begin
        if len(mine):
            metres[begin:end] = dijkstra(graph, indices=mine, min_only=True)
    changed = _shortened(metres, cut.target, metres[cut.source] + cut.metres)
    while len(changed):
        changed = _shortened(metres, *_onwards(network.backwards, changed, metres))
    return metres


def _shortened(metres: Floats, to: Ints, by_this_way: Floats) -> Ints:
    """Write down what is shorter; the nodes that became nearer (now and then one twice, which costs little)."""
    shorter = by_this_way < metres[to]
    to, by_this_way = to[shorter], by_this_way[shorter]
    np.minimum.at(metres, to, by_this_way)
    return to[by_this_way == metres[to]]


def _onwards(graph: Any, nodes: Ints, metres: Floats) -> tuple[Ints, Floats]:
    """Every edge that leaves these nodes: where it ends, and metres by it."""
    begin = graph.indptr[nodes]
    count = graph.indptr[nodes + 1] - begin
    ends = np.cumsum(count)
    edge = np.arange(ends[-1]) + np.repeat(begin - ends + count, count)
    return graph.indices[edge], graph.data[edge] + np.repeat(metres[nodes], count)
