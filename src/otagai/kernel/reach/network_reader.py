"""A walking network from GeoJSON lines, as towns and open maps give them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from otagai.kernel.geo import Point
from otagai.kernel.reach.network import Network, network_of
from otagai.kernel.reach.straight import metres_between
from otagai.kernel.reach.values import Floats

_DECIMALS = 6
"""Line ends within 0.1 m are one crossing."""


@dataclass(frozen=True)
class Walking:
    """How a network is walked. `slope`: uphill is felt longer, where positions carry a height (metres, third value);
    `steepest`: edges above this gradient (0.08 = 8 %) are not walked at all, for example by a wheelchair.
    """

    slope: bool = False
    steepest: float | None = None


def read_network(text: str, walking: Walking | None = None) -> tuple[Network, tuple[str, ...]]:
    """Read LineStrings and MultiLineStrings (lon, lat[, height]); returns the network and why something was left out.

    Raises ValueError when the text is no GeoJSON or holds no line.
    """
    problems: list[str] = []
    lines = [line for number, shape in enumerate(_shapes(text), start=1) for line in _lines(number, shape, problems)]
    places: dict[tuple[float, float], int] = {}
    heights: list[float] = []
    edges: list[tuple[int, int]] = []
    for line in lines:
        steps = [_node(position, places, heights) for position in line]
        edges += [(a, b) for a, b in pairwise(steps) if a != b]
    if not edges:
        raise ValueError("道(LineString)が ひとつも ありません")
    network = _network(np.array(list(places)), np.array(heights), np.array(edges), walking or Walking())
    if network.left_out:
        problems.append(f"ほかの道と つながっていない {network.left_out}点を のぞきました")
    return network, tuple(problems)


def _shapes(text: str) -> Iterator[Any]:
    try:
        content = json.loads(text)
        shapes = content["features"] if content["type"] == "FeatureCollection" else [content]
        return iter([shape.get("geometry") if shape["type"] == "Feature" else shape for shape in shapes])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError("GeoJSONとして 読めません") from error


def _lines(number: int, shape: Any, problems: list[str]) -> list[list[tuple[float, ...]]]:
    """The lines of one feature, whole or not at all."""
    try:
        if shape["type"] not in {"LineString", "MultiLineString"}:
            raise ValueError("線では ありません")
        parts = [shape["coordinates"]] if shape["type"] == "LineString" else shape["coordinates"]
        return [[_position(position) for position in part] for part in parts]
    except (KeyError, TypeError, ValueError, IndexError) as error:
        problems.append(f"{number}番目の図形を のぞきました({error})")
        return []


def _position(values: Any) -> tuple[float, ...]:
    point = Point(round(float(values[1]), _DECIMALS), round(float(values[0]), _DECIMALS))
    return point.lat, point.lon, float(values[2]) if len(values) > 2 else float("nan")


def _node(position: tuple[float, ...], places: dict[tuple[float, float], int], heights: list[float]) -> int:
    place = position[0], position[1]
    if place not in places:
        places[place] = len(places)
        heights.append(position[2])
    return places[place]


def _network(where: Floats, heights: Floats, edges: Any, walking: Walking) -> Network:
    lat, lon, a, b = where[:, 0], where[:, 1], edges[:, 0], edges[:, 1]
    metres = metres_between(lat[a], lon[a], lat[b], lon[b])
    gradient = np.nan_to_num((heights[b] - heights[a]) / np.maximum(metres, 1))
    if walking.steepest is not None:
        walked = np.abs(gradient) <= walking.steepest
        a, b, metres, gradient = a[walked], b[walked], metres[walked], gradient[walked]
    if not walking.slope:
        return network_of(lat, lon, a, b, metres)
    return network_of(lat, lon, a, b, metres * felt(gradient), metres * felt(-gradient))


def felt(gradient: Floats) -> Floats:
    """How many flat metres one metre at this gradient is felt like on foot, never less than one.

    Tobler's hiking function: speed ∝ exp(−3.5·|gradient + 0.05|), against the flat. Unverified for older people.
    """
    longer: Floats = np.maximum(1.0, np.exp(3.5 * (np.abs(gradient + 0.05) - 0.05)))
    return longer
