"""Areas on a map as towns publish them: shapefiles (folder or zip) and GeoJSON, read into one form that is always
valid.
"""

import io
import json
import math
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import shapefile
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import MultiPolygon, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from otagai.kernel.geo import Point, read_point
from otagai.kernel.projection import WGS84, epsg_of, to_wgs84
from otagai.kernel.text import clean

Value = str | int | float | bool | None
Geometry = dict[str, Any]
"""A GeoJSON geometry: {"type": …, "coordinates": …}, longitude before latitude, degrees (WGS84)."""
DECIMALS = 6
"""Six decimals of a degree are 11 cm."""
LARGEST_ARCHIVE_BYTES = 200 * 1024 * 1024
_UNREADABLE = (shapefile.ShapefileException, ShapelyError, ValueError, LookupError, TypeError, struct.error, Warning)
_Raw = tuple[Mapping[str, Any], Geometry | None, int]
Made = TypeVar("Made")
_PARTS = ("shp", "dbf", "shx", "prj", "cpg")


class ShapeProblem(ValueError):
    """A file of areas that cannot be read; the message says in Japanese what to do."""


@dataclass(frozen=True)
class Feature:
    """One area, line or point with its properties; `repaired` says that its drawing crossed itself and was put
    right.
    """

    properties: dict[str, Value]
    geometry: Geometry
    repaired: bool = False

    @property
    def inside(self) -> Point:
        """A point that certainly lies in the area (for a label)."""
        found = shape(self.geometry).representative_point()
        return Point(found.y, found.x)


@dataclass(frozen=True)
class ShapeRow:
    """A row of a file as lines of (lon, lat, height; NaN where the file has none), or why it holds no line."""

    properties: dict[str, Value]
    lines: tuple[tuple[tuple[float, float, float], ...], ...] = ()
    problem: str = ""


def read_shapes(source: Path | bytes, *, epsg: int | None = None) -> list[Feature]:
    """Read a shapefile (its folder, its .shp, or a zip as path or bytes) or GeoJSON; `epsg` overrides what the file
    says.

    Raises ShapeProblem when parts are missing, the coordinates are unknown or wrong, or there is nothing in it.
    """
    return _read(source, epsg, lambda raw: [_feature(said, drawn, code) for said, drawn, code in raw if drawn])


def shape_rows(source: Path | bytes, *, epsg: int | None = None) -> list[ShapeRow]:
    """Every row of a shapefile or GeoJSON as the lines it holds, heights kept, nothing put right; a row without a
    proper line says why.

    Raises ShapeProblem when the file cannot be read, or the coordinate system is unknown.
    """
    return _read(source, epsg, lambda raw: [_row(*one) for one in raw])


def _read(source: Path | bytes, epsg: int | None, made: Callable[[Iterator[_Raw]], list[Made]]) -> list[Made]:
    content = _content(source)
    try:
        features = made(_from_geojson(content, epsg) if isinstance(content, bytes) else _from_parts(content, epsg))
    except ShapeProblem:
        raise
    except _UNREADABLE as error:
        raise ShapeProblem(f"図形のファイルとして 読めません: {error}") from error
    if not features:
        raise ShapeProblem("図形が ひとつも ありません")
    return features


def _content(source: Path | bytes) -> bytes | dict[str, bytes]:
    if isinstance(source, bytes):
        return _parts_of_zip(source) if source[:2] == b"PK" else source
    if source.is_dir() or source.suffix.lower() == ".shp":
        return _parts_of_folder(source)
    try:
        return _content(source.read_bytes())
    except OSError as error:
        raise ShapeProblem(f"ファイルが 読めません: {source.name}") from error


def _parts_of_folder(source: Path) -> dict[str, bytes]:
    shps = (
        [source]
        if source.suffix.lower() == ".shp"
        else sorted(p for p in source.iterdir() if p.suffix.lower() == ".shp")
    )
    stem = _only_one([path.stem for path in shps])
    siblings = (path for path in shps[0].parent.iterdir() if path.stem == stem)
    return {path.suffix.lower()[1:]: path.read_bytes() for path in siblings if path.suffix.lower()[1:] in _PARTS}


