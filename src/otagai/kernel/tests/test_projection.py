import pytest
import shapely

from otagai.kernel.geo import metres_between
from otagai.kernel.projection import epsg_of, from_plane, from_square_metres, in_square_metres, to_wgs84


def test_the_origin_of_zone_eight_is_where_the_law_puts_it() -> None:
    origin = from_plane(0, 0, 2450)
    assert (origin.lat, origin.lon) == pytest.approx((36.0, 138.5))


def test_a_kilometre_on_the_plane_is_a_kilometre_on_the_ground() -> None:
    here, there = from_plane(-16_000, -126_000, 6676), from_plane(-15_000, -126_000, 6676)
    assert metres_between(here, there) == pytest.approx(1000, rel=0.005)
    assert there.lon > here.lon


def test_an_unknown_system_is_told_plainly() -> None:
    with pytest.raises(ValueError, match="EPSG:99999"):
        from_plane(0, 0, 99999)
    with pytest.raises(ValueError, match="2450"):
        epsg_of("なにかの文")
    with pytest.raises(ValueError, match="2450"):
        epsg_of('LOCAL_CS["地図ソフトの独自座標"]')


def test_a_field_of_a_hectare_has_a_hectare() -> None:
    corners = [(-16_000, -126_000), (-15_900, -126_000), (-15_900, -125_900), (-16_000, -125_900)]
    field = to_wgs84(shapely.Polygon(corners), 2450)
    flat = in_square_metres((138.32, 34.86))(field)
    assert flat.area == pytest.approx(10_000, rel=0.001)
    assert from_square_metres((138.32, 34.86))(flat).equals_exact(field, 1e-8)
