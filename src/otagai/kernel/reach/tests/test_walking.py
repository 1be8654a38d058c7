"""On a network: shortest ways obey geometry, nobody vanishes, nothing walks over a river."""

import json

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from otagai.kernel.reach.answers import covered
from otagai.kernel.reach.nearest import nearest_metres
from otagai.kernel.reach.network import network_of, stretches_of
from otagai.kernel.reach.road_reader import read_roads
from otagai.kernel.reach.roads import CUT_OFF, Walking, felt, streets_of
from otagai.kernel.reach.straight import metres_between, straight_ways
from otagai.kernel.reach.tests.conftest import DEGREE, points
from otagai.kernel.reach.values import Demand, Sites
from otagai.kernel.reach.walking import snap, walking_ways

BRIDGE = 2000.0


def read_network(text, walking=None):
    """The network of GeoJSON lines, and what was left out."""
    streets, verdicts = streets_of(read_roads(text.encode()))
    return streets.walked(walking or Walking()), tuple(why for why in verdicts if why)


def degrees(metres: float) -> float:
    return metres / DEGREE


def lines(*ways: list[tuple[float, float]]) -> str:
    """GeoJSON of ways given in metres east and north (and height)."""
    shapes = [
        {"type": "LineString", "coordinates": [[degrees(x), degrees(y), *high] for x, y, *high in way]} for way in ways
    ]
    features = [{"type": "Feature", "properties": {}, "geometry": shape} for shape in shapes]
    return json.dumps({"type": "FeatureCollection", "features": features})


