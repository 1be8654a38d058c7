"""Questions about areas: in which ones a point lies, what can be chosen, the layer for the web map."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import shapely
from django.db.models import Q, QuerySet
from django.http import Http404
from shapely.geometry import shape

from otagai.base.circles.postgresql.prepared import Slot, prepared
from otagai.kernel.geo import Point
from otagai.kernel.overlaps import areas_of_point, simplify
from otagai.kernel.text import fold
from otagai.town.areas import rules
from otagai.town.areas.models import Area, AreaLayer, Overlap
from otagai.town.areas.queries.population import (
    Edition,
    Forecast,
    editions,
    forecast_for,
    population_of,
    published_population,
)  # fmt: skip
from otagai.town.areas.queries.streets import StreetLine, network_of, street_map
from otagai.town.areas.words import LayerKind

__all__ = [
    "AreaDrawn", "AreaHere", "Edition", "Forecast", "LayerLine", "MapFile", "Neighbour", "StreetLine", "all_on", "area_choices",
    "area_for", "area_names", "area_then", "areas_at", "areas_geojson", "centre_of", "editions", "forecast_for", "grouped_choices",
    "guess_area", "inside_of_named", "layers", "middles_of", "named_on", "network_of", "overlaps_of",
    "population_of", "published_population", "shapes_of", "street_map", "version_of",
]  # fmt: skip


@dataclass(frozen=True)
class AreaHere:
    """An area that holds a point, and the layer it belongs to."""

    pk: int
    name: str
    layer_kind: LayerKind
    layer_name: str


@dataclass(frozen=True)
class LayerLine:
    """One layer in a list: how many areas it has now, where it came from and when."""

    pk: int
    kind: LayerKind
    name: str
    source: str
    imported_on: date | None
    areas: int


@dataclass(frozen=True)
class Neighbour:
    """An area of another layer that overlaps: how much of the first lies in it (0 to 1)."""

    pk: int
    name: str
    layer_name: str
    share: float


@dataclass(frozen=True)
class MapFile:
    """GeoJSON for the web map; the tag changes when the layer does."""

    content: bytes
    tag: str


def areas_at(lat: float, lon: float, *, on: date, kind: LayerKind | None = None) -> list[AreaHere]:
    """The areas of all layers (or one kind) that hold the point on the day; one query, shapes only of the few
    around it.
    """
    near = Area.objects.valid(on).filter(west__lte=lon, east__gte=lon, south__lte=lat, north__gte=lat)
    if kind is not None:
        near = near.filter(layer__kind=kind)
    rows = list(near.order_by("layer_id", "name").values_list("pk", "name", "layer__kind", "layer__name", "geometry"))
    holding = areas_of_point([row[4] or {} for row in rows], Point(lat, lon)) if rows else []
    return [AreaHere(pk, name, LayerKind(of), layer) for pk, name, of, layer, _ in (rows[number] for number in holding)]


def area_choices(kind: LayerKind, *, on: date) -> list[tuple[int, str]]:
    """Pairs (key, name) of the areas of a kind of layer in force on the day, for pull-downs; one query."""
    return named_on(kind, on=on)


@prepared
def named_on(kind: LayerKind, *, on: Slot) -> QuerySet[Any, Any]:
    """Keys and names of the areas of a kind of layer on a day."""
    return _named(kind, on).values_list("pk", "name")


def grouped_choices(on: date) -> list[tuple[str, list[tuple[int, str]]]]:
    """All areas in force, grouped by layer, for pull-downs; one query."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for layer, pk, name in all_on(on=on):
        groups.setdefault(layer, []).append((pk, name))
    return list(groups.items())


@prepared
def all_on(*, on: Any) -> QuerySet[Any, Any]:
    """Layer, key and name of every area on a day."""
    return Area.objects.valid(on).order_by("layer_id", "name").values_list("layer__name", "pk", "name")


def guess_area(text: str, *, kind: LayerKind, on: date) -> AreaHere | None:
    """The area of a kind of layer that a 町名 or 住所 names, if exactly one does; one query."""
    rows = list(_named(kind, on).values_list("pk", "name", "layer__name"))
    found = rules.area_named_in(text, [(pk, name) for pk, name, _ in rows])
    return next((AreaHere(pk, name, kind, layer) for pk, name, layer in rows if pk == found), None)


def _named(kind: LayerKind, on: Any) -> QuerySet[Area]:
    return Area.objects.valid(on).filter(layer__kind=kind).order_by("name", "pk")


def area_names(keys: list[int]) -> dict[int, str]:
    """The names of areas by key; one query, none for an empty list."""
    return dict(Area.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}


