"""The districts of the town, as far as somebody has drawn them: 中学校区, else 小学校区, else 自治会."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from otagai.kernel.geo import Point
from otagai.kernel.overlaps import AreaIndex
from otagai.town.areas import queries as areas
from otagai.town.areas.words import LayerKind

KINDS = (LayerKind.JUNIOR_HIGH, LayerKind.ELEMENTARY, LayerKind.NEIGHBOURHOOD)
Districts = list[tuple[int, str, dict[str, Any]]]
Position = tuple[float | None, float | None]


def districts(on: date) -> Districts:
    """Key, name and outline of every district, by name; none where no layer has outlines. Three queries."""
    drawn = {line.kind: line.pk for line in areas.layers(on) if line.areas}
    layer = next((drawn[kind] for kind in KINDS if kind in drawn), None)
    return areas.shapes_of(layer, on=on) if layer else []


def districts_of(points: Sequence[Position], known: Districts) -> list[int | None]:
    """For each point the key of the district that holds it, the first if several do; None outside and without a point."""
    index = AreaIndex([shape for _, _, shape in known])
    return [_district(lat, lon, index, known) for lat, lon in points]


def _district(lat: float | None, lon: float | None, index: AreaIndex, known: Districts) -> int | None:
    if lat is None or lon is None or not known:
        return None
    holding = index.areas_of_point(Point(lat, lon))
    return known[holding[0]][0] if holding else None