def _parts_of_zip(archive: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            if sum(entry.file_size for entry in opened.infolist()) > LARGEST_ARCHIVE_BYTES:
                raise ShapeProblem("圧縮ファイルの中身が 大きすぎます(200 MBまで)")
            names = [PurePosixPath(name) for name in opened.namelist() if "__MACOSX" not in name]
            stem = _only_one([str(name.with_suffix("")) for name in names if name.suffix.lower() == ".shp"])
            wanted = (name for name in names if str(name.with_suffix("")) == stem and name.suffix.lower()[1:] in _PARTS)
            return {name.suffix.lower()[1:]: opened.read(str(name)) for name in wanted}
    except (zipfile.BadZipFile, OSError, RuntimeError) as error:
        raise ShapeProblem("圧縮ファイル(zip)が こわれています") from error


def _only_one(stems: list[str]) -> str:
    if len(stems) != 1:
        raise ShapeProblem(f"シェープファイル(.shp)は ひとつにしてください({len(stems)}個 ありました)")
    return stems[0]


def _from_parts(parts: dict[str, bytes], epsg: int | None) -> Iterator[_Raw]:
    if "dbf" not in parts:
        raise ShapeProblem("属性のファイル(.dbf)が ありません。.shp .dbf .shx .prj を いっしょに 渡してください")
    if epsg is None:
        if "prj" not in parts:
            raise ShapeProblem("座標系のファイル(.prj)が ありません。EPSG番号を 選んでください")
        epsg = epsg_of(parts["prj"].decode("utf-8", "replace"))
    encoding = _encoding(parts)
    with warnings.catch_warnings():
        warnings.simplefilter("error", shapefile.PossiblyCorruptFileHeader)  # a file cut short
        yield from _records(parts, encoding, epsg)


def _records(parts: dict[str, bytes], encoding: str, epsg: int) -> Iterator[_Raw]:
    files = {name: io.BytesIO(parts[name]) for name in ("shp", "dbf", "shx") if name in parts}
    with shapefile.Reader(**files, encoding=encoding, encodingErrors="replace") as reader:
        names = [field[0] for field in reader.fields if field[0] != "DeletionFlag"]
        for record in reader.iterShapeRecords():
            properties = dict(zip(names, record.record, strict=True))
            yield properties, _geometry_of(record.shape), epsg


def _geometry_of(drawn: Any) -> Geometry | None:
    """The geometry of a record, with heights where it is a line that has them."""
    if drawn.shapeType == shapefile.NULL:
        return None
    if drawn.shapeType != shapefile.POLYLINEZ:
        return dict(drawn.__geo_interface__)
    high = [(x, y, z) for (x, y, *_), z in zip(drawn.points, drawn.z, strict=True)]
    return {"type": "MultiLineString", "coordinates": [high[a:b] for a, b in pairwise([*drawn.parts, len(high)])]}


def _encoding(parts: dict[str, bytes]) -> str:
    declared = parts.get("cpg", b"").decode("ascii", "replace").strip().lower().replace("-", "_")
    if declared in ("shift_jis", "sjis", "932", "cp932", "ansi 932", "windows_31j"):
        return "cp932"
    if declared in ("utf_8", "utf8", "65001"):
        return "utf-8"
    try:
        parts["dbf"].decode("utf-8")
    except UnicodeDecodeError:
        return "cp932"
    return "utf-8"


def _from_geojson(content: bytes, epsg: int | None) -> Iterator[_Raw]:
    text = _decoded(content)
    try:
        document = json.loads(text)
    except ValueError as error:
        raise ShapeProblem("シェープファイル(zip)か GeoJSON を 選んでください") from error
    if not isinstance(document, dict) or document.get("type") not in ("FeatureCollection", "Feature"):
        raise ShapeProblem("GeoJSON の FeatureCollection では ありません")
    epsg = epsg or _declared_epsg(document)
    for feature in document.get("features", [document]):
        if not isinstance(feature, dict):
            raise ShapeProblem("GeoJSON の FeatureCollection では ありません")
        yield feature.get("properties") or {}, feature.get("geometry"), epsg


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp932", "replace")


def _declared_epsg(document: Mapping[str, Any]) -> int:
    name = str((document.get("crs") or {}).get("properties", {}).get("name", ""))
    code = name.rsplit(":", 1)[-1]
    return int(code) if "EPSG" in name and code.isdigit() else WGS84


def _feature(properties: Mapping[str, Any], geometry: Geometry, epsg: int) -> Feature:
    drawn = to_wgs84(shapely.force_2d(shape(geometry)), epsg)
    valid = tidy(drawn)
    _must_be_in_japan(valid)
    return Feature({name: _value(value) for name, value in properties.items()}, mapping_of(valid), not drawn.is_valid)


def _row(properties: Mapping[str, Any], geometry: Geometry | None, epsg: int) -> ShapeRow:
    said = {name: _value(value) for name, value in properties.items()}
    kind = geometry.get("type") if isinstance(geometry, dict) else ""
    if geometry is None or kind not in ("LineString", "MultiLineString"):
        return ShapeRow(said, problem="線では ありません")
    try:
        parts = geometry["coordinates"] if kind == "MultiLineString" else [geometry["coordinates"]]
        return ShapeRow(said, tuple(_line(part, epsg) for part in parts))
    except (*_UNREADABLE, IndexError, KeyError):
        return ShapeRow(said, problem="座標が 読めません")


def _line(part: Any, epsg: int) -> tuple[tuple[float, float, float], ...]:
    where = to_wgs84(shapely.LineString([position[:2] for position in part]), epsg)
    heights = (float(position[2]) if len(position) > 2 else math.nan for position in part)
    line = [(lon, lat, height) for (lon, lat), height in zip(where.coords, heights, strict=True)]
    for lon, lat, _ in line:
        Point(lat, lon)  # raises where that is nowhere
    return tuple(line)


def tidy(drawn: BaseGeometry) -> BaseGeometry:
    """The geometry valid, on a grid of 6 decimals; of an area that crossed itself only the areas stay, no stray
    lines.
    """
    valid = shapely.set_precision(shapely.make_valid(drawn), 10**-DECIMALS)
    if drawn.geom_type in ("Polygon", "MultiPolygon") and valid.geom_type == "GeometryCollection":
        valid = shapely.union_all([part for part in shapely.get_parts(valid) if part.geom_type.endswith("Polygon")])
    return valid


def mapping_of(geometry: BaseGeometry) -> Geometry:
    """The GeoJSON of a geometry (RFC 7946: outer rings counter-clockwise, lists instead of tuples, 6 decimals)."""
    if isinstance(geometry, Polygon):
        geometry = orient(geometry)
    elif isinstance(geometry, MultiPolygon):
        geometry = MultiPolygon([orient(part) for part in geometry.geoms])
    plain = mapping(geometry)
    return {"type": plain["type"], "coordinates": _rounded(plain["coordinates"])}


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, (int, float)):
        return round(float(coordinates), DECIMALS)
    return [_rounded(part) for part in coordinates]


def _must_be_in_japan(drawn: BaseGeometry) -> None:
    if drawn.is_empty:
        raise ShapeProblem("空の図形が あります")
    west, south, east, north = drawn.bounds
    try:
        corrected = [read_point(f"{lat:.6f}", f"{lon:.6f}").corrections for lat, lon in ((south, west), (north, east))]
    except ValueError:
        raise ShapeProblem("座標が 日本の中では ありません。座標系(EPSG番号)を 確かめてください") from None
    if any(corrected):
        raise ShapeProblem("緯度と経度が 逆の ファイルです。GeoJSON は 経度が 先です")


def _value(value: Any) -> Value:
    if isinstance(value, bytes):
        value = value.decode("cp932", "replace")
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, (int, float, bool)) or value is None else clean(str(value))