def layers(on: date) -> list[LayerLine]:
    """Every layer with the number of its areas in force; two queries."""
    counts: dict[int, int] = {}
    for layer_id in Area.objects.valid(on).values_list("layer_id", flat=True):
        counts[layer_id] = counts.get(layer_id, 0) + 1
    rows = AreaLayer.objects.order_by("pk").values_list("pk", "kind", "name", "source", "imported_on")
    return [
        LayerLine(pk, LayerKind(kind), name, source, day, counts.get(pk, 0)) for pk, kind, name, source, day in rows
    ]


def overlaps_of(area_id: int) -> list[Neighbour]:
    """The areas of other layers that overlap with the area, the largest share first; one query."""
    rows = (
        Overlap.objects.filter(area_id=area_id)
        .order_by("-share", "other__name")
        .values_list("other_id", "other__name", "other__layer__name", "share")
    )
    return [Neighbour(*row) for row in rows]


def areas_geojson(layer_id: int, *, on: date) -> MapFile | None:
    """The layer simplified for the web map, or None if there is no such layer; one query when nothing changed."""
    for (version,) in version_of(layer=layer_id):
        return _drawn(layer_id, version, on)
    return None


@prepared
def version_of(*, layer: Slot) -> QuerySet[Any, Any]:
    """The version of a layer; no row for one that is not there."""
    return AreaLayer.objects.filter(pk=layer).values_list("version")


@lru_cache(maxsize=32)
def _drawn(layer_id: int, version: int, on: date) -> MapFile:
    rows = list(
        Area.objects.valid(on).filter(layer_id=layer_id, geometry__isnull=False).values_list("pk", "name", "geometry")
    )
    features = [
        {"type": "Feature", "id": pk, "properties": {"name": name}, "geometry": geometry}
        for (pk, name, _), geometry in zip(rows, simplify([row[2] or {} for row in rows]), strict=True)
    ]
    document = {"type": "FeatureCollection", "features": features}
    return MapFile(
        json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode(), f"{layer_id}-{version}-{on:%Y%m%d}"
    )


def centre_of(area_id: int) -> Point | None:
    """The middle of the box around an area, for a rough distance; None without an outline. One query."""
    row = Area.objects.filter(pk=area_id, west__isnull=False).values_list("south", "north", "west", "east").first()
    if row is None:
        return None
    south, north, west, east = (degrees or 0.0 for degrees in row)
    return Point((south + north) / 2, (west + east) / 2)


def inside_of_named() -> dict[str, Point]:
    """A point inside every area that has an outline, by folded name; names that two places share are left out. One query."""
    found: dict[str, list[shapely.Point]] = {}
    drawn = Area.objects.filter(geometry__isnull=False, valid_until__isnull=True)
    for name, geometry in drawn.values_list("name", "geometry"):
        found.setdefault(fold(name), []).append(shape(geometry or {}).representative_point())
    return {name: Point(one[0].y, one[0].x) for name, one in found.items() if len(one) == 1}


def shapes_of(layer_id: int, *, on: date) -> list[tuple[int, str, dict[str, Any]]]:
    """The areas of a layer that have an outline on the day: key, name, GeoJSON geometry; one query."""
    rows = Area.objects.valid(on).filter(layer_id=layer_id, geometry__isnull=False).order_by("name", "pk")
    return [(pk, name, geometry or {}) for pk, name, geometry in rows.values_list("pk", "name", "geometry")]


@dataclass(frozen=True)
class AreaDrawn:
    """One area in force: its name, its layer, its outline (None where nobody has drawn it), and since when it is drawn so."""

    pk: int
    name: str
    layer_id: int
    layer_name: str
    layer_kind: LayerKind
    geometry: dict[str, Any] | None
    valid_from: date
    drawn_on: date | None


def area_for(pk: int, *, on: date | None) -> AreaDrawn:
    """One area in force on the day (None: also one that has ended); 404 when there is none. One query."""
    rows = (Area.objects.valid(on) if on else Area.objects.all()).filter(pk=pk)
    told = ("layer__kind", "geometry", "valid_from", "layer__imported_on")
    row = rows.values_list("pk", "name", "layer_id", "layer__name", *told).first()
    if row is None:
        raise Http404
    pk, name, layer_id, layer, kind, *drawn = row
    return AreaDrawn(pk, name, layer_id, layer, LayerKind(kind), *drawn)


def area_then(pk: int, *, on: date) -> AreaDrawn:
    """One area that had not ended by the day, also one that began later; 404 when there is none. Two queries."""
    if not Area.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), pk=pk).exists():
        raise Http404
    return area_for(pk, on=None)


def middles_of(keys: Collection[int]) -> dict[int, Point]:
    """The middle of the box around each area that has an outline, by key; one query, none for no keys."""
    rows = Area.objects.filter(pk__in=keys, west__isnull=False) if keys else Area.objects.none()
    boxes = rows.values_list("pk", "south", "north", "west", "east")
    return {pk: Point(((s or 0) + (n or 0)) / 2, ((w or 0) + (e or 0)) / 2) for pk, s, n, w, e in boxes}