def at(*places: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    """(lat, lon) of places given in metres east and north."""
    return np.array([degrees(y) for _, y in places]), np.array([degrees(x) for x, _ in places])


def homes(*places: tuple[float, float]) -> Demand:
    return Demand(*at(*places), {"all": np.ones(len(places))})


def a_network(size: int, seed: int):
    """A random network: a line through all nodes and as many edges more."""
    random = np.random.default_rng(seed)
    lat, lon = points(size, seed)
    a = np.concatenate([np.arange(size - 1), random.integers(0, size, size)])
    b = np.concatenate([np.arange(1, size), random.integers(0, size, size)])
    return network_of(lat, lon, a[a != b], b[a != b], metres_between(lat[a], lon[a], lat[b], lon[b])[a != b])


def river(banks: float = 20.0) -> str:
    """Two streets along a river of so many metres, joined by one bridge 2 km away."""
    steps = np.arange(0, BRIDGE + 1, 100)
    return lines([(x, 0) for x in steps], [(x, banks) for x in steps], [(BRIDGE, 0), (BRIDGE, banks)])


networks = st.builds(a_network, st.integers(3, 25), st.integers(0, 10_000))


@given(networks)
def test_no_way_round_is_shorter_than_the_shortest_way(network):
    table = np.array([nearest_metres(network, np.array([node])) for node in range(len(network))]).T
    assert np.all(table[:, None, :] <= table[:, :, None] + table[None, :, :] + 1e-6)
    straight = metres_between(network.lat[:, None], network.lon[:, None], network.lat[None], network.lon[None])
    assert np.all(table >= straight - 1e-6)


@given(networks, st.data())
def test_the_nearest_of_several_is_the_smallest_of_each(network, data):
    nodes = np.array(data.draw(st.lists(st.integers(0, len(network) - 1), min_size=1, max_size=5)))
    each = np.array([nearest_metres(network, np.array([node])) for node in nodes])
    assert nearest_metres(network, nodes) == pytest.approx(each.min(axis=0))


@given(networks, st.integers(0, 1000), st.sampled_from([200, 900, 2500, 9000]))
def test_ways_are_home_to_network_to_place_and_the_network_never_beats_the_bird(network, seed, limit):
    demand = Demand(*points(6, seed), {"all": np.ones(6)})
    sites = Sites(*points(4, seed + 1))
    ways = walking_ways(demand, sites, network, limit=limit)
    graph = csr_array((network.metres, network.target, network.start), shape=(len(network),) * 2)
    start, end = snap(network, demand.lat, demand.lon), snap(network, sites.lat, sites.lon)
    table = dijkstra(graph)[np.ix_(start.node, end.node)] + start.metres[:, None] + end.metres[None]
    assert set(zip(ways.point, ways.place, strict=True)) == set(zip(*np.nonzero(table <= limit), strict=True))
    assert ways.metres == pytest.approx(table[ways.point, ways.place])
    bird = straight_ways(demand, sites, limit=limit, detour=1)
    assert np.all(ways.nearest() >= bird.nearest() - 1e-6)


@given(networks, st.integers(1, 9), st.data())
def test_however_a_network_is_cut_the_nearest_place_is_as_far(network, nodes_each, data):
    nodes = np.array(data.draw(st.lists(st.integers(0, len(network) - 1), min_size=1, max_size=5)))
    whole = dijkstra(network.backwards, indices=nodes, min_only=True)
    network.__dict__["stretches"] = stretches_of(network.backwards, nodes_each)
    assert nearest_metres(network, nodes) == pytest.approx(whole)


@given(networks, st.integers(0, 1000), st.sampled_from([200, 900, 2500]), st.data())
def test_on_a_network_too_a_place_more_never_lowers_reach(network, seed, limit, data):
    demand = Demand(*points(6, seed), {"all": np.ones(6)})
    lat, lon = points(5, seed + 1)
    fewer = np.array(data.draw(st.lists(st.booleans(), min_size=5, max_size=5)))
    some, every = (
        walking_ways(demand, Sites(lat[kept], lon[kept]), network, limit=limit) for kept in (fewer, fewer | True)
    )
    assert np.all(every.nearest() <= some.nearest() + 1e-6)
    before, after = (covered(demand, ways, limit).points for ways in (some, every))
    assert not np.any(before & ~after)


def test_over_the_river_goes_by_the_bridge():
    network, problems = read_network(river())
    ways = walking_ways(homes((0, 0)), Sites(*at((0, 20))), network, limit=5000)
    assert ways.metres == pytest.approx([2 * BRIDGE + 20], rel=1e-3)
    assert (problems, ways.method.label) == ((), "道のり")


def test_a_home_beyond_the_river_is_not_brought_to_the_nearer_bank():
    network, _ = read_network(lines([(0, 0), (100, 0)], [(100, 0), (100, 90)], [(100, 90), (0, 90)]))
    home, place = homes((0, 40)), Sites(*at((0, 0)))
    water = shapely.LineString([(degrees(-500), degrees(20)), (degrees(90), degrees(20))])
    straight_over = walking_ways(home, place, network, limit=2000).metres
    round_about = walking_ways(home, place, network, limit=2000, barriers=[water]).metres
    assert straight_over == pytest.approx([1.3 * 40], rel=1e-3)
    assert round_about == pytest.approx([1.3 * 50 + 100 + 90 + 100], rel=1e-3)


def test_a_home_shut_in_by_water_stays_in_the_count():
    network, _ = read_network(lines([(0, 0), (100, 0)]))
    moat = shapely.Point(0, degrees(50)).buffer(degrees(10)).boundary
    demand = homes((0, 50), (0, 0))
    ways = walking_ways(demand, Sites(*at((0, 0))), network, limit=500, barriers=[moat])
    assert (covered(demand, ways, 500).groups["all"].uncovered, list(ways.unreached)) == (1, [True, False])


def test_a_home_far_from_every_road_stays_in_the_count():
    network, _ = read_network(lines([(0, 0), (100, 0)]))
    demand = homes((0, 9000), (0, 0))
    share = covered(demand, walking_ways(demand, Sites(*at((0, 0))), network, limit=500), 500).groups["all"]
    assert (share.covered, share.uncovered) == (1, 1)


def test_only_the_largest_connected_piece_is_walked_and_that_is_said():
    text = lines([(0, 0), (100, 0), (200, 0)], [(0, 900), (100, 900)])
    streets, verdicts = streets_of(read_roads(text.encode()))
    assert (len(streets.lat), streets.left_out) == (3, 2)
    assert verdicts == ["", CUT_OFF]


def test_a_bridge_over_a_road_is_no_crossing():
    crossing = lines([(-100, 0), (100, 0)], [(0, -100), (0, 100)], [(0, -100), (-100, 0)])
    network, _ = read_network(crossing)
    ways = walking_ways(homes((100, 0)), Sites(*at((0, 100))), network, limit=1000)
    assert ways.metres == pytest.approx([200 + 200 + 141.4], rel=1e-3)


def test_of_two_roads_between_the_same_crossings_the_shorter_is_walked():
    network = network_of(*at((0, 0), (100, 0)), np.array([0, 0]), np.array([1, 1]), np.array([170.0, 100.0]))
    assert list(nearest_metres(network, np.array([0]))) == [0, 100]


def test_uphill_is_felt_longer_and_a_wheelchair_takes_the_flat_way_round():
    hill = lines([(0, 0, 0), (100, 0, 20)], [(0, 0, 0), (0, 100, 0), (100, 100, 20), (100, 0, 20)])
    plain, hilly = (read_network(hill, walking)[0] for walking in (Walking(), Walking(slope=True)))
    up = walking_ways(homes((0, 0)), Sites(*at((100, 0))), hilly, limit=1000).metres[0]
    down = walking_ways(homes((100, 0)), Sites(*at((0, 0))), hilly, limit=1000).metres[0]
    flat = walking_ways(homes((0, 0)), Sites(*at((100, 0))), plain, limit=1000).metres[0]
    assert flat < down < up
    with pytest.raises(ValueError, match="道"):
        read_network(lines([(0, 0, 0), (100, 0, 20)]), Walking(steepest=0.08))
    assert list(felt(np.array([0.0, -0.05]))) == [1, 1]
