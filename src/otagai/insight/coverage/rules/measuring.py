"""From people, places and a question to the answer; ways are measured by `kernel.reach`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from otagai.insight.coverage.rules.dividing import Hours, by_kind, by_time
from otagai.insight.coverage.rules.questions import Question
from otagai.insight.coverage.rules.values import (
    Answer,
    Around,
    Found,
    Group,
    Living,
    NextPlace,
    PointLine,
    Served,
    Side,
    Snapping,
    Standing,
)  # fmt: skip
from otagai.insight.coverage.words import CLASSES, Ages
from otagai.kernel.gathering import Gathered, Spot
from otagai.kernel.geo import Point, metres_between
from otagai.kernel.reach import choosing
from otagai.kernel.reach.answers import covered, served, served_alone
from otagai.kernel.reach.choosing import Choice
from otagai.kernel.reach.network import Network
from otagai.kernel.reach.pace import pace_at
from otagai.kernel.reach.straight import straight_ways
from otagai.kernel.reach.values import Demand, Sites, Ways
from otagai.kernel.reach.walking import snap, walking_ways

LOOKED_AT_METRES = 3000
"""How far the nearest place is looked for, to say how far it is from a point out of reach."""
FAR_FROM_ROADS = 100
"""Metres from a point to the network beyond which its way is told as uncertain."""
NOWHERE = "どの区域にも入らない"


def hidden(places: Sequence[Standing], people: Sequence[Living]) -> tuple[Standing, ...]:
    """The places as they are counted: somebody's home stands where the nearest people are counted. From the metres of
    its own place to several points, or from one question after the other, its address could be worked out.
    """
    points = [one.point for one in people]
    return tuple(
        place
        if place.is_drawn or not points
        else replace(place, point=min(points, key=partial(metres_between, place.point)))
        for place in places
    )


def spot_of(men: Sequence[int], women: Sequence[int], age_unknown: int, point: Point) -> Spot:
    """People of a 町丁・字 in classes that share nobody: to 64 (with those of unknown age), 65–74, 75 and older."""
    both = [m + f for m, f in zip(men, women, strict=True)]
    return Spot(point, (sum(both[:13]) + age_unknown, sum(both[13:15]), sum(both[15:])))


def livings(found: Iterable[Gathered], names: Sequence[str], areas: Sequence[str]) -> list[Living]:
    """Gathered places by the names of what was counted together; `areas` name the area of each."""
    return [
        Living("・".join(names[member] for member in one.members), one.point, one.counts, area)
        for one, area in zip(found, areas, strict=True)
    ]


def by_pace(people: Iterable[Living]) -> list[Living]:
    """The same people by class, each walking at its own pace (`kernel.reach.pace`)."""
    return [
        Living(
            f"{one.name}（{label}）", one.point, tuple(count if at == number else 0 for at, count in enumerate(one.counts)),
            one.area, pace_at(0) / pace_at(age),
        )
        for one in people
        for number, (age, label) in enumerate(CLASSES)
        if one.counts[number]
    ]  # fmt: skip


def demand_of(people: Sequence[Living]) -> Demand:
    """The points for `kernel.reach`, with the groups of `Ages`."""
    counts = np.array([one.counts for one in people], dtype=np.float64).reshape(len(people), 3)
    groups = {
        Ages.ALL.value: counts.sum(axis=1),
        Ages.FROM_65.value: counts[:, 1:].sum(axis=1),
        Ages.FROM_75.value: counts[:, 2],
    }
    return Demand(*_degrees([one.point for one in people]), groups, tuple(one.area for one in people))


def sites_of(places: Sequence[Standing]) -> Sites:
    """The places for `kernel.reach`."""
    return Sites(*_degrees([place.point for place in places]))


def _degrees(points: Sequence[Point]) -> tuple[Any, Any]:
    return np.array([point.lat for point in points], dtype=float), np.array(
        [point.lon for point in points], dtype=float
    )


def ways_between(
    people: Sequence[Living], places: Sequence[Standing], question: Question, network: Network | None, *, limit: float
) -> Ways:
    """The ways on the network; without one as the crow flies, made longer by the detour of the question. Longer for the slow."""
    demand, sites = demand_of(people), sites_of(places)
    if network is None:
        ways = straight_ways(demand, sites, limit=limit, detour=question.detour)
    else:
        ways = walking_ways(demand, sites, network, limit=limit)
    return ways.slower(slowness_of(people))


def slowness_of(people: Sequence[Living]) -> Any:
    """How many times as long each point needs for a way."""
    return np.array([one.slowness for one in people], dtype=float)


def snapping(people: Sequence[Living], network: Network) -> Snapping:
    """How far the points lie from the network: what is walked before the first road."""
    metres = np.sort(snap(network, *_degrees([one.point for one in people])).metres)
    far = int((metres > FAR_FROM_ROADS).sum())
    return (
        Snapping(round(float(np.median(metres))), round(float(metres[-1])), far) if len(metres) else Snapping(0, 0, 0)
    )


def answer(
    people: Sequence[Living], places: Sequence[Standing], question: Question, network: Network | None = None,
    hours: Hours | None = None,
) -> Answer:  # fmt: skip
    """Who has a place within reach and who has none; what each place and each kind serves, and serves alone.

    `hours`: when the places are open, for the same week by week; None where that is not asked.
    """
    demand = demand_of(people)
    ways = ways_between(people, places, question, network, limit=LOOKED_AT_METRES)
    reach, near = covered(demand, ways, question.reach), ways.nearest() / slowness_of(people)
    groups = tuple(
        Group(age.label, int(reach.groups[age].total), int(reach.groups[age].covered), age.value) for age in Ages
    )
    areas = (
        Group(name, int(by[question.ages].total), int(by[question.ages].covered)) for name, by in reach.areas.items()
    )
    everybody, alone = (ask(demand, ways, question.reach)[question.ages] for ask in (served, served_alone))
    lines = [Served(place, int(everybody[i]), int(alone[i])) for i, place in enumerate(places)]
    points = (
        PointLine(
            one,
            int(demand.people[question.ages][i]),
            round(near[i]) if np.isfinite(near[i]) else None,
            bool(reach.points[i]),
        )
        for i, one in enumerate(people)
        if demand.people[question.ages][i] or not question.minutes
    )
    return Answer(
        ways.method.label, groups, tuple(sorted(areas, key=lambda area: (-area.without, area.label))),
        tuple(sorted(lines, key=lambda line: (-line.alone, -line.people, line.place.name))),
        tuple(sorted(points, key=lambda line: (line.is_within, -line.people, line.living.name))),
        by_kind(demand, ways, places, question),
        () if hours is None else by_time(demand, ways, places, question, hours),
    )  # fmt: skip


def choice_for(
    people: Sequence[Living], places: Sequence[Standing], candidates: Sequence[Standing], question: Question,
    network: Network | None = None,
) -> Choice:  # fmt: skip
    """The question where the next places should open: people who have none yet, and candidates within reach of them."""
    demand = demand_of(people)
    there, could = (
        ways_between(people, some, question, network, limit=question.reach) for some in (places, candidates)
    )
    have = covered(demand, there, question.reach).points
    return choosing.choice_of(
        demand.people[question.ages], could, question.reach, k=question.count, have=have, areas=demand.areas,
        fair=question.fair,
    )  # fmt: skip


def next_places(
    people: Sequence[Living], places: Sequence[Standing], candidates: Sequence[Standing], question: Question,
    network: Network | None = None,
) -> Found:  # fmt: skip
    """A good choice at once: one place after the other, each time the one that adds most; with its gap."""
    return found_of(choosing.first_answer(choice_for(people, places, candidates, question, network)), candidates)


def found_of(found: choosing.Found, candidates: Sequence[Standing]) -> Found:
    """What was found, by the names of the places. A first answer that cannot be bettered is proven."""
    chosen = (NextPlace(candidates[at], round(adds)) for at, adds in zip(found.places, found.adds, strict=True))
    return Found(tuple(chosen), round(found.people), found.gap, found.proven or found.gap == 0)


def around(
    people: Sequence[Living],
    places: Sequence[Standing],
    place: Standing,
    question: Question,
    network: Network | None = None,
) -> tuple[Around, ...]:
    """The points that lie within reach of one place, the nearest first, and whether any other place is: what the
    figures beside that place are made of.
    """
    demand = demand_of(people)
    here, there = (
        ways_between(people, some, question, network, limit=question.reach).within(question.reach)
        for some in ([place], [other for other in places if other.pk != place.pk])
    )
    others = covered(demand, there, question.reach).points
    found = (
        Around(people[i], int(demand.people[question.ages][i]), round(metres / people[i].slowness), not others[i])
        for i, metres in zip(here.point.tolist(), here.metres.tolist(), strict=True)
    )
    return tuple(sorted(found, key=lambda line: (line.metres, line.living.name)))


def side_by_side(one: Answer, other: Answer) -> tuple[Side, ...]:
    """The areas of two answers beside each other, by name."""
    left, right = ({area.label: area for area in answer.areas} for answer in (one, other))
    return tuple(Side(name, left.get(name), right.get(name)) for name in sorted(left | right))
