"""Nobody is lost between covered and uncovered; more places and longer ways never take anybody's place away."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.reach.answers import by_band, closing, covered, served, served_alone
from otagai.kernel.reach.straight import straight_ways
from otagai.kernel.reach.tests.conftest import DEGREE, a_town, towns
from otagai.kernel.reach.values import Demand, Sites

distances = st.floats(50, 2000)


def reach_of(demand, sites, metres, **among):
    return covered(demand, straight_ways(demand, sites, limit=metres), metres, **among)


@given(towns, distances)
def test_everybody_is_either_covered_or_not_in_every_area(town, metres):
    demand, sites = town
    reach = reach_of(demand, sites, metres)
    for group, people in demand.people.items():
        assert reach.groups[group].total == people.sum()
        assert sum(area[group].covered for area in reach.areas.values()) == reach.groups[group].covered
        assert sum(area[group].total for area in reach.areas.values()) == people.sum()


@given(towns, distances, st.data())
def test_a_place_more_never_lowers_reach(town, metres, data):
    demand, sites = town
    fewer = np.array(data.draw(st.lists(st.booleans(), min_size=len(sites), max_size=len(sites))))
    some, every = reach_of(demand, sites, metres, among=fewer), reach_of(demand, sites, metres)
    assert not np.any(some.points & ~every.points)


@given(towns, distances, distances)
def test_a_longer_way_never_lowers_reach(town, a, b):
    demand, sites = town
    ways = straight_ways(demand, sites, limit=max(a, b))
    near, far = (covered(demand, ways, metres) for metres in sorted([a, b]))
    assert not np.any(near.points & ~far.points)


@given(towns, distances)
def test_what_a_place_serves_alone_is_what_its_closing_costs(town, metres):
    demand, sites = town
    ways = straight_ways(demand, sites, limit=metres)
    alone, together = served_alone(demand, ways, metres), served(demand, ways, metres)
    for place in range(len(sites)):
        closed = closing(demand, ways, metres, place)
        for group in demand.people:
            assert closed.lost[group] == alone[group][place]
            assert closed.before.groups[group].covered - closed.after.groups[group].covered == closed.lost[group]
            assert closed.lost[group] + closed.further[group] <= together[group][place]


def test_who_keeps_a_place_may_walk_further():
    demand = Demand(np.zeros(2), np.array([0, 400 / DEGREE]), {"all": np.array([10.0, 7.0])})
    sites = Sites(np.zeros(2), np.array([0, 500 / DEGREE]))
    closed = closing(demand, straight_ways(demand, sites, limit=600, detour=1), 600, 0)
    assert (closed.lost, closed.further) == ({"all": 0.0}, {"all": 10.0})
    assert closed.metres_further == pytest.approx([500, 0], rel=1e-3)


@given(towns, distances)
def test_every_part_of_the_week_is_the_reach_of_what_is_open_then(town, metres):
    demand, sites = town
    ways = straight_ways(demand, sites, limit=metres)
    week = by_band(demand, sites, ways, metres)
    for column in range(28):
        then = covered(demand, ways, metres, among=sites.open[:, column])
        for group in demand.people:
            assert week[group][column] == then.groups[group].covered


def test_numbers_that_do_not_fit_are_refused():
    demand, sites = a_town(3, 2, 1)
    with pytest.raises(ValueError, match="合いません"):
        replace(demand, areas=("東",))
    with pytest.raises(ValueError, match="0以上"):
        replace(demand, people={"all": np.array([1.0, -1.0, 0.0])})
    with pytest.raises(ValueError, match="28"):
        replace(sites, open=np.ones((2, 7), dtype=bool))


@given(towns, st.floats(1, 3))
def test_whoever_walks_slower_reaches_no_more_and_the_ways_stay_in_order(town, times):
    demand, sites = town
    ways = straight_ways(demand, sites, limit=2000)
    slow = ways.slower(np.full(len(demand), times))
    assert np.allclose(slow.nearest(), ways.nearest() * times)
    assert not (covered(demand, slow, 1000).points & ~covered(demand, ways, 1000).points).any()
    with pytest.raises(ValueError, match="遅さ"):
        ways.slower(np.full(len(demand), 0.5))
