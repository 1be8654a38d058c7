"""The form of the town behind its places: our own areas, drawn coarsely, once per version of the layer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from otagai.kernel.overlaps import simplify
from otagai.town.areas import queries as areas
from otagai.town.areas.words import LayerKind

METRES = 60.0
WHOLE = (LayerKind.MUNICIPALITY, LayerKind.JUNIOR_HIGH, LayerKind.ELEMENTARY)
"""Layers that show the form of the town; the first one that is there."""
AROUND = (LayerKind.NEIGHBOURHOOD, LayerKind.ELEMENTARY, LayerKind.JUNIOR_HIGH, LayerKind.MUNICIPALITY)
"""Layers that show the neighbourhood of one place."""


@dataclass(frozen=True, eq=False)
class Outline:
    """The outline as GeoJSON for the web map and as geometries for the drawing; the tag changes when the layer does."""

    tag: str
    content: bytes
    shapes: tuple[Any, ...]


def outline_of_town(day: date, kinds: tuple[LayerKind, ...] = WHOLE) -> Outline | None:
    """The outline of the first of these layers that is there, or None; one query when nothing changed."""
    for _ in range(2):
        layer = _layer(day, kinds)
        if layer and (fine := areas.areas_geojson(layer, on=day)):
            return _coarse(fine.tag, fine.content)
        _layer.cache_clear()
        if not layer:
            break
    return None


@lru_cache(maxsize=4)
def _layer(day: date, kinds: tuple[LayerKind, ...]) -> int:
    found = {line.kind: line.pk for line in areas.layers(day) if line.areas}
    return next((found[kind] for kind in kinds if kind in found), 0)


@lru_cache(maxsize=4)
def _coarse(tag: str, content: bytes) -> Outline:
    shapes = simplify([feature["geometry"] for feature in json.loads(content)["features"]], metres=METRES)
    features = [{"type": "Feature", "properties": {}, "geometry": _rounded(shape)} for shape in shapes]
    document = {"type": "FeatureCollection", "features": features}
    return Outline(tag, json.dumps(document, separators=(",", ":")).encode(), tuple(shapes))


def _rounded(value: Any) -> Any:
    """Degrees to four places, some ten metres."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {name: _rounded(each) for name, each in value.items()}
    return [_rounded(each) for each in value] if isinstance(value, list | tuple) else value
