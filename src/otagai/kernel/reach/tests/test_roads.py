"""Roads from real files and odd ones: every line is walked or says why not; what is kept comes back the same."""

import bz2
import gzip
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.reach.nearest import nearest_metres
from otagai.kernel.reach.road_reader import read_roads, why_not_walked
from otagai.kernel.reach.roads import CUT_OFF, NO_LENGTH, Road, Step, Walking, streets_of, unpacked
from otagai.kernel.shapes import ShapeProblem

PERNAJA = (Path(__file__).parent / "data" / "pernaja.osm.pbf").read_bytes()
"""A village in Finland as OpenStreetMap drew it; see PROVENANCE.md beside it."""
XML = b"""<?xml version="1.0"?><osm version="0.6">
<node id="1" lat="34.860" lon="138.32"/><node id="2" lat="34.861" lon="138.32"/><node id="3" lat="34.861" lon="138.33"/>
<way id="10"><nd ref="1"/><nd ref="2"/><nd ref="99"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/></way>
<way id="11"><nd ref="1"/><nd ref="3"/><tag k="highway" v="steps"/></way>
<way id="12"><nd ref="1"/><nd ref="3"/><tag k="highway" v="motorway"/></way>
<way id="13"><nd ref="98"/><nd ref="99"/><tag k="highway" v="path"/></way>
<way id="14"><nd ref="1"/><nd ref="3"/><tag k="building" v="yes"/></way></osm>"""


def drawn(*shapes: object) -> bytes:
    """GeoJSON of these geometries."""
    features = [{"type": "Feature", "properties": {"番号": n}, "geometry": shape} for n, shape in enumerate(shapes)]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_a_real_extract_of_openstreetmap_becomes_a_network() -> None:
    roads = read_roads(PERNAJA)
    streets, verdicts = streets_of(roads)
    assert Counter(verdicts) == {
        "": 316, "車だけの道です（motorway_link）": 11, "車だけの道です（motorway）": 4, NO_LENGTH: 8, CUT_OFF: 2,
        "まだ 通れない道です": 1, "歩く人は 入れません": 1,
    }  # fmt: skip
    assert (len(roads), len(streets.lat), streets.left_out) == (343, 1385, 14)
    network = streets.walked(Walking())
    assert np.isfinite(nearest_metres(network, np.array([0]))).all()
    assert all(road.said["OSM"] and road.said["highway"] for road in roads)


@pytest.mark.parametrize("content", [XML, gzip.compress(XML), bz2.compress(XML)], ids=["plain", "gz", "bz2"])
def test_an_extract_as_xml_is_read_and_every_road_has_its_verdict(content: bytes) -> None:
    streets, verdicts = streets_of(read_roads(content))
    assert verdicts == ["", "", "車だけの道です（motorway）", NO_LENGTH]
    assert (len(streets.lat), int(streets.stairs.sum())) == (3, 1)
    assert len(streets.walked(Walking(steepest=0.08)).start) == 4


@pytest.mark.parametrize(
    ("tags", "walked"),
    [
        ({"highway": "footway"}, True), ({"highway": "trunk"}, True), ({"highway": "trunk", "motorroad": "yes"}, False),
        ({"highway": "service", "access": "private"}, False), ({"highway": "track", "access": "no", "foot": "yes"}, True),
        ({"highway": "residential", "foot": "no"}, False), ({"highway": "proposed"}, False), ({"highway": "elevator"}, False),
    ],
)  # fmt: skip
def test_where_people_walk(tags: dict[str, str], *, walked: bool) -> None:
    assert (why_not_walked(tags) == "") is walked


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"{}", b'{"type": "FeatureCollection", "features": [1]}', b"PK\x03\x04", b"<osm", b"BZh91", b"\x1f\x8b\x08",
        b"\x00\x00\x00\x0d\n\tOSMHeader\x18\x7f" + b"\xff" * 40, PERNAJA[:-200],
        XML.replace(b'lat="34.860"', b'lat="x"'),
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><osm>&x;</osm>',
    ],
)  # fmt: skip
def test_what_is_no_map_is_refused(content: bytes) -> None:
    with pytest.raises(ShapeProblem):
        read_roads(content)


def test_what_is_no_road_is_left_out_and_said() -> None:
    road = {"type": "LineString", "coordinates": [[138.30, 34.86], [138.31, 34.86, 5.0]]}
    nowhere = {"type": "LineString", "coordinates": [[138.3, 34.86], [500, 0]]}
    one_point = {"type": "LineString", "coordinates": [[138.3, 34.86], [138.3, 34.86]]}
    odd = {"type": "LineString", "coordinates": ["x"]}
    roads = read_roads(drawn(road, None, {"type": "Point", "coordinates": [138.3, 34.86]}, nowhere, one_point, odd))
    _, verdicts = streets_of(roads)
    assert verdicts == [
        "",
        "線では ありません",
        "線では ありません",
        "座標が 読めません",
        NO_LENGTH,
        "座標が 読めません",
    ]
    assert roads[3].said == {"番号": 3}
    with pytest.raises(ValueError, match="ひとつも"):
        streets_of(read_roads(drawn(None)))


@given(st.lists(st.lists(st.integers(0, 12), max_size=6), min_size=1, max_size=8))
def test_every_road_is_kept_or_says_why_and_the_whole_hangs_together(walks: list[list[int]]) -> None:
    roads = [Road({}, (tuple(Step(n, 34 + n / 1000, 138 + (n % 5) / 1000) for n in walk),)) for walk in walks]
    if not any(len(set(walk)) > 1 for walk in walks):
        with pytest.raises(ValueError, match="道"):
            streets_of(roads)
        return
    streets, verdicts = streets_of(roads)
    assert len(verdicts) == len(roads)
    assert set(verdicts) <= {"", CUT_OFF, NO_LENGTH}
    assert len(streets.lat) + streets.left_out == len({n for walk in walks for n in walk})
    network = streets.walked(Walking())
    assert (len(network), network.left_out) == (len(streets.lat), 0)
    again = unpacked(streets.packed())
    assert all(
        np.array_equal(getattr(again, of), getattr(streets, of), equal_nan=True) for of in ("lat", "lon", "height")
    )
    assert all(np.array_equal(getattr(again, of), getattr(streets, of)) for of in ("a", "b", "stairs", "left_out"))
