"""The map as a drawing: for pages without JavaScript and for paper. Points in, positions on a sheet out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, MARGIN = 600.0, 40.0
TALLEST, SMALLEST_SPAN = 900.0, 0.006
NEAREST = 4.0
Position = tuple[float, float]


@dataclass(frozen=True)
class Dot:
    """One place on the sheet; `number` is its number in the list beside it, 0 for 「ここから」."""

    x: float
    y: float
    number: int
    name: str
    url: str
    kind: str


@dataclass(frozen=True)
class Sheet:
    """A map to draw: its height (WIDTH wide), the outlines as one SVG path, the dots."""

    height: float
    outline: str
    dots: tuple[Dot, ...]


def sheet_of(points: Sequence[Mapping[str, Any]], outlines: Iterable[Mapping[str, Any]] = ()) -> Sheet | None:
    """Draw {name, lat, lon, url, kind, number} with the outlines (GeoJSON geometries) behind them; None without a point."""
    if not points:
        return None
    place, height = _projection([(point["lon"], point["lat"]) for point in points])
    dots = tuple(_dot(point, place(point["lon"], point["lat"])) for point in points)
    rings = (ring for shape in outlines for ring in _rings(shape))
    return Sheet(height, "".join(_path([place(*corner[:2]) for corner in ring], height) for ring in rings), dots)


def svg_of(sheet: Sheet) -> str:
    """The sheet as a picture of its own, for paper: outline, and dots with their numbers; a dot without one only widens the map."""
    size = 14 + sheet.height / 90  # a tall map is drawn smaller on the same paper
    marks = (
        f'<circle cx="{dot.x}" cy="{dot.y}" r="{size:.0f}" fill="#b3470b" stroke="#fff" stroke-width="2"/>'
        f'<text x="{dot.x}" y="{dot.y + size * 0.4:.1f}" text-anchor="middle" font-family="BIZ UDPGothic" font-size="{size * 1.15:.0f}" '
        f'font-weight="700" fill="#fff">{dot.number}</text>'
        for dot in sheet.dots
        if dot.number
    )
    outline = f'<path d="{sheet.outline}" fill="#eef4f5" stroke="#004c59" stroke-width="2"/>' if sheet.outline else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {sheet.height:g}" width="{WIDTH:g}" height="{sheet.height:g}">'
        f"{outline}{''.join(marks)}</svg>"
    )


def _dot(point: Mapping[str, Any], at: Position) -> Dot:
    url, kind = str(point.get("url") or ""), str(point.get("kind") or "place")
    return Dot(at[0], at[1], int(point.get("number") or 0), str(point["name"]), url, kind)


def _projection(corners: list[Position]) -> tuple[Any, float]:
    west, east = _span([lon for lon, _ in corners])
    south, north = _span([lat for _, lat in corners])
    narrower = math.cos(math.radians((south + north) / 2))
    scale = min((WIDTH - 2 * MARGIN) / ((east - west) * narrower), (TALLEST - 2 * MARGIN) / (north - south))
    left = (WIDTH - (east - west) * narrower * scale) / 2

    def place(lon: float, lat: float) -> Position:
        return round(left + (lon - west) * narrower * scale, 1), round(MARGIN + (north - lat) * scale, 1)

    return place, round(2 * MARGIN + (north - south) * scale, 1)


def _span(degrees: list[float]) -> Position:
    low, high = min(degrees), max(degrees)
    more = max(SMALLEST_SPAN - (high - low), 0) / 2
    return low - more, high + more


def _rings(shape: Mapping[str, Any]) -> Iterable[Sequence[Any]]:
    match shape.get("type"):
        case "Polygon":
            yield from shape["coordinates"]
        case "MultiPolygon":
            for polygon in shape["coordinates"]:
                yield from polygon


def _path(corners: list[Position], height: float) -> str:
    """An SVG path of the corners that can be told apart on the sheet; empty for a ring too small or beside it."""
    kept = [corners[0]]
    for corner in corners[1:]:
        if math.dist(corner, kept[-1]) >= NEAREST:
            kept.append(corner)
    across, down = [x for x, _ in kept], [y for _, y in kept]
    if len(kept) < 3 or max(across) < 0 or min(across) > WIDTH or max(down) < 0 or min(down) > height:
        return ""
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in kept) + "Z"
