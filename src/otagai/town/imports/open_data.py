"""The open data of a town, folder by folder, through the same importers that staff use."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.areas.actions import compute_overlaps, import_layer
from otagai.town.areas.models import Area, AreaLayer
from otagai.town.areas.rules import Drawing, merged
from otagai.town.areas.words import LayerKind
from otagai.town.imports import actions
from otagai.town.imports.actions import Counts, Result, layers, tables
from otagai.town.imports.words import ImportKind
from otagai.town.places.words import PlaceKind

SHAPE_PARTS = frozenset({".shp", ".dbf", ".shx", ".prj", ".cpg"})
LAYERS: tuple[tuple[str, LayerKind], ...] = (
    ("行政区域界", LayerKind.MUNICIPALITY),
    ("中学校区", LayerKind.JUNIOR_HIGH),
    ("小学校区", LayerKind.ELEMENTARY),
    ("自治会区域", LayerKind.NEIGHBOURHOOD),
    ("自主防災会境界", LayerKind.DISASTER_GROUP),
)
PLACES: tuple[tuple[str, PlaceKind | None], ...] = (
    ("地域交流センター", PlaceKind.COMMUNITY_CENTER),
    ("福祉会館", PlaceKind.WELFARE_HALL),
    ("図書館", PlaceKind.LIBRARY),
    ("子育て支援施設", PlaceKind.CHILD_SUPPORT),
    ("市役所・センター", None),
    ("公園一覧", PlaceKind.PARK),
    ("まちなか涼みどころ", PlaceKind.COOL_SPOT),
    ("避難所一覧", PlaceKind.SHELTER),
    ("指定緊急避難場所一覧", PlaceKind.EVACUATION_SPACE),
    ("公衆トイレ一覧", PlaceKind.TOILET),
    ("要配慮者利用施設", PlaceKind.CARE_FACILITY),
    ("救護所一覧", PlaceKind.OTHER),
    ("土のうステーション", PlaceKind.SANDBAGS),
    ("災害時協力井戸", PlaceKind.WELL),
    ("子どもを守る家", PlaceKind.SAFE_HOUSE),
)
FORECASTS = ("将来推計人口", "将来人口", "future_population_data")
"""Folders with 将来の人口の推計."""
POPULATION = ("地域・年齢別人口", "地域年齢別人口", "population", "人口")
"""Folders with 地域・年齢別人口: every file one or more days; a trend is there when the files have several."""
KNOWN = frozenset({*(name for name, _ in LAYERS), *(name for name, _ in PLACES), *POPULATION, *FORECASTS})
OVERLAPS = ((LayerKind.NEIGHBOURHOOD, LayerKind.ELEMENTARY), (LayerKind.NEIGHBOURHOOD, LayerKind.JUNIOR_HIGH),
            (LayerKind.NEIGHBOURHOOD, LayerKind.DISASTER_GROUP), (LayerKind.ELEMENTARY, LayerKind.JUNIOR_HIGH),
            (LayerKind.NEIGHBOURHOOD, LayerKind.MUNICIPALITY), (LayerKind.ELEMENTARY, LayerKind.MUNICIPALITY))  # fmt: skip
SOURCE = "焼津市オープンデータ"
OUTLINE = "自治会の区域を合わせたもの"
NOTHING = Result(0, Counts(0, 0, 0, 0, 0), (), (), 0)


@dataclass(frozen=True)
class Line:
    """What became of one folder."""

    name: str
    result: Result
    note: str = ""


def import_directory(directory: Path, *, town: str, by: Acting, on: date, at: datetime) -> Iterator[Line]:
    """Import every folder that is known and there, each in a transaction of its own, and measure the overlaps; then say of every
    other folder why it was left.
    """
    as_of = edition_of(directory)
    for name, layer_kind in LAYERS:
        if (folder := directory / name).is_dir():
            options: dict[str, Any] = {
                "layer_kind": layer_kind.value, "layer_name": layer_kind.label, "town": town, "source": f"{SOURCE} {name}",
            }  # fmt: skip
            try:
                result = _take(zip_of(folder), f"{name}.zip", ImportKind.AREAS, options, by=by, on=on, at=at)
                yield Line(name, result)
            except RuleBroken as refused:
                yield Line(name, NOTHING, f"{name}：{'・'.join(refused.reasons)}")
    if note := _outline(town, by=by, on=on):
        yield Line(LayerKind.MUNICIPALITY.label, NOTHING, note)
    _measure(by=by, on=on)
    for name, place_kind in PLACES:
        for file in tables_in(directory / name):
            options = {
                "source": f"{SOURCE} {name}", "place_kind": place_kind.value if place_kind else "",
                "as_of": as_of.isoformat() if as_of else "",
            }  # fmt: skip
            yield Line(name, _take(file.read_bytes(), file.name, ImportKind.PLACES, options, by=by, on=on, at=at))
    for name in POPULATION:
        for file in tables_in(directory / name, ("*.csv", "*.xlsx")):
            options = {"source": f"{town} 地域・年齢別人口"}
            yield Line(name, _take(file.read_bytes(), file.name, ImportKind.POPULATION, options, by=by, on=on, at=at))
    for name in FORECASTS:
        for file in tables_in(directory / name, ("*.csv", "*.xlsx")):
            options = {"source": f"{town} 将来の人口の推計"}
            yield Line(name, _take(file.read_bytes(), file.name, ImportKind.FORECAST, options, by=by, on=on, at=at))
    for folder in sorted(each for each in directory.iterdir() if each.is_dir() and each.name not in KNOWN):
        yield Line(folder.name, NOTHING, f"{folder.name}：{why_not_read(folder)}")


def why_not_read(folder: Path) -> str:
    """Why a folder that this reader does not know is left, and what can be done with it; nothing is stored."""
    drawn = sorted(file for file in folder.iterdir() if file.suffix.lower() in (".shp", ".geojson"))
    if drawn:
        content = zip_of(folder) if drawn[0].suffix.lower() == ".shp" else drawn[0].read_bytes()
        try:
            layers.features_of(content, epsg=None, town="")
        except RuleBroken as refused:
            return "・".join(refused.reasons)
        return "面の図形です。取り込むなら「取り込み」で 圏域の種類を 選んでください"
    for file in tables_in(folder, ("*.csv", "*.xlsx")):
        try:
            tables.must_be_kept(tables.table_of(file.read_bytes()), chosen="")
        except RuleBroken as refused:
            return "・".join(refused.reasons)
    return "「取り込み」で 何の一覧かを 選んで 入れてください"


@transaction.atomic
def _take(
    content: bytes, file_name: str, kind: ImportKind, options: dict[str, Any], *, by: Acting, on: date, at: datetime
) -> Result:
    looked = actions.preview(content, file_name=file_name, kind=kind, by=by, at=at, options=options)
    return actions.run(looked.run.pk, by=by, on=on)


@transaction.atomic
def _outline(town: str, *, by: Acting, on: date) -> str:
    """Where no file draws the municipality as an area, its outline is that of its 自治会 together."""
    kind = LayerKind.MUNICIPALITY
    if AreaLayer.objects.filter(kind=kind).exclude(source=OUTLINE).exists():
        return ""
    hoods = Area.objects.valid(on).filter(layer__kind=LayerKind.NEIGHBOURHOOD, geometry__isnull=False)
    whole = merged([Drawing(town, "", geometry or {}) for geometry in hoods.values_list("geometry", flat=True)])
    if not whole:
        return ""
    import_layer(whole, kind=kind, name=kind.label, source=OUTLINE, on=on, by=by)
    return f"「{town}」の区域は、自治会を すべて合わせて 描きました"


def _measure(*, by: Acting, on: date) -> None:
    layers = dict(AreaLayer.objects.values_list("kind", "pk"))
    for one, other in OVERLAPS:
        if one in layers and other in layers:
            compute_overlaps(layers[one], layers[other], on=on, by=by)


def tables_in(folder: Path, patterns: tuple[str, ...] = ("*.csv",)) -> list[Path]:
    """The tables of a folder, without the description of their columns."""
    found = sorted(file for pattern in patterns for file in folder.glob(pattern))
    return [file for file in found if file.name != "attributes.csv"]


def zip_of(folder: Path) -> bytes:
    """The shapefile of a folder as the zip that the import page takes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file in sorted(folder.iterdir()):
            if file.suffix.lower() in SHAPE_PARTS:
                archive.write(file, file.name)
    return packed.getvalue()


def edition_of(directory: Path) -> date | None:
    """The day of the edition, as PROVENANCE.md says it first; None without one."""
    provenance = directory / "PROVENANCE.md"
    found = re.search(r"\d{4}-\d{2}-\d{2}", provenance.read_text("utf-8")) if provenance.exists() else None
    return date.fromisoformat(found[0]) if found else None
