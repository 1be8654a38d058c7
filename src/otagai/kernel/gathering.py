"""Small counts that never enter: neighbouring places are counted together until every count is zero or at least k.

Whoever adds and subtracts any answers made from gathered places – other distances, other years, other borders – finds
gathered places again, never fewer than k people. Hiding cells of one table (`suppression`) cannot promise that for
questions asked one after the other. The places are gathered once, before any question, so the borders of no question
cut through them (microaggregation with a smallest size; Domingo-Ferrer & Mateo-Sanz 2002).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from otagai.kernel.geo import Point


@dataclass(frozen=True)
class Spot:
    """Where people are counted, and how many by class; the classes share nobody."""

    point: Point
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Gathered:
    """Places counted together, at the point of the one with most people; `members` are their numbers in the order given."""

    point: Point
    counts: tuple[int, ...]
    members: tuple[int, ...]


def gather(spots: Sequence[Spot], *, k: int) -> list[Gathered]:
    """Join each place that has a class with 1 to k−1 people to its nearest neighbour, the smallest first.

    Places without anybody are left out. Where all together are still too few, nothing is left at all. O(n) per join.
    """
    live = [number for number, spot in enumerate(spots) if sum(spot.counts)]
    if not live:
        return []
    members = [[number] for number in live]
    counts = np.array([spots[number].counts for number in live], dtype=np.int64)
    at = _flat([spots[number].point for number in live])
    anchors, biggest, alive = list(live), counts.sum(axis=1), np.ones(len(live), dtype=bool)
    while (small := alive & ((counts > 0) & (counts < k)).any(axis=1)).any():
        one = int(np.where(small, counts.sum(axis=1), np.iinfo(np.int64).max).argmin())
        alive[one] = False
        if not alive.any():
            return []
        other = int(np.where(alive, ((at - at[one]) ** 2).sum(axis=1), math.inf).argmin())
        counts[other] += counts[one]
        members[other] += members[one]
        if biggest[one] > biggest[other]:
            at[other], biggest[other], anchors[other] = at[one], biggest[one], anchors[one]
    return [
        Gathered(spots[anchors[i]].point, tuple(int(count) for count in counts[i]), tuple(sorted(members[i])))
        for i in np.flatnonzero(alive)
    ]


def _flat(points: Sequence[Point]) -> np.ndarray:
    """Points on a flat sheet, near enough to find neighbours in one town."""
    degrees = np.array([(point.lat, point.lon) for point in points])
    degrees[:, 1] *= math.cos(math.radians(float(degrees[:, 0].mean())))
    return degrees
