import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box, mapping, shape

from otagai.kernel.geo import Point
from otagai.kernel.overlaps import AreaIndex, areas_of_point, overlap_shares, simplify
from otagai.kernel.shapes import Geometry, mapping_of, read_shapes

YAIZU = Path(__file__).parents[4] / "demo" / "yaizu"


def layer(name: str) -> list[Geometry]:
    return [feature.geometry for feature in read_shapes(YAIZU / name)]


def square(west: float, south: float, size: float = 0.01) -> Geometry:
    return dict(mapping(box(138 + west, 34 + south, 138 + west + size, 34 + south + size)))


def test_thirteen_neighbourhoods_lie_in_more_than_one_school_district() -> None:
    overlaps = overlap_shares(layer("自治会区域"), layer("小学校区"))
    largest = {i: max(each.share_of_a for each in overlaps if each.i == i) for i in range(35)}
    assert len(largest) == 35
    assert sum(share < 0.95 for share in largest.values()) == 13


def test_the_shares_of_a_neighbourhood_add_up_to_all_of_it() -> None:
    overlaps = overlap_shares(layer("自治会区域"), layer("小学校区"))
    for i in range(35):
        assert sum(each.share_of_a for each in overlaps if each.i == i) == pytest.approx(1, abs=0.03)


def test_a_quarter_is_a_quarter() -> None:
    (overlap,) = overlap_shares([square(0, 0)], [square(0.005, 0.005)])
    assert (overlap.share_of_a, overlap.share_of_b) == pytest.approx((0.25, 0.25), abs=0.001)


def test_neighbours_that_only_touch_do_not_overlap() -> None:
    assert overlap_shares([square(0, 0)], [square(0.01, 0)]) == []
    assert overlap_shares([], [square(0, 0)]) == []


offsets = st.floats(0, 0.02).map(lambda number: round(number, 4))


@given(st.lists(st.tuples(offsets, offsets), max_size=4), st.lists(st.tuples(offsets, offsets), max_size=4))
def test_asked_from_the_other_side_the_overlaps_are_the_same(
    a: list[tuple[float, float]], b: list[tuple[float, float]]
) -> None:
    first, second = [square(*place) for place in a], [square(*place) for place in b]
    there = {(o.i, o.j): (o.share_of_a, o.share_of_b) for o in overlap_shares(first, second)}
    back = {(o.j, o.i): (o.share_of_b, o.share_of_a) for o in overlap_shares(second, first)}
    assert there.keys() == back.keys()
    for pair, shares in there.items():
        assert shares == pytest.approx(back[pair])
        assert 0 < max(shares) <= 1


def test_every_community_centre_lies_in_exactly_one_school_district() -> None:
    districts = AreaIndex(layer("小学校区"))
    rows = csv.DictReader((YAIZU / "地域交流センター/222127_community_center.csv").read_text("utf-8-sig").splitlines())
    found = [districts.areas_of_point(Point(float(row["緯度"]), float(row["経度"]))) for row in rows]
    assert len(found) == 9
    assert all(len(areas) == 1 for areas in found)


def test_on_the_border_both_neighbours_are_named_and_at_sea_nobody() -> None:
    neighbours = [square(0, 0), square(0.01, 0)]
    assert areas_of_point(neighbours, Point(34.005, 138.01)) == [0, 1]
    assert areas_of_point(neighbours, Point(34.005, 138.5)) == []


def test_the_web_map_gets_half_the_corners_and_no_gaps() -> None:
    areas = layer("自治会区域")
    simpler = simplify(areas)
    assert len(json.dumps(simpler)) < len(json.dumps(areas)) / 2
    for before, after in zip(areas, simpler, strict=True):
        assert shape(after).is_valid
        assert shape(after).area == pytest.approx(shape(before).area, rel=0.02)


def test_lines_are_simplified_too_and_nothing_stays_nothing() -> None:
    borders = layer("行政区域界")
    assert len(json.dumps(simplify(borders))) < len(json.dumps(borders)) / 2
    assert simplify([]) == []


def test_an_outline_is_written_the_way_maps_expect_it() -> None:
    clockwise = shape({"type": "Polygon", "coordinates": [[(138, 34), (138, 35), (139, 35), (138, 34)]]})
    assert mapping_of(clockwise)["coordinates"][0][1] == [139.0, 35.0]
