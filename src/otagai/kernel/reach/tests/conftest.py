"""Small towns for the tests of reach."""

import numpy as np
from hypothesis import strategies as st

from otagai.kernel.reach.values import Demand, Sites

DEGREE = 111_195.0
"""Metres of one degree of latitude on the mean sphere."""


def points(count: int, seed: int, *, side: float = 3000.0) -> tuple[np.ndarray, np.ndarray]:
    """Random places in a square of so many metres near the equator, where a degree is as long both ways."""
    drawn = np.random.default_rng(seed).uniform(0, side / DEGREE, (2, count))
    return drawn[0], drawn[1]


def a_town(homes: int, places: int, seed: int, *, side: float = 3000.0) -> tuple[Demand, Sites]:
    """People in whole numbers, three districts, places open at random."""
    random = np.random.default_rng(seed)
    people = {"all": random.integers(0, 90, homes).astype(float), "75+": random.integers(0, 9, homes).astype(float)}
    areas = tuple("東西南"[number] for number in random.integers(0, 3, homes))
    demand = Demand(*points(homes, seed + 1, side=side), people, areas)
    return demand, Sites(*points(places, seed + 2, side=side), random.random((places, 28)) < 0.3)


towns = st.builds(a_town, st.integers(1, 25), st.integers(1, 8), st.integers(0, 10_000))
