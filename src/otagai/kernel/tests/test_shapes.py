import io
import json
import zipfile
from pathlib import Path

import pytest
from shapely.geometry import shape

from otagai.kernel.shapes import Feature, ShapeProblem, read_shapes

YAIZU = Path(__file__).parents[4] / "demo" / "yaizu"


def zipped(folder: Path, *, without: str = "", inside: str = "") -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for path in sorted(folder.iterdir()):
            if path.suffix != without:
                archive.write(path, inside + path.name)
    return content.getvalue()


def square(*, west: float = 138.3, south: float = 34.8, properties: str = "{}", crs: str = "null") -> bytes:
    ring = [[west, south], [west, south + 0.1], [west + 0.1, south + 0.1], [west + 0.1, south], [west, south]]
    feature = f'{{"type":"Feature","properties":{properties},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}'
    return f'{{"type":"FeatureCollection","crs":{crs},"features":[{feature}]}}'.encode()


@pytest.mark.parametrize(
    ("layer", "number", "column", "name"),
    [
        ("自治会区域", 35, "SAFIELD000", "小川第13自治会"),
        ("小学校区", 13, "SAFIELD001", "大井川東小学校"),
        ("中学校区", 9, "item2", "東益津中学校"),
        ("自主防災会境界", 78, "SAFIELD001", "高新田第2自主防災会"),
    ],
)
def test_every_area_of_the_town_is_read_with_its_name(layer: str, number: int, column: str, name: str) -> None:
    features = read_shapes(YAIZU / layer)
    assert len(features) == number
    assert name in {feature.properties[column] for feature in features}
    for feature in features:
        drawn = shape(feature.geometry)
        assert drawn.is_valid
        assert drawn.geom_type in ("Polygon", "MultiPolygon")
        assert 138.2 < drawn.bounds[0] < drawn.bounds[2] < 138.4
        assert 34.7 < drawn.bounds[1] < drawn.bounds[3] < 35.0
        assert drawn.covers(shape({"type": "Point", "coordinates": (feature.inside.lon, feature.inside.lat)}))


def test_an_outline_that_crosses_itself_is_put_right_and_it_is_said() -> None:
    repaired = [feature.properties["SAFIELD000"] for feature in read_shapes(YAIZU / "自治会区域") if feature.repaired]
    assert repaired == ["小川第13自治会"]


def test_six_decimals_are_kept_and_no_more() -> None:
    (ring,) = read_shapes(YAIZU / "小学校区")[0].geometry["coordinates"]
    assert all(round(number, 6) == number for point in ring for number in point)


def test_a_zip_from_the_city_reads_like_its_folder_also_with_folders_inside() -> None:
    folder = YAIZU / "小学校区"
    expected = read_shapes(folder)
    assert read_shapes(zipped(folder)) == expected
    assert read_shapes(zipped(folder, inside="出力/小学校区/")) == expected
    assert read_shapes(folder / "小学校区.shp") == expected


def test_the_town_is_in_the_same_place_whichever_coordinates_it_was_drawn_in() -> None:
    plane = read_shapes(zipped(YAIZU / "小学校区", without=".prj"), epsg=2450)
    assert plane == read_shapes(YAIZU / "小学校区")


def test_missing_parts_are_named() -> None:
    folder = YAIZU / "小学校区"
    with pytest.raises(ShapeProblem, match="dbf"):
        read_shapes(zipped(folder, without=".dbf"))
    with pytest.raises(ShapeProblem, match="prj"):
        read_shapes(zipped(folder, without=".prj"))
    with pytest.raises(ShapeProblem, match="0個"):
        read_shapes(zipped(folder, without=".shp"))
    with pytest.raises(ShapeProblem, match="0個"):
        read_shapes(YAIZU / "図書館")


def test_names_are_read_when_nobody_declared_the_encoding() -> None:
    assert read_shapes(zipped(YAIZU / "小学校区", without=".cpg"))[0].properties["SAFIELD001"] == "大井川東小学校"


