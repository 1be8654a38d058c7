"""What an answer about 徒歩圏 is made of, and what it says."""

from __future__ import annotations

import math
from dataclasses import dataclass

from otagai.kernel.geo import Point
from otagai.town.places.words import PlaceKind

NEAR_ENOUGH = 300
"""Metres: of a network that lies farther from half of the points only a part of the town can be measured; it is not used."""


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
    """People counted together: what the place is called, how many by class (to 64, 65–74, 75 and older), in which area.

    `slowness`: how many times as long they need for a way as the young (≥ 1), where the question is one of minutes.
    """

    name: str
    point: Point
    counts: tuple[int, ...]
    area: str
    slowness: float = 1.0


@dataclass(frozen=True)
class Group:
    """People of some ages in an area: all of them, and those with a place within reach."""

    label: str
    people: int
    within: int
    ages: str = ""

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
class Kind:
    """The places of one kind: how many, of all people those within reach of one, and those whom no other kind reaches."""

    kind: PlaceKind
    places: int
    people: int
    within: int
    alone: int


@dataclass(frozen=True)
class Day:
    """A weekday (Monday 0) with its parts: `Band`, and who has an open place within reach then."""

    weekday: int
    label: str
    parts: tuple[tuple[str, Group], ...]


@dataclass(frozen=True)
class PointLine:
    """One point with its people, and how far the nearest place is (None: farther than was looked)."""

    living: Living
    people: int
    metres: int | None
    is_within: bool


@dataclass(frozen=True)
class Answer:
    """Everything that the page says; `method` stands wherever a distance does. `week`: none where a time was asked for."""

    method: str
    groups: tuple[Group, ...]
    areas: tuple[Group, ...]
    places: tuple[Served, ...]
    points: tuple[PointLine, ...]
    kinds: tuple[Kind, ...]
    week: tuple[Day, ...] = ()


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
class Around:
    """A point within reach of one place: its people, how far, and whether it has no other place."""

    living: Living
    people: int
    metres: int
    is_alone: bool


@dataclass(frozen=True)
class Snapping:
    """From the points to the network: metres in the middle and at most, and how many points are `FAR_FROM_ROADS`."""

    middle: int
    most: int
    far: int

    @property
    def fits(self) -> bool:
        """Whether the network is one of this town: half of its points or more lie near it."""
        return self.middle <= NEAR_ENOUGH


@dataclass(frozen=True)
class Side:
    """One area in two answers."""

    label: str
    one: Group | None
    other: Group | None

    @property
    def more(self) -> int | None:
        """How many more people have a place in the second answer; None where an area is in one of them only."""
        return self.one.without - self.other.without if self.one and self.other else None


def percents(gap: float) -> str:
    """A gap in words, rounded up so that it never promises too much."""
    return f"{math.ceil(gap * 1000) / 10:g}%"
