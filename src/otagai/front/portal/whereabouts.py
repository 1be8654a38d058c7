"""Where somebody is, from what they typed or tapped: an area, a postal code, a building, or a point. Never kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from statistics import mean

from otagai.front.portal.finder_form import FinderForm
from otagai.kernel.geo import Point
from otagai.town.areas import queries as areas
from otagai.town.areas.words import LayerKind
from otagai.town.places import queries as places
from otagai.town.places.queries import Wanted

LAYERS = (LayerKind.NEIGHBOURHOOD, LayerKind.ELEMENTARY, LayerKind.JUNIOR_HIGH)


@dataclass(frozen=True)
class Whereabouts:
    """The point, what it is called, and whether what was typed could not be found."""

    point: Point | None = None
    name: str = ""
    tapped: bool = False
    unknown: bool = False
    names: tuple[str, ...] = ()


def whereabouts(form: FinderForm, *, on: date, at: datetime) -> Whereabouts:
    """A tapped point comes before typed words. `at` is local time. At most seven queries, one when nothing is typed."""
    names = tuple(name for _, name in areas.area_choices(LAYERS[0], on=on))
    if form.tapped:
        return Whereabouts(form.tapped, tapped=True, names=names)
    typed = form.said.get("where", "")
    if not typed:
        return Whereabouts(names=names)
    if form.postcode:
        point = places.point_of_postcode(form.postcode)
        return Whereabouts(point, f"〒{form.postcode}" if point else "", unknown=point is None, names=names)
    for layer in LAYERS:
        if area := areas.guess_area(typed, kind=layer, on=on):
            return Whereabouts(areas.centre_of(area.pk), area.name, names=names)
    lines = places.places_near(Wanted(text=typed), at=at).lines
    spots = [Point(line.latitude, line.longitude) for line in lines if line.latitude and line.longitude]
    if not spots:
        return Whereabouts(unknown=True, names=names)
    return Whereabouts(Point(mean(spot.lat for spot in spots), mean(spot.lon for spot in spots)), typed, names=names)
