"""Roads from what towns and open maps give: GeoJSON lines, a shapefile in a zip, an OpenStreetMap extract."""

from collections.abc import Iterator, Mapping
from typing import Any

import osmium

from otagai.kernel.reach.roads import Road, Step
from otagai.kernel.shapes import ShapeProblem, ShapeRow, shape_rows

OSM_SOURCE = "© OpenStreetMap contributors（ODbL 1.0）"
_DECIMALS = 6
"""Line ends within 0.1 m are one crossing."""
_CLASSES = ("trunk", "primary", "secondary", "tertiary")
_WALKED = frozenset(
    (
        *_CLASSES, *(f"{of}_link" for of in _CLASSES), "unclassified", "residential", "living_street", "service", "pedestrian",
        "track", "road", "footway", "bridleway", "steps", "path", "cycleway", "corridor", "crossing", "platform",
    )
)  # fmt: skip
"""Values of `highway` where people walk unless something else says no (OpenStreetMap wiki, Key:highway). Unverified for
Japan: whether every trunk road without a pavement may be walked; those for cars only carry motorroad=yes.
"""
_FOR_CARS = frozenset(("motorway", "motorway_link", "busway", "bus_guideway", "raceway", "escape"))
_NO = frozenset(("no", "private"))


def read_roads(content: bytes, *, epsg: int | None = None) -> list[Road]:
    """Every line of the file with what it says, walked or not; `epsg` overrides what a shapefile or GeoJSON says.

    Raises ShapeProblem when the file cannot be read.
    """
    if osm_format(content):
        return list(_osm(content))
    return [_road(row) for row in shape_rows(content, epsg=epsg)]


def osm_format(content: bytes) -> str:
    """How an OpenStreetMap extract is written ("" where it is none): plain or packed XML, or PBF."""
    if content[4:6] == b"\x0a\x09" and content[6:15] == b"OSMHeader":
        return "pbf"
    if content[:2] == b"\x1f\x8b":
        return "osm.gz"
    if content[:3] == b"BZh":
        return "osm.bz2"
    return "osm" if b"<osm" in content[:1000] else ""


def _osm(content: bytes) -> Iterator[Road]:
    """The ways of an extract that are roads; houses, rivers and the like are none and no rows either."""
    try:
        file = osmium.FileProcessor(osmium.io.FileBuffer(content, osm_format(content))).with_locations()
        file = file.with_filter(osmium.filter.EntityFilter(osmium.osm.WAY)).with_filter(
            osmium.filter.KeyFilter("highway")
        )
        for way in file:
            tags = {tag.k: tag.v for tag in way.tags}
            said = {"OSM": way.id, "highway": tags["highway"], "name": tags.get("name", "")}
            yield Road(said, tuple(_runs(way)), tags["highway"] == "steps", why_not_walked(tags))
    except (RuntimeError, osmium.InvalidLocationError) as error:
        raise ShapeProblem("OpenStreetMapのファイルとして 読めません") from error


def _runs(way: Any) -> Iterator[tuple[Step, ...]]:
    """The runs of a way within the extract; beyond its edge the positions are missing."""
    run: list[Step] = []
    for node in way.nodes:
        if node.location.valid():
            run.append(Step(node.ref, node.lat, node.lon))
        else:
            yield tuple(run)
            run = []
    yield tuple(run)


def why_not_walked(tags: Mapping[str, str]) -> str:
    """Why nobody walks on a way with these tags; "" where people do."""
    highway, foot, access = (tags.get(key, "") for key in ("highway", "foot", "access"))
    if highway in ("construction", "proposed"):
        return "まだ 通れない道です"
    if highway in _FOR_CARS or tags.get("motorroad") == "yes":
        return f"車だけの道です（{highway}）"
    if foot in _NO or (access in _NO and not foot):
        return "歩く人は 入れません"
    return "" if highway in _WALKED else f"歩く道か わからない種類です（{highway[:40]}）"


def _road(row: ShapeRow) -> Road:
    """A line with its parts, whole or not at all."""
    if row.problem:
        return Road(row.properties, why_not=row.problem)
    parts = [[_step(*position) for position in part] for part in row.lines]
    return Road(row.properties, tuple(map(tuple, parts)))


def _step(lon: float, lat: float, height: float) -> Step:
    lat, lon = round(lat, _DECIMALS), round(lon, _DECIMALS)
    return Step((lat, lon), lat, lon, height)
