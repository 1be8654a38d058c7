"""Who is covered: by group, by area, by weekday and part of the day; what each place alone serves."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from otagai.kernel.reach.values import WEEK, Demand, Flags, Floats, Ints, Method, Sites, Ways

_POINTS_AT_ONCE = 2048
"""Points counted together: few enough that what is worked on stays in the processor's cache."""


@dataclass(frozen=True)
class Share:
    """People with a place within reach, and people without."""

    covered: float
    uncovered: float

    @property
    def total(self) -> float:
        """All of them."""
        return self.covered + self.uncovered

    @property
    def share(self) -> float:
        """Covered ÷ all (0–1); 0 where nobody lives."""
        return self.covered / self.total if self.total else 0.0


@dataclass(frozen=True, eq=False)
class Reach:
    """The answer: which points are covered (n flags), people by group, by area and group; how it was measured."""

    metres: float
    method: Method
    points: Flags
    groups: Mapping[str, Share]
    areas: Mapping[str, Mapping[str, Share]]


@dataclass(frozen=True, eq=False)
class Closing:
    """What closing one place would do: reach before and after, people by group who lose their only place, people who
    keep one but walk further, and the metres further of each point (n; 0 where nothing changes or nothing is left).
    """

    before: Reach
    after: Reach
    lost: Mapping[str, float]
    further: Mapping[str, float]
    metres_further: Floats


def covered(demand: Demand, ways: Ways, metres: float, *, among: Flags | None = None) -> Reach:
    """Who has a place within so many metres (≤ `ways.limit`); `among` (m flags): only these places."""
    near = ways.within(metres, among)
    points = np.diff(near.start) > 0
    groups = {group: _share(people, points) for group, people in demand.people.items()}
    return Reach(metres, ways.method, points, groups, _by_area(demand, points))


def _share(people: Floats, points: Flags) -> Share:
    return Share(float(people[points].sum()), float(people[~points].sum()))


def _by_area(demand: Demand, points: Flags) -> dict[str, dict[str, Share]]:
    if not demand.areas:
        return {}
    names, area = np.unique(np.array(demand.areas), return_inverse=True)
    answer: dict[str, dict[str, Share]] = {str(name): {} for name in names}
    for group, people in demand.people.items():
        within, without = (np.bincount(area, people * side, len(names)) for side in (points, ~points))
        for place, name in enumerate(names):
            answer[str(name)][group] = Share(float(within[place]), float(without[place]))
    return answer


def served(demand: Demand, ways: Ways, metres: float) -> dict[str, Floats]:
    """People by group whom each place reaches (m numbers); somebody near two places counts at both."""
    near = ways.within(metres)
    return {group: _at(near.place, people[near.point], ways.places) for group, people in demand.people.items()}


def served_alone(demand: Demand, ways: Ways, metres: float) -> dict[str, Floats]:
    """People by group who have this place and no other within reach (m numbers): what its closing would cost."""
    near = ways.within(metres)
    only = (np.diff(near.start) == 1)[near.point]
    point, place = near.point[only], near.place[only]
    return {group: _at(place, people[point], ways.places) for group, people in demand.people.items()}


def _at(place: Ints, people: Floats, places: int) -> Floats:
    return np.bincount(place, people, places).astype(np.float64)


def closing(demand: Demand, ways: Ways, metres: float, place: int) -> Closing:
    """What closing that place (index 0 … m−1) would do to reach within so many metres."""
    others = np.arange(ways.places) != place
    before, after = covered(demand, ways, metres), covered(demand, ways, metres, among=others)
    lost = before.points & ~after.points
    now, then = ways.within(metres).nearest(), ways.within(metres, others).nearest()
    further = np.zeros(len(demand))
    further[after.points] = then[after.points] - now[after.points]
    return Closing(before, after, _people(demand, lost), _people(demand, further > 0), further)


def _people(demand: Demand, points: Flags) -> dict[str, float]:
    return {group: float(people[points].sum()) for group, people in demand.people.items()}


def by_band(demand: Demand, sites: Sites, ways: Ways, metres: float) -> dict[str, Floats]:
    """People by group with an open place within reach, for every weekday and part of the day (28 numbers, `WEEK`)."""
    near = ways.within(metres)
    hours = np.zeros((len(sites), 32), dtype=np.bool_)
    hours[:, :WEEK] = sites.open
    week = np.packbits(hours, axis=1).view(np.uint32).ravel()  # one bit for each part of the week
    some = np.flatnonzero(np.diff(near.start))
    open_near = np.zeros(ways.points, dtype=np.uint32)
    if len(some):
        open_near[some] = np.bitwise_or.reduceat(week[near.place], near.start[some])
    people = np.array(list(demand.people.values())).reshape(len(demand.people), ways.points)
    found = np.zeros((len(people), WEEK))
    for begin in range(0, ways.points, _POINTS_AT_ONCE):
        parts = open_near[begin : begin + _POINTS_AT_ONCE, None].view(np.uint8)
        found += people[:, begin : begin + _POINTS_AT_ONCE] @ np.unpackbits(parts, axis=1, count=WEEK).astype(
            np.float64
        )
    return dict(zip(demand.people, found, strict=True))
