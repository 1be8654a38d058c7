"""No answer, and no difference of answers, is about fewer than k people – an attacker with linear programming tries it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from otagai.kernel.gathering import Spot, gather
from otagai.kernel.geo import Point

K = 10
SPOTS = st.lists(
    st.builds(
        Spot,
        st.builds(Point, st.floats(34.80, 34.90), st.floats(138.20, 138.35)),
        st.tuples(st.integers(0, 25), st.integers(0, 25), st.integers(0, 25)),
    ),
    max_size=8,
)


@given(SPOTS)
def test_every_count_is_nobody_or_at_least_k(spots: list[Spot]) -> None:
    assert all(count == 0 or count >= K for one in gather(spots, k=K) for count in one.counts)


@given(SPOTS)
def test_nobody_is_counted_twice_and_nobody_is_lost(spots: list[Spot]) -> None:
    found = gather(spots, k=K)
    members = [number for one in found for number in one.members]
    assert len(members) == len(set(members))
    if found:
        assert set(members) == {number for number, spot in enumerate(spots) if sum(spot.counts)}
        assert sum(sum(one.counts) for one in found) == sum(sum(spot.counts) for spot in spots)
    else:
        together = [sum(spot.counts[group] for spot in spots) for group in range(3)]
        assert not any(together) or any(0 < count < K for count in together)


@given(SPOTS, st.data())
def test_an_attacker_with_every_answer_recovers_no_small_count(spots: list[Spot], data: st.DataObject) -> None:
    """Everything that can be published are sums of gathered places, so the attacker gets each of them by itself."""
    found = gather(spots, k=K)
    for group in range(3):
        small = [
            (place, one)
            for one in found
            for place in one.members
            if 0 < spots[place].counts[group] < K
        ]  # fmt: skip
        if not small:
            continue
        target, _ = data.draw(st.sampled_from(small))
        answers = np.array([[float(place in one.members) for place in range(len(spots))] for one in found])
        told = np.array([float(one.counts[group]) for one in found])
        aim = np.eye(len(spots))[target]
        least, most = (linprog(sign * aim, A_eq=answers, b_eq=told, bounds=(0, None)) for sign in (1, -1))
        assert -most.fun - least.fun >= K


def test_a_small_place_is_counted_with_its_nearest_neighbour() -> None:
    spots = [Spot(Point(34.80, 138.30), (50,)), Spot(Point(34.81, 138.30), (3,)), Spot(Point(34.90, 138.30), (50,))]
    assert [(one.members, one.counts, one.point.lat) for one in gather(spots, k=K)] == [
        ((0, 1), (53,), 34.80),
        ((2,), (50,), 34.90),
    ]


def test_with_k_one_every_place_stays_by_itself() -> None:
    spots = [Spot(Point(34.80, 138.30), (1,)), Spot(Point(34.81, 138.30), (0,)), Spot(Point(34.9, 138.3), (2,))]
    assert [one.members for one in gather(spots, k=1)] == [(0,), (2,)]


def test_a_town_of_fewer_than_k_says_nothing() -> None:
    assert gather([Spot(Point(34.80, 138.30), (4,)), Spot(Point(34.81, 138.30), (5,))], k=K) == []
