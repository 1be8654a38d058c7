"""Points and distances in a town: metres, walking minutes, and coordinates as they stand in real files."""

import math
import re
from dataclasses import dataclass

from otagai.kernel.text import narrow

EARTH_RADIUS_METRES = 6_371_008.8
"""Mean radius (IUGG)."""
METRES_PER_MINUTE = 80
"""徒歩1分 = 80 m, rounded up (不動産の表示に関する公正競争規約施行規則 9条). People over 65 walk about 60."""
DETOUR = 1.3
"""How much longer the way is than the straight line, where no walking network is known."""
_JAPAN = (20.0, 122.0, 46.5, 154.5)
_DEGREES = re.compile(
    r"[NE北緯東経]*(?P<sign>-?)(?P<degrees>\d+(?:\.\d+)?)(?:[°度º](?:(?P<minutes>\d+(?:\.\d+)?)['′分](?:(?P<seconds>\d+(?:\.\d+)?)(?:[\"″秒]|''|′′))?)?)?[NE]?"
)


@dataclass(frozen=True, order=True)
class Point:
    """A place on earth: latitude and longitude in degrees (WGS84, for Japan the same as JGD2011)."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError("緯度は -90から90、経度は -180から180までです")


@dataclass(frozen=True)
class Box:
    """A box of latitude and longitude in degrees, for asking a database before measuring exactly."""

    south: float
    west: float
    north: float
    east: float

    def __contains__(self, point: Point) -> bool:
        return self.south <= point.lat <= self.north and self.west <= point.lon <= self.east


@dataclass(frozen=True)
class Walk:
    """A way on foot, guessed from the straight line; `label` must stand wherever the minutes do."""

    straight_metres: float
    metres: float
    minutes: int
    label: str = "直線距離からの目安"


def metres_between(a: Point, b: Point) -> float:
    """Great-circle distance in metres (haversine; within 0.5 % of the ellipsoid)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half_lat, half_lon = (lat_b - lat_a) / 2, math.radians(b.lon - a.lon) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_METRES * math.asin(math.sqrt(min(1.0, chord)))


def walk(a: Point, b: Point, *, metres_per_minute: float = METRES_PER_MINUTE, detour: float = DETOUR) -> Walk:
    """The way on foot between two points: straight line × detour, whole minutes rounded up, at least 1 unless they
    are one point.
    """
    straight = metres_between(a, b)
    metres = straight * detour
    return Walk(straight, metres, math.ceil(metres / metres_per_minute))


def box_around(centre: Point, metres: float) -> Box:
    """The smallest box that holds every point within a distance (metres, up to some hundred km; not at the poles)."""
    angle = metres / EARTH_RADIUS_METRES
    lat = math.degrees(angle)
    widest = min(math.radians(min(abs(centre.lat) + lat, 89.9)), math.pi / 2)
    lon = math.degrees(angle / math.cos(widest))
    return Box(centre.lat - lat, centre.lon - lon, centre.lat + lat, centre.lon + lon)


@dataclass(frozen=True)
class FoundPoint:
    """A point read from a file, with what had to be put right on the way (for the preview)."""

    point: Point
    corrections: tuple[str, ...] = ()


def read_point(lat: str, lon: str) -> FoundPoint:
    """Read a latitude and a longitude as files have them: full-width digits, 度分秒, the two swapped.

    Raises ValueError with a sentence when they are missing, 0/0, or not in Japan.
    """
    north, east = read_degrees(lat), read_degrees(lon)
    if north == 0 and east == 0:
        raise ValueError("緯度と経度が 0です")
    if _in_japan(north, east):
        return FoundPoint(Point(north, east))
    if _in_japan(east, north):
        return FoundPoint(Point(east, north), ("緯度と経度が 逆だったので 入れかえました",))
    raise ValueError(f"緯度・経度が 日本の中では ありません({lat}, {lon})")


def _in_japan(lat: float, lon: float) -> bool:
    south, west, north, east = _JAPAN
    return south <= lat <= north and west <= lon <= east


def read_degrees(text: str) -> float:
    """Read degrees: 34.867218, ３４．８６, 34°52′02″, 北緯34度52分2秒. Raises ValueError if it is no such thing."""
    compact = re.sub(r"\s", "", narrow(text)).replace("，", ",").upper()
    found = _DEGREES.fullmatch(compact)
    if not found:
        raise ValueError(f"緯度・経度として 読めません: {text or '(空)'}")
    minutes, seconds = float(found["minutes"] or 0), float(found["seconds"] or 0)
    if minutes >= 60 or seconds >= 60:
        raise ValueError(f"緯度・経度の 分と秒は 60より小さい数です: {text}")
    degrees = float(found["degrees"]) + minutes / 60 + seconds / 3600
    return -degrees if found["sign"] else degrees
