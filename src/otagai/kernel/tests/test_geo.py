import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.geo import Point, box_around, metres_between, read_degrees, read_point, walk

CITY_HALL, STATION = Point(34.866918, 138.323171), Point(34.871447, 138.317383)
in_japan = st.builds(Point, st.floats(24, 45.5), st.floats(123, 153))


def test_from_the_station_to_the_city_hall_it_is_some_ten_minutes() -> None:
    way = walk(STATION, CITY_HALL)
    assert way.straight_metres == pytest.approx(730, abs=10)
    assert way.metres == pytest.approx(way.straight_metres * 1.3)
    assert way.minutes == 12
    assert "直線" in way.label


def test_somebody_over_65_needs_longer() -> None:
    assert walk(STATION, CITY_HALL, metres_per_minute=60).minutes == 16


def test_minutes_are_rounded_up_and_here_is_no_minute_away() -> None:
    assert walk(CITY_HALL, CITY_HALL).minutes == 0
    assert walk(CITY_HALL, Point(34.866918, 138.323172)).minutes == 1


def test_a_degree_of_latitude_is_111_km() -> None:
    assert metres_between(Point(34, 138), Point(35, 138)) == pytest.approx(111_195, abs=1)


@given(in_japan, in_japan, in_japan)
def test_the_straight_way_is_the_same_both_ways_and_never_longer_than_a_detour(a: Point, b: Point, c: Point) -> None:
    assert metres_between(a, b) == pytest.approx(metres_between(b, a))
    assert metres_between(a, c) <= metres_between(a, b) + metres_between(b, c) + 1e-3


@given(in_japan, st.floats(1, 50_000), st.floats(0, 360))
def test_everything_within_reach_is_in_the_box(centre: Point, metres: float, bearing: float) -> None:
    reach = metres * (1 - 1e-6) / 6_371_008.8
    lat, turn = math.radians(centre.lat), math.radians(bearing)
    north = math.asin(math.sin(lat) * math.cos(reach) + math.cos(lat) * math.sin(reach) * math.cos(turn))
    east = math.atan2(
        math.sin(turn) * math.sin(reach) * math.cos(lat), math.cos(reach) - math.sin(lat) * math.sin(north)
    )
    point = Point(math.degrees(north), centre.lon + math.degrees(east))
    assert metres_between(centre, point) <= metres
    assert point in box_around(centre, metres)


@pytest.mark.parametrize(
    "text",
    [
        "34.867222",
        "３４．８６７２２２",
        " 34.867222 ",
        "34°52'2\"",
        "34度52分2秒",
        "北緯34度52分02秒",
        "N34.867222",
        "34°52′02″N",
        "34.867222度",
    ],
)
def test_a_latitude_is_read_however_it_is_written(text: str) -> None:
    assert read_degrees(text) == pytest.approx(34.867222, abs=1e-6)


@pytest.mark.parametrize("text", ["", "-", "不明", "34.8.6", "34度70分"])
def test_what_is_no_latitude_is_told_so(text: str) -> None:
    with pytest.raises(ValueError, match="緯度・経度"):
        read_degrees(text)


def test_latitude_and_longitude_in_each_others_column_are_put_right_and_it_is_said() -> None:
    found = read_point("138.323171", "34.866918")
    assert found.point == CITY_HALL
    assert "入れかえました" in found.corrections[0]
    assert read_point("34.866918", "138.323171").corrections == ()


@pytest.mark.parametrize(("lat", "lon", "advice"), [("0", "0", "0です"), ("51.5", "-0.1", "日本の中では")])
def test_a_point_nowhere_or_abroad_is_refused(lat: str, lon: str, advice: str) -> None:
    with pytest.raises(ValueError, match=advice):
        read_point(lat, lon)


def test_a_point_off_the_globe_does_not_exist() -> None:
    with pytest.raises(ValueError, match="緯度は"):
        Point(91, 0)