def test_geojson_is_read_with_and_without_a_byte_order_mark() -> None:
    plain = square(properties='{"名称": "東\\u0000地区 ", "人口": 12}')
    (feature,) = read_shapes(plain)
    assert feature == Feature({"名称": "東地区", "人口": 12}, feature.geometry)
    assert read_shapes(b"\xef\xbb\xbf" + plain) == [feature]
    assert feature.geometry["coordinates"][0] == [
        [138.3, 34.9],
        [138.3, 34.8],
        [138.4, 34.8],
        [138.4, 34.9],
        [138.3, 34.9],
    ]


def test_what_is_unknown_stays_unknown_and_dates_are_dates() -> None:
    (feature,) = read_shapes(square(properties='{"休館": null, "開設": "2026-11-20", "階": ["1F"], "無料": true}'))
    assert feature.properties == {"休館": None, "開設": "2026-11-20", "階": "['1F']", "無料": True}


def test_a_stray_line_on_an_outline_is_left_out() -> None:
    ring = [[138.3, 34.8], [138.4, 34.8], [138.4, 34.9], [138.45, 34.95], [138.4, 34.9], [138.3, 34.9], [138.3, 34.8]]
    polygon = {"type": "Polygon", "coordinates": [ring]}
    (feature,) = read_shapes(json.dumps({"type": "Feature", "properties": {}, "geometry": polygon}).encode())
    assert feature.repaired
    assert feature.geometry["type"] == "Polygon"
    assert shape(feature.geometry).bounds == pytest.approx((138.3, 34.8, 138.4, 34.9))


def test_other_files_in_the_zip_do_not_disturb() -> None:
    content = io.BytesIO(zipped(YAIZU / "小学校区"))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("説明.txt", "読んでください")
        archive.writestr("__MACOSX/小学校区.shp", b"")
        archive.writestr("古い/小学校区.dbf", b"")
    assert len(read_shapes(content.getvalue())) == 13


def test_geojson_in_plane_coordinates_says_so_or_is_told() -> None:
    crs = '{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::6676"}}'
    (feature,) = read_shapes(square(west=-16000, south=-126000, crs=crs))
    assert feature.inside.lat == pytest.approx(34.864, abs=0.01)
    assert read_shapes(square(west=-16000, south=-126000), epsg=6676) == [feature]


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (square(west=34.8, south=138.3 - 90), "日本の中では"),
        (
            b'{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[34.8,138.3]}}',
            "日本の中では|逆",
        ),
        (b'{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[34.8,40.3]}}', "日本の中では"),
        (b'{"type":"FeatureCollection","features":[]}', "ひとつも"),
        (b'{"type":"FeatureCollection","features":[{"geometry":null}]}', "ひとつも"),
        (b'{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[]]}}', "空の図形|読めません"),
        (b'{"type":"Feature","geometry":{"type":"Nonsense","coordinates":[]}}', "読めません"),
        (b'{"a": 1}', "FeatureCollection"),
        (b"[]", "FeatureCollection"),
        ("名称,住所".encode(), "GeoJSON を 選んで"),
        (b"PK\x03\x04broken", "こわれて"),
    ],
)
def test_a_file_that_is_no_map_is_told_what_is_wrong(content: bytes, advice: str) -> None:
    with pytest.raises(ShapeProblem, match=advice):
        read_shapes(content)


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(ShapeProblem, match="ファイルが 読めません"):
        read_shapes(YAIZU / "ない地図.zip")


def test_a_zip_that_would_burst_is_not_unpacked() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.shp", b"\0" * 210 * 1024 * 1024)
    with pytest.raises(ShapeProblem, match="大きすぎます"):
        read_shapes(content.getvalue())


def test_broken_insides_are_a_problem_not_a_crash() -> None:
    broken = {path.name: path.read_bytes() for path in (YAIZU / "小学校区").iterdir()}
    for suffix in (".shp", ".dbf", ".prj"):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            for name, whole in broken.items():
                archive.writestr(name, whole[: len(whole) // 3] if name.endswith(suffix) else whole)
        with pytest.raises(ShapeProblem):
            read_shapes(content.getvalue())


def test_what_is_read_can_be_sent_to_the_map_as_json() -> None:
    for layer in ("公園_緑地", "行政区域界"):
        assert json.loads(json.dumps([feature.geometry for feature in read_shapes(YAIZU / layer)]))
