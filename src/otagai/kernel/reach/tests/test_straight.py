"""Straight lines: the figure of kernel.geo, only what lies within the limit, the method always said."""

from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel import geo
from otagai.kernel.reach import straight
from otagai.kernel.reach.answers import covered
from otagai.kernel.reach.straight import along_a_curve, metres_between, straight_ways
from otagai.kernel.reach.tests.conftest import a_town, towns
from otagai.kernel.reach.values import Demand, Sites
from otagai.kernel.tables import read_table

TAKAMATSU = Path(__file__).parents[5] / "demo" / "takamatsu"
degrees = st.tuples(st.floats(-89, 89), st.floats(-179, 179))


@given(degrees, degrees)
def test_the_figure_is_that_of_geo(a, b):
    ours = metres_between(np.array([a[0]]), np.array([a[1]]), np.array([b[0]]), np.array([b[1]]))[0]
    assert ours == pytest.approx(geo.metres_between(geo.Point(*a), geo.Point(*b)), rel=1e-9, abs=1e-6)


@given(degrees, degrees, degrees)
def test_straight_lines_obey_geometry(a, b, c):
    def metres(one, other):
        return metres_between(*(np.array([axis]) for axis in (*one, *other)))[0]

    assert metres(a, b) == pytest.approx(metres(b, a), rel=1e-9)
    assert metres(a, c) <= metres(a, b) + metres(b, c) + 1e-3
    assert metres(a, a) == 0


@given(towns, st.floats(1, 4000), st.floats(1, 2))
def test_every_pair_within_the_limit_is_there_and_no_other(town, limit, detour):
    demand, sites = town
    ways = straight_ways(demand, sites, limit=limit, detour=detour)
    table = detour * metres_between(demand.lat[:, None], demand.lon[:, None], sites.lat[None], sites.lon[None])
    assert set(zip(ways.point, ways.place, strict=True)) == set(zip(*np.nonzero(table <= limit), strict=True))
    assert np.allclose(ways.metres, table[ways.point, ways.place])
    assert np.array_equal(ways.nearest(), np.where(table <= limit, table, np.inf).min(axis=1))


@given(st.integers(0, 100))
def test_points_looked_at_in_blocks_give_the_same_ways(seed):
    demand, sites = a_town(60, 8, seed)
    whole = straight_ways(demand, sites, limit=900)
    with patch.object(straight, "_POINTS_AT_ONCE", 7):
        blocks = straight_ways(demand, sites, limit=900)
    assert all(np.array_equal(getattr(whole, part), getattr(blocks, part)) for part in ("start", "place", "metres"))


def test_neighbours_stand_near_each_other_along_the_curve():
    lat, lon = np.divmod(np.arange(4096), 64)
    order = along_a_curve(lat / 1000, lon / 1000)
    assert sorted(order) == list(range(4096))
    wide = [np.ptp(axis[block]) for block in order.reshape(64, 64) for axis in (lat, lon)]
    assert np.mean(wide) < 16  # 8 would be squares without a gap, 64 no order at all


def test_the_method_stands_beside_the_figure():
    demand, sites = Demand(np.zeros(1), np.zeros(1), {"all": np.ones(1)}), Sites(np.zeros(1), np.zeros(1))
    labels = [straight_ways(demand, sites, limit=10, detour=detour).method.label for detour in (1.3, 1)]
    assert labels == ["直線×1.3", "直線"]
    with pytest.raises(ValueError, match="倍率"):
        straight_ways(demand, sites, limit=10, detour=0.9)


def test_a_town_without_places_has_nobody_covered():
    demand = Demand(np.zeros(2), np.zeros(2), {"all": np.array([1.0, 2.0])})
    reach = covered(demand, straight_ways(demand, Sites(np.zeros(0), np.zeros(0)), limit=500), 500)
    assert (reach.groups["all"].covered, reach.groups["all"].uncovered) == (0, 3)


def test_further_than_measured_is_not_answered():
    demand, sites = Demand(np.zeros(1), np.zeros(1), {"all": np.ones(1)}), Sites(np.zeros(1), np.zeros(1))
    with pytest.raises(ValueError, match="はかっていません"):
        covered(demand, straight_ways(demand, sites, limit=300), 301)


def test_takamatsu_aged_75_and_older_as_computed_independently():
    counted = list(read_table((TAKAMATSU / "population" / "0066_202602.xlsx").read_bytes()).records())
    aged = [sum(int(town[f"{sex}{number}"]) for sex in ("man", "woman") for number in (16, 17, 18)) for town in counted]
    homes = [(*map(float, town["location"].split(",")), old) for town, old in zip(counted, aged, strict=True)]
    assert len(homes) == 235
    lat, lon, people = np.array(homes, dtype=float).T
    centres = list(read_table((TAKAMATSU / "community_center" / "data.xlsx").read_bytes()).records())
    where = np.array([(float(centre["latitude"]), float(centre["longitude"])) for centre in centres])
    demand, sites = Demand(lat, lon, {"75+": people}), Sites(where[:, 0], where[:, 1])
    ways = straight_ways(demand, sites, limit=1000, detour=1)
    found = [covered(demand, ways, metres).groups["75+"] for metres in (300, 500, 800, 1000)]
    assert [share.covered for share in found] == [37_043, 42_980, 51_707, 58_185]
    assert {share.total for share in found} == {72_026}
