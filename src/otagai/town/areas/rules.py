"""Decisions about areas: what a drawing becomes, what makes two drawings one area, which area an address names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import shapely
from shapely.geometry import shape

from otagai.kernel.address import fold_address
from otagai.kernel.shapes import Feature, Geometry, mapping_of, tidy
from otagai.kernel.text import clean, fold

LONGEST_NAME = 80
LEAST_BORDER = 0.8
"""Lines are borders when so much of their length runs along the area; of real roads at most 0.54 does."""
_KIND_OF_AREA = re.compile("(?:小学校区?|中学校区?|学区|校区|自治会|町内会|自主防災会|地区|圏域)$")
_PREFECTURE_AND_CITY = re.compile(
    "^(?:東京都|北海道|(?:京都|大阪)府|.{2,3}?県)?(?:[^市区町村]{1,6}?郡)?[^市区町村]{1,8}?[市区町村](?=.)"
)


@dataclass(frozen=True)
class Drawing:
    """One area as a file draws it: what it is called, its outline (GeoJSON, degrees), and the box around it."""

    name: str
    code: str
    geometry: Geometry
    line: int = 0

    @property
    def key(self) -> str:
        """What stays the same from one edition of the file to the next: the code, or the name where there is none."""
        return self.code or fold(self.name)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        west, south, east, north = shape(self.geometry).bounds
        return west, south, east, north


def why_not_area(name: str, geometry: Geometry | None) -> list[str]:
    """An area needs a name and a surface."""
    reasons = []
    if not name:
        reasons.append("名前が ありません")
    if len(name) > LONGEST_NAME:
        reasons.append(f"名前が {LONGEST_NAME}字より 長いです")
    if geometry is None or geometry["type"] not in ("Polygon", "MultiPolygon"):
        reasons.append("面の図形では ありません（線や点は 圏域になりません）")
    return reasons


def why_not_layer(features: Sequence[Feature]) -> list[str]:
    """Why a whole file is no layer of areas, before anybody looks at its rows: points, lines, or surfaces that nothing names."""
    kinds = {feature.geometry["type"].removeprefix("Multi") for feature in features}
    if kinds == {"Point"}:
        return [
            "点の図形です。圏域は 面の図形から つくります。CSV・Excel の一覧が あれば「場所の一覧」として 入れてください"
        ]
    if kinds == {"LineString"}:
        return [
            "線だけの図形で、線が 区域を囲んでいません。圏域は 面の図形から つくります。歩ける道なら「歩く道」として 入れてください"
        ]
    said = (value for feature in features for value in feature.properties.values() if isinstance(value, str))
    if "Polygon" in kinds and not any(re.search(r"[^\W\d_]", value) for value in said):
        return ["名前の項目が ひとつもない図形です（公園や 浸水の範囲など）。圏域は 名前で よぶので、取り込みません"]
    return []


def drawing_of(feature: Feature, *, name_field: str, code_field: str = "", line: int = 0) -> Drawing:
    """The area that a feature draws, under the name and code that its properties give."""
    name = clean(str(feature.properties.get(name_field) or "")).strip()
    code = clean(str(feature.properties.get(code_field) or "")).strip() if code_field else ""
    return Drawing(name, code, feature.geometry, line)


def merged(drawings: Iterable[Drawing]) -> list[Drawing]:
    """Drawings with one key are one area in several pieces (a quarter on both banks of a river)."""
    pieces: dict[str, list[Drawing]] = {}
    for drawing in drawings:
        pieces.setdefault(drawing.key, []).append(drawing)
    return [_joined(same) for same in pieces.values()]


def _joined(same: Sequence[Drawing]) -> Drawing:
    if len(same) == 1:
        return same[0]
    whole = shapely.union_all([shape(drawing.geometry) for drawing in same])
    return replace(same[0], geometry=mapping_of(tidy(whole)))


def assembled(features: Sequence[Feature], *, name_field: str, name: str) -> list[Feature]:
    """Of a file that draws only border lines (行政区域界), the one area that the lines enclose; any other file as
    it is.

    Raises ValueError when the lines enclose nothing, or when most of them run beside what they enclose: those are roads.
    """
    if not all(feature.geometry["type"].endswith("LineString") for feature in features):
        return list(features)
    lines = shapely.union_all([shape(feature.geometry) for feature in features])
    enclosed = shapely.union_all(list(shapely.polygonize(list(shapely.get_parts(lines))).geoms))
    if enclosed.is_empty:
        raise ValueError("線が つながっていないので、区域に なりません")
    if enclosed.length < LEAST_BORDER * lines.length:
        raise ValueError("ほとんどの線が 区域の境ではないので、区域に なりません")
    return [Feature({name_field: name}, mapping_of(tidy(enclosed)))]


def guess_name_field(features: Sequence[Feature]) -> str:
    """The property that names the areas: texts that differ from one area to the next, the ones that end like a name
    first.
    """
    best, best_score = "", 0.0
    for field in features[0].properties if features else ():
        values = [str(feature.properties.get(field) or "") for feature in features]
        wordy = [value for value in values if re.search(r"[ぁ-んァ-ヶ一-龥]", value) and len(value) <= LONGEST_NAME]
        score = len(set(wordy)) / len(values) + sum(bool(_KIND_OF_AREA.search(value)) for value in wordy) / len(values)
        if score > best_score:
            best, best_score = field, score
    return best


def area_named_in(text: str, names: Sequence[tuple[int, str]]) -> int | None:
    """The one area whose name stands in a 町名 or 住所; the longest name wins, two equally long ones mean nobody
    knows.

    `names`: pairs (key, name). 「焼津市高新田123」 names 高新田自治会; the name of the city itself names no area.
    """
    place = fold_address(_PREFECTURE_AND_CITY.sub("", text.strip())) or fold_address(text)
    found: dict[str, set[int]] = {}
    for pk, name in names:
        core = fold_address(_KIND_OF_AREA.sub("", name))
        if len(core) > 1 and core in place:
            found.setdefault(core, set()).add(pk)
    if not found:
        return None
    keys = found[max(found, key=len)]
    return keys.pop() if len(keys) == 1 else None
