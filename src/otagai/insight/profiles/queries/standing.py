"""What stands in a district: places, windows, shelters, activities, groups; and who walks to them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from otagai.insight.coverage import queries as coverage
from otagai.insight.coverage import rules as reach
from otagai.insight.coverage.rules import Answer, Group, Question, Standing
from otagai.insight.coverage.words import Ages
from otagai.insight.profiles.queries.people import Counted, Ground
from otagai.kernel.geo import Point
from otagai.town.activities import queries as activities
from otagai.town.activities.queries import ActivityHeld
from otagai.town.places import queries as places
from otagai.town.places.queries import PlaceStanding
from otagai.town.places.words import PlaceKind

SHELTERS = (PlaceKind.SHELTER, PlaceKind.EVACUATION_SPACE)
SHOWN = (
    *reach.GATHERING_KINDS, PlaceKind.CHILD_SUPPORT, PlaceKind.LIBRARY, PlaceKind.CITY_OFFICE, PlaceKind.COOL_SPOT, *SHELTERS,
    PlaceKind.CARE_FACILITY,
)  # fmt: skip
"""Kinds that a profile lists; parks and public toilets are counted by others."""
METRES = 500


@dataclass(frozen=True)
class Spot:
    """A place in a district; `number` is its number on the map (0: not drawn), `flag` since when the のぼり旗 flies."""

    pk: int
    name: str
    kinds: tuple[PlaceKind, ...]
    point: Point
    is_home: bool
    has_flag: bool
    flag: date | None

    @property
    def gathers(self) -> bool:
        """Whether it counts as a place to go to."""
        return bool(set(self.kinds) & set(reach.GATHERING_KINDS))

    @property
    def shelters(self) -> bool:
        """Whether people take shelter there."""
        return bool(set(self.kinds) & set(SHELTERS))

    @property
    def is_other(self) -> bool:
        """Neither a place to go to nor a shelter: facilities and offices."""
        return not (self.gathers or self.shelters or self.has_flag or self.is_home)

    @property
    def words(self) -> str:
        """Its kinds in words."""
        return "・".join(kind.label for kind in self.kinds)


@dataclass(frozen=True)
class Layer:
    """Everything that stands in the areas of one layer, by area, and the answer about 徒歩圏 by area."""

    spots: dict[int, list[Spot]]
    activities: dict[int, list[ActivityHeld]]
    within: dict[str, dict[int, Group]]
    town: dict[str, Group]
    method: str
    unknown: Counter[int]
    not_dated: Counter[int]
    gathers_all: bool = True
    dates_all: bool = True


def layer_of(ground: Ground, newest: Counted | None, *, on: date) -> Layer:
    """What stands where today; six queries."""
    return _layer(ground, newest, places.standing(list(SHOWN)), places.flags_flying(), activities.held_where(on=on))


def layer_then(ground: Ground, newest: Counted | None, *, on: date) -> Layer:
    """What stood where on an earlier day, as far as anything dated says so: how many places and activities nobody knows of is
    counted by area. Where that is so anywhere in town, ways are not measured: they would be too long. Eight queries.
    """
    stood, (held, not_dated) = places.standing_then(list(SHOWN), on=on), activities.held_then(on=on)
    unknown = Counter(ground.area_at(Point(row.latitude, row.longitude)) for row in stood.unknown)
    gathers_all = not any(row.kind in reach.GATHERING_KINDS for row in stood.unknown)
    found = _layer(ground, newest if gathers_all else None, stood.there, places.flags_flown(on=on), held)
    undated = Counter(_area_of(one, ground) for one in not_dated)
    return replace(found, unknown=unknown, not_dated=undated, gathers_all=gathers_all, dates_all=not not_dated)


def _layer(
    ground: Ground, counted: Counted | None, stood: Iterable[PlaceStanding], flags: dict[int, date | None],
    doing: Iterable[ActivityHeld],
) -> Layer:  # fmt: skip
    spots: dict[int, list[Spot]] = defaultdict(list)
    serving: list[Standing] = []
    for row in stood:
        spot = _spot(row, flags)
        spots[ground.area_at(spot.point)].append(spot)
        if row.kind in reach.GATHERING_KINDS:
            serving.append(Standing(row.pk, row.name, row.kind, spot.point, not row.is_home))
    held: dict[int, list[ActivityHeld]] = defaultdict(list)
    for activity in doing:
        held[_area_of(activity, ground)].append(activity)
    answers = answered(counted, serving)
    within = {ages: {int(group.label): group for group in one.areas if group.label} for ages, one in answers.items()}
    one = next(iter(answers.values()), None)
    town = {ages: next(g for g in one.groups if g.label == Ages.label_of(ages)) for ages, one in answers.items()}
    return Layer(spots, held, within, town, one.method if one else "", Counter(), Counter())


def _area_of(activity: ActivityHeld, ground: Ground) -> int:
    """The area that was written down where it is one of the layer, else the one its place lies in; 0 where there is none."""
    if activity.area_id is not None and activity.area_id in ground.keys:
        return activity.area_id
    return ground.area_at(activity.point) if activity.point else 0


def answered(newest: Counted | None, serving: list[Standing]) -> dict[str, Answer]:
    """The usual question of 徒歩圏, about those from 65 and from 75, on the town's own ways as there; nothing where nobody is counted."""
    if newest is None or not newest.livings:
        return {}
    asked = (Ages.FROM_65, Ages.FROM_75)
    stand = reach.hidden(
        tuple(serving), newest.livings
    )  # homes are measured from where people are counted, as in 徒歩圏
    _, network, _ = coverage.walked(Question(metres=METRES), newest.livings)
    return {ages: reach.answer(newest.livings, stand, Question(ages=ages, metres=METRES), network) for ages in asked}


def _spot(row: PlaceStanding, flags: dict[int, date | None]) -> Spot:
    kinds = [row.kind, *(PlaceKind(kind) for kind in row.also)]
    kept = tuple(dict.fromkeys(kind for kind in kinds if kind in SHOWN))
    return Spot(
        row.pk, row.name, kept, Point(row.latitude, row.longitude), row.is_home, row.pk in flags, flags.get(row.pk)
    )  # fmt: skip
