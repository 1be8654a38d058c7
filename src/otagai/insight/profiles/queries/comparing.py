"""Districts that are like one another: their indicators side by side, and what the others do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from otagai.insight.coverage.words import Ages
from otagai.insight.profiles import rules
from otagai.insight.profiles.queries.people import Counted, Ground
from otagai.insight.profiles.queries.standing import Layer
from otagai.insight.profiles.rules import INDICATORS, Indicator, Values
from otagai.town.activities.queries import ActivityHeld, CardLine, know_hows_by_activity
from otagai.town.activities.words import ActivityKind

MOST_DOING = 6


@dataclass(frozen=True)
class Beside:
    """A district beside the one asked about: how far it is (0 = the same), its values, activities that it has and the
    other has not in kind before those of kinds both have, and the cards on which its groups say how they do it.
    """

    pk: int
    name: str
    distance: float
    values: tuple[str, ...]
    doing: tuple[ActivityHeld, ...]
    cards: tuple[CardLine, ...]


@dataclass(frozen=True)
class Comparison:
    """The indicators, the values of the district, their middle over all districts, and the districts that are alike."""

    indicators: tuple[Indicator, ...]
    values: tuple[str, ...]
    middle: tuple[str, ...]
    alike: tuple[Beside, ...]


def comparison(pk: int, ground: Ground, newest: Counted | None, layer: Layer) -> Comparison:
    """The districts of the same layer that are nearest to one; one query."""
    values = {area: _values(area, newest, layer) for area, _, _ in ground.shapes} if newest else {}
    names = {area: name for area, name, _ in ground.shapes}
    kinds = {activity.kind for activity in layer.activities.get(pk, [])}
    near = rules.alike(pk, values)
    held = {one.key: layer.activities.get(one.key, []) for one in near}
    cards = know_hows_by_activity([activity.pk for there in held.values() for activity in there])
    found = tuple(
        Beside(
            one.key, names[one.key], one.distance, _words(values[one.key]), _doing(held[one.key], kinds),
            tuple(card for activity in held[one.key] for card in cards.get(activity.pk, [])),
        )
        for one in near
    )  # fmt: skip
    indicators = tuple(
        replace(one, source=f"徒歩圏（{layer.method}）") if one.key == "reach" and layer.method else one
        for one in INDICATORS
    )
    return Comparison(indicators, _words(values.get(pk, {})), _words(_middle(values.values())), found)


def _values(area: int, newest: Counted, layer: Layer) -> Values:
    people = newest.people(area)
    if not people:
        return {}
    reach = layer.within.get(Ages.FROM_75, {}).get(area)
    gathering = sum(1 for spot in layer.spots.get(area, []) if spot.gathers)
    return {
        "people": float(people), "aged": rules.percent(newest.aged(area), people), "oldest": rules.percent(newest.oldest(area), people),
        "reach": float(reach.percent) if reach and reach.percent is not None else None,
        "places": round(1000 * gathering / people, 1) if layer.gathers_all else None,
        "activities": round(1000 * len(layer.activities.get(area, [])) / people, 1) if layer.dates_all else None,
    }  # fmt: skip


def _middle(rows: Iterable[Values]) -> Values:
    """The mean of every indicator over the districts that have it."""
    kept = list(rows)
    told = {one.key: [value for row in kept if (value := row.get(one.key)) is not None] for one in INDICATORS}
    return {key: round(sum(values) / len(values), 1) if values else None for key, values in told.items()}


def _words(values: Values) -> tuple[str, ...]:
    return tuple(_in_words(one, values.get(one.key)) for one in INDICATORS)


def _in_words(indicator: Indicator, value: float | None) -> str:
    if value is None:
        return "—"
    return f"{value:,.0f}{indicator.unit}" if indicator.key in ("people", "reach") else f"{value:,.1f}{indicator.unit}"


def _doing(held: list[ActivityHeld], known: set[ActivityKind]) -> tuple[ActivityHeld, ...]:
    return tuple(sorted(held, key=lambda one: (one.kind in known, one.title)))[:MOST_DOING]
