"""What one page about 徒歩圏 needs: the people, the places, the areas, and the answer made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import Http404

from otagai.insight.coverage import rules
from otagai.insight.coverage.models import Scenario, Search
from otagai.insight.coverage.rules import Answer, Living, Question, Snapping, Standing
from otagai.insight.coverage.words import SearchState
from otagai.kernel.gathering import Gathered, gather
from otagai.kernel.geo import Point
from otagai.kernel.overlaps import AreaIndex
from otagai.kernel.reach.network import Network
from otagai.town.areas import queries as areas
from otagai.town.areas.words import LayerKind
from otagai.town.places import queries as places
from otagai.town.places.words import PlaceKind


@dataclass(frozen=True)
class Town:
    """What an answer is made of: from which list of which day, the people, the places that serve, those that could.

    `points`: of the list, where somebody lives; `spots`: what is left of them when few are counted with their neighbours.
    """

    edition: areas.Edition
    points: int
    people: tuple[Living, ...]
    places: tuple[Standing, ...]
    candidates: tuple[Standing, ...]
    shapes: tuple[dict[str, Any], ...]
    layer: str
    layer_pk: int | None = None
    streets: areas.StreetLine | None = None
    network: Network | None = None
    snapping: Snapping | None = None
    spots: int = 0

    @property
    def unwalkable(self) -> bool:
        """Whether there are streets, but none that can be walked as asked."""
        return self.streets is not None and self.network is None and self.snapping is None

    @property
    def gathered(self) -> int:
        """How many points of the list are counted together with a neighbour."""
        return self.points - self.spots


@dataclass(frozen=True)
class SearchLine:
    """A long search: where it stands, and what it found."""

    pk: int
    state: SearchState
    chosen: tuple[str, ...]
    people: int
    is_proven: bool
    gap: float | None
    asked_at: datetime
    seconds: float

    @property
    def gap_words(self) -> str:
        """How much better another choice could be at most."""
        return rules.percents(self.gap or 0.0)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in (SearchState.DONE, SearchState.FAILED)


@dataclass(frozen=True)
class ScenarioLine:
    """A scenario in the list."""

    pk: int
    name: str
    question: Question
    by: str
    at: datetime
    ended_at: datetime | None = None


def layer_choices(on: date) -> list[tuple[int, str]]:
    """The layers by which an answer can be divided; two queries."""
    return [(layer.pk, layer.name) for layer in areas.layers(on) if layer.areas]


def town_for(question: Question, *, on: date) -> Town | None:
    """What the answer is made of, by the newest list of population; None when there is none. Seven queries."""
    edition = next(iter(areas.editions()), None)
    if edition is None:
        return None
    rows = areas.population_of(edition)
    spots = [rules.spot_of(row.men, row.women, row.age_unknown, Point(row.latitude, row.longitude)) for row in rows]
    found = gather(spots, k=settings.OTAGAI_SMALLEST_COUNT)
    layer, name, shapes = _layer(question, on)
    people = rules.livings(found, [row.name for row in rows], _areas_of(found, shapes))
    serving, could = _places(question)
    serving = rules.hidden(serving, people)
    inhabited = sum(1 for spot in spots if sum(spot.counts))
    streets, network, snapping = walked(question, people)
    return Town(
        edition, inhabited, tuple(rules.by_pace(people) if question.minutes else people), serving, could,
        tuple(shape for _, shape in shapes), name if layer else "", layer, streets, network, snapping, len(people),
    )  # fmt: skip


def walked(
    question: Question, people: Sequence[Living]
) -> tuple[areas.StreetLine | None, Network | None, Snapping | None]:
    """The streets, the network to measure on (none where they do not reach the people), and how far people live from it."""
    streets, network = _network(question)
    snapping = rules.snapping(people, network) if network and people else None
    return streets, network if snapping is None or snapping.fits else None, snapping


def _network(question: Question) -> tuple[areas.StreetLine | None, Network | None]:
    """The streets to measure on, as the question wants them walked; none where it wants straight lines."""
    streets = None if question.straight else areas.street_map()
    try:
        return streets, areas.network_of(streets, question.walking) if streets else None
    except ValueError:  # nothing is left of the streets
        return streets, None


def usual_layer(*, on: date) -> int | None:
    """The layer by which an answer is divided when nothing was chosen; None where the town has no outlines."""
    return _layer(Question(), on)[0]


def _layer(question: Question, on: date) -> tuple[int | None, str, list[tuple[str, dict[str, Any]]]]:
    """The layer that was chosen, else 自治会, else the first one."""
    lines = [layer for layer in areas.layers(on) if layer.areas]
    usual = next((layer for layer in lines if layer.kind is LayerKind.NEIGHBOURHOOD), next(iter(lines), None))
    chosen = next((layer for layer in lines if layer.pk == question.layer), usual)
    if chosen is None:
        return None, "", []
    return chosen.pk, chosen.name, [(name, shape) for _, name, shape in areas.shapes_of(chosen.pk, on=on)]


def _areas_of(found: list[Gathered], shapes: list[tuple[str, dict[str, Any]]]) -> list[str]:
    """The area that holds each point; of two that overlap the first by name, so that nobody is counted twice."""
    index = AreaIndex([shape for _, shape in shapes]) if shapes else None
    holding = [index.areas_of_point(one.point) if index else [] for one in found]
    return [shapes[min(numbers)][0] if numbers else rules.NOWHERE for numbers in holding]


def _places(question: Question) -> tuple[tuple[Standing, ...], tuple[Standing, ...]]:
    """Places that serve, and public places that do not yet; two queries."""
    band = places.time_band(question.band)
    kinds = [PlaceKind(kind) for kind in question.kinds]
    rows = places.standing(kinds, weekday=question.weekday, band=band, also=question.opened)
    serving = tuple(_standing(row) for row in rows if row.pk not in question.closed)
    there = {place.pk for place in serving} | set(question.closed)
    could = (row for row in places.standing(rules.CANDIDATE_KINDS) if row.pk not in there and not row.is_home)
    return serving, tuple(_standing(row) for row in could)


def _standing(row: places.PlaceStanding) -> Standing:
    return Standing(row.pk, row.name, row.kind, Point(row.latitude, row.longitude), not row.is_home)


def outlines_of(layer: int, *, on: date) -> areas.MapFile | None:
    """The outlines of a layer for the web map; None when there is no such layer."""
    return areas.areas_geojson(layer, on=on)


def has_streets() -> tuple[bool, bool]:
    """Whether the town has a walking network, and whether that knows heights; one query."""
    streets = areas.street_map()
    return streets is not None, streets is not None and streets.has_heights


def answer_of(town: Town, question: Question) -> Answer:
    """The answer for the town as it stands; one query where any time will do, else none."""
    hours = places.open_times([place.pk for place in town.places]) if question.any_time else None
    return rules.answer(town.people, town.places, question, town.network, hours)


def names_of(keys: tuple[int, ...]) -> dict[int, str]:
    """The names of places by key; one query, none for no keys."""
    return {row.pk: row.name for row in places.standing((), also=keys) if row.pk in keys} if keys else {}


def scenarios() -> list[ScenarioLine]:
    """Every scenario that was not put away, newest first; one query."""
    return [_scenario(row) for row in Scenario.objects.filter(ended_at=None).select_related("by")]


def scenario_for(pk: int) -> ScenarioLine:
    """One scenario; 404 when there is none. One query."""
    row = Scenario.objects.select_related("by").filter(pk=pk).first()
    if row is None:
        raise Http404
    return _scenario(row)


def _scenario(row: Scenario) -> ScenarioLine:
    by = row.by.display_name if row.by else ""
    return ScenarioLine(row.pk, row.name, rules.question_of(row.question), by, row.at, row.ended_at)


def last_search(scenario: int) -> SearchLine | None:
    """The newest long search of a scenario; two queries, one where there is none."""
    row = Search.objects.filter(scenario_id=scenario).first()
    if row is None:
        return None
    names = names_of(tuple(row.chosen))
    return SearchLine(
        row.pk, SearchState(row.state), tuple(names.get(pk, "（なくなった場所）") for pk in row.chosen), row.people,
        row.is_proven, row.gap, row.asked_at, row.seconds,
    )  # fmt: skip
