"""徒歩圏 as a question and its answer: values in, an answer in words and numbers out; ways are measured by `kernel.reach`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any
from urllib.parse import urlencode

import numpy as np

from otagai.insight.coverage.words import Ages, Band
from otagai.kernel.gathering import Gathered, Spot
from otagai.kernel.geo import DETOUR, Point
from otagai.kernel.reach import choosing
from otagai.kernel.reach.answers import covered, served, served_alone
from otagai.kernel.reach.choosing import Choice
from otagai.kernel.reach.straight import straight_ways
from otagai.kernel.reach.values import Demand, Sites, Ways
from otagai.town.places.words import PlaceKind

DETOURS = (1.0, 1.2, DETOUR, 1.5)
MOST_NEXT = 10
LOOKED_AT_METRES = 3000
"""How far the nearest place is looked for, to say how far it is from a point out of reach."""
GATHERING_KINDS = (PlaceKind.SALON, PlaceKind.STATION, PlaceKind.COMMUNITY_CENTER, PlaceKind.WELFARE_HALL)
CANDIDATE_KINDS = (
    PlaceKind.COMMUNITY_CENTER, PlaceKind.WELFARE_HALL, PlaceKind.CITY_OFFICE, PlaceKind.LIBRARY, PlaceKind.CHILD_SUPPORT,
    PlaceKind.PARK,
)  # fmt: skip
"""Public places that could lend a room or a bench; those that serve already are left out."""
NOWHERE = "どの区域にも入らない"


@dataclass(frozen=True)
class Question:
    """Who, how far on foot, to which kinds of places, open when; `opened` and `closed` are places added and taken away."""

    ages: str = Ages.FROM_75
    metres: int = 500
    detour: float = DETOUR
    kinds: tuple[str, ...] = GATHERING_KINDS
    weekday: int | None = None
    band: str = ""
    layer: int | None = None
    opened: tuple[int, ...] = ()
    closed: tuple[int, ...] = ()
    count: int = 3
    fair: bool = False

    def query(self) -> str:
        """The question as it stands in an address."""
        return urlencode(
            {name: value for name, value in self.stored().items() if value not in (None, "", False)}, doseq=True
        )

    def stored(self) -> dict[str, Any]:
        """The question as it is kept."""
        return {**asdict(self), "kinds": list(self.kinds), "opened": list(self.opened), "closed": list(self.closed)}

    def words(self) -> str:
        """The question in one line."""
        when = ("月火水木金土日"[self.weekday] + "曜" if self.weekday is not None else "") + (
            Band.label_of(self.band) if self.band else ""
        )
        kinds = "・".join(PlaceKind.label_of(kind) for kind in self.kinds)
        return f"{Ages.label_of(self.ages)}・歩いて{self.metres} m・{when + 'に開いている ' if when else ''}{kinds}"


def question_of(stored: dict[str, Any]) -> Question:
    """The question that was kept; what it does not say is as usual."""
    known = {one.name for one in fields(Question)}
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in stored.items() if name in known
    }
    return Question(**told)


@dataclass(frozen=True)
class Standing:
    """A place that people could walk to."""

    pk: int
    name: str
    kind: PlaceKind
    point: Point
    is_drawn: bool = True


@dataclass(frozen=True)
class Living:
    """People counted together: what the place is called, how many by class (to 64, 65–74, 75 and older), in which area."""

    name: str
    point: Point
    counts: tuple[int, ...]
    area: str


@dataclass(frozen=True)
class Group:
    """People of some ages in an area: all of them, and those with a place within reach."""

    label: str
    people: int
    within: int

    @property
    def without(self) -> int:
        """Those who have none."""
        return self.people - self.within

    @property
    def percent(self) -> int | None:
        """Within reach of a hundred; None where nobody lives."""
        return int(100 * self.within / self.people) if self.people else None


@dataclass(frozen=True)
class Served:
    """A place with the people within its reach, and those who would have none without it."""

    place: Standing
    people: int
    alone: int


@dataclass(frozen=True)
class PointLine:
    """One point with its people, and how far the nearest place is (None: farther than was looked)."""

    living: Living
    people: int
    metres: int | None
    is_within: bool


@dataclass(frozen=True)
class Answer:
    """Everything that the page says; `method` stands wherever a distance does."""

    method: str
    groups: tuple[Group, ...]
    areas: tuple[Group, ...]
    places: tuple[Served, ...]
    points: tuple[PointLine, ...]


@dataclass(frozen=True)
class NextPlace:
    """A place that could open next, and how many people it would newly reach after those before it."""

    place: Standing
    people: int


@dataclass(frozen=True)
class Found:
    """Where the next places should open; `gap`: how much better another choice could be at most (0–1)."""

    chosen: tuple[NextPlace, ...]
    people: int
    gap: float
    is_proven: bool

    @property
    def gap_words(self) -> str:
        """The gap as a share of a hundred."""
        return percents(self.gap)


@dataclass(frozen=True)
class Side:
    """One area in two answers."""

    label: str
    one: Group | None
    other: Group | None


def percents(gap: float) -> str:
    """A gap in words, rounded up so that it never promises too much."""
    return f"{math.ceil(gap * 1000) / 10:g}%"


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


def ways_between(people: Demand, places: Sequence[Standing], question: Question) -> Ways:
    """The ways as the crow flies, made longer by the detour of the question."""
    return straight_ways(people, sites_of(places), limit=LOOKED_AT_METRES, detour=question.detour)


def answer(people: Sequence[Living], places: Sequence[Standing], question: Question) -> Answer:
    """Who has a place within reach and who has none; what each place serves, and serves alone."""
    demand = demand_of(people)
    ways = ways_between(demand, places, question)
    reach, near = covered(demand, ways, question.metres), ways.nearest()
    groups = tuple(Group(age.label, int(reach.groups[age].total), int(reach.groups[age].covered)) for age in Ages)
    areas = (
        Group(name, int(by[question.ages].total), int(by[question.ages].covered)) for name, by in reach.areas.items()
    )
    everybody, alone = (ask(demand, ways, question.metres)[question.ages] for ask in (served, served_alone))
    lines = [Served(place, int(everybody[i]), int(alone[i])) for i, place in enumerate(places)]
    points = (
        PointLine(
            one,
            int(demand.people[question.ages][i]),
            round(near[i]) if np.isfinite(near[i]) else None,
            bool(reach.points[i]),
        )
        for i, one in enumerate(people)
    )
    return Answer(
        ways.method.label, groups, tuple(sorted(areas, key=lambda area: (-area.without, area.label))),
        tuple(sorted(lines, key=lambda line: (-line.alone, -line.people, line.place.name))),
        tuple(sorted(points, key=lambda line: (line.is_within, -line.people, line.living.name))),
    )  # fmt: skip


def choice_for(
    people: Sequence[Living], places: Sequence[Standing], candidates: Sequence[Standing], question: Question
) -> Choice:
    """The question where the next places should open: people who have none yet, and candidates within reach of them."""
    demand = demand_of(people)
    have = covered(demand, ways_between(demand, places, question), question.metres).points
    return choosing.choice_of(
        demand.people[question.ages], ways_between(demand, candidates, question), question.metres, k=question.count,
        have=have, areas=demand.areas, fair=question.fair,
    )  # fmt: skip


def next_places(
    people: Sequence[Living], places: Sequence[Standing], candidates: Sequence[Standing], question: Question
) -> Found:
    """A good choice at once: one place after the other, each time the one that adds most; with its gap."""
    return found_of(choosing.first_answer(choice_for(people, places, candidates, question)), candidates)


def found_of(found: choosing.Found, candidates: Sequence[Standing]) -> Found:
    """What was found, by the names of the places. A first answer that cannot be bettered is proven."""
    chosen = (NextPlace(candidates[at], round(adds)) for at, adds in zip(found.places, found.adds, strict=True))
    return Found(tuple(chosen), round(found.people), found.gap, found.proven or found.gap == 0)


def side_by_side(one: Answer, other: Answer) -> tuple[Side, ...]:
    """The areas of two answers beside each other, by name."""
    left, right = ({area.label: area for area in answer.areas} for answer in (one, other))
    return tuple(Side(name, left.get(name), right.get(name)) for name in sorted(left | right))
