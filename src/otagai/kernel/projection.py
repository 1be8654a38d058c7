"""Map projections: Japanese plane coordinates to latitude and longitude, and true areas in square metres."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import pyproj
from pyproj.exceptions import CRSError
from shapely import transform
from shapely.geometry.base import BaseGeometry

from otagai.kernel.geo import Point

WGS84 = 4326
_EQUAL_AREA = "+proj=laea +lat_0={lat:.4f} +lon_0={lon:.4f} +datum=WGS84 +units=m"
Coordinates = np.ndarray[Any, np.dtype[np.float64]]


@lru_cache(maxsize=64)
def _transformer(source: str, target: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(source, target, always_xy=True)


def from_plane(easting: float, northing: float, epsg: int) -> Point:
    """The point of plane coordinates in metres, easting first; Japanese plane zone VIII is EPSG 2450 (JGD2000) or
    6676 (JGD2011).

    Beware: on Japanese plane maps X is the northing. Raises ValueError for an unknown EPSG code.
    """
    lon, lat = _to_wgs84(epsg).transform(easting, northing)
    return Point(lat, lon)


def _to_wgs84(epsg: int) -> pyproj.Transformer:
    try:
        return _transformer(f"EPSG:{epsg}", f"EPSG:{WGS84}")
    except CRSError:
        raise ValueError(f"座標系 EPSG:{epsg} は わかりません") from None


def epsg_of(prj: str) -> int:
    """The EPSG code that a .prj text (WKT, also ESRI's) means; raises ValueError when none fits."""
    try:
        code = pyproj.CRS.from_user_input(prj).to_epsg(min_confidence=20)
    except CRSError:
        code = None
    if code is None:
        raise ValueError(
            "座標系(.prj)が わかりません。EPSG番号を 選んでください(例: 平面直角座標系 第8系 は 2450 か 6676)"
        )
    return code


def to_wgs84(geometry: BaseGeometry, epsg: int) -> BaseGeometry:
    """The geometry in longitude/latitude (WGS84, x = longitude); raises ValueError for an unknown EPSG code."""
    return geometry if epsg == WGS84 else _moved(geometry, _to_wgs84(epsg))


def in_square_metres(centre: tuple[float, float]) -> Callable[[BaseGeometry], BaseGeometry]:
    """A function that moves longitude/latitude geometries into an equal-area plane (metres) around a (lon, lat)
    centre.
    """
    lon, lat = centre
    there = _transformer(f"EPSG:{WGS84}", _EQUAL_AREA.format(lat=lat, lon=lon))
    return lambda geometry: _moved(geometry, there)


def from_square_metres(centre: tuple[float, float]) -> Callable[[BaseGeometry], BaseGeometry]:
    """The way back from `in_square_metres` with the same centre."""
    lon, lat = centre
    back = _transformer(_EQUAL_AREA.format(lat=lat, lon=lon), f"EPSG:{WGS84}")
    return lambda geometry: _moved(geometry, back)


def _moved(geometry: BaseGeometry, there: pyproj.Transformer) -> BaseGeometry:
    def move(points: Coordinates) -> Coordinates:
        return np.column_stack(there.transform(points[:, 0], points[:, 1]))

    return transform(geometry, move)
