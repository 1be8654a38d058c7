"""The real files of Yaizu, through the importers that staff use; a second time nothing is new."""

from __future__ import annotations

import json
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from otagai.town.areas import queries as areas
from otagai.town.areas.models import Area, Overlap
from otagai.town.areas.words import LayerKind
from otagai.town.imports.models import ImportRun, Rejection
from otagai.town.imports.open_data import edition_of, zip_of
from otagai.town.places import queries as places
from otagai.town.places.models import Place
from otagai.town.places.queries import Wanted
from otagai.town.places.words import PlaceKind, Yes
from tests.factories import as_public

pytestmark = pytest.mark.django_db
YAIZU = Path(__file__).resolve().parents[5] / "demo" / "yaizu"
ROWS = {
    "中学校区": 9, "小学校区": 13, "自治会区域": 35, "自主防災会境界": 78, "地域交流センター": 9,
    "福祉会館": 2, "図書館": 11, "子育て支援施設": 9, "市役所・センター": 28, "公園一覧": 142, "まちなか涼みどころ": 108,
    "避難所一覧": 56, "指定緊急避難場所一覧": 31, "公衆トイレ一覧": 112, "要配慮者利用施設": 277, "救護所一覧": 4,
    "土のうステーション": 30, "災害時協力井戸": 30, "子どもを守る家": 906,
}  # fmt: skip


def imported() -> dict[str, list[int]]:
    """Run the command; the numbers of each line of its table (rows, new, updated, unchanged, rejected)."""
    out = StringIO()
    call_command("import_open_data", YAIZU, town="焼津市", stdout=out)
    words = [line.split() for line in out.getvalue().splitlines()]
    return {line[0]: [int(word) for word in line[1:]] for line in words if len(line) == 6 and line[1].isdigit()}


def test_all_of_yaizu_comes_in_and_a_second_time_nothing_is_new() -> None:
    first = imported()
    assert {name: numbers[0] for name, numbers in first.items() if name != "合計"} == ROWS
    assert all(numbers[0] == sum(numbers[1:]) for numbers in first.values())
    assert not Rejection.objects.exists()
    second = imported()
    assert all((numbers[1], numbers[2]) == (0, 0) for numbers in second.values())
    assert ImportRun.objects.count() == 2 * len(ROWS)
    the_town_is_as_it_should_be()


def the_town_is_as_it_should_be() -> None:
    """What the data is known to say."""
    assert Area.objects.filter(layer__kind=LayerKind.NEIGHBOURHOOD).count() == 35
    split = [
        area
        for area in Area.objects.filter(layer__kind=LayerKind.NEIGHBOURHOOD)
        if max(Overlap.objects.filter(area=area, other__layer__kind="elementary").values_list("share", flat=True))
        < 0.95
    ]
    assert len(split) == 13
    hall = Place.objects.get(name="焼津市役所本庁舎")
    here = areas.areas_at(hall.latitude or 0, hall.longitude or 0, on=date(2026, 11, 20))
    assert {area.layer_kind for area in here} == {
        LayerKind.MUNICIPALITY, LayerKind.JUNIOR_HIGH, LayerKind.ELEMENTARY, LayerKind.NEIGHBOURHOOD, LayerKind.DISASTER_GROUP,
    }  # fmt: skip
    harbour = Place.objects.get(name="港地域交流センター")
    assert (harbour.kind, harbour.also) == (PlaceKind.COMMUNITY_CENTER, [PlaceKind.COOL_SPOT, PlaceKind.SHELTER])
    assert harbour.listings.count() == 3
    assert Place.objects.filter(postcode="425-0021").count() == 2
    assert not Place.objects.filter(name__contains="\n").exists()
    assert Place.objects.filter(kind=PlaceKind.PARK, toilet=Yes.YES).count() == 51
    with as_public():
        libraries = places.places_near(Wanted(kinds=(PlaceKind.LIBRARY,)), at=datetime(2026, 11, 20, 9, 0))  # noqa: DTZ001
    assert len(libraries.lines) == 11


def test_the_edition_is_read_from_the_provenance_and_a_folder_becomes_a_zip() -> None:
    assert edition_of(YAIZU) == date(2026, 7, 22)
    assert edition_of(YAIZU / "図書館") is None
    assert zip_of(YAIZU / "小学校区")[:2] == b"PK"


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="フォルダーが ありません"):
        call_command("import_open_data", tmp_path / "none")


def a_folder(directory: Path, name: str, features: list[tuple[dict[str, str], str, object]]) -> None:
    """A folder with a drawing."""
    (directory / name).mkdir()
    drawn = [
        {"type": "Feature", "properties": said, "geometry": {"type": kind, "coordinates": at}}
        for said, kind, at in features
    ]
    document = {"type": "FeatureCollection", "features": drawn}
    (directory / name / "a.geojson").write_text(json.dumps(document), "utf-8")


def test_every_other_folder_says_in_one_sentence_why_it_is_left(tmp_path: Path) -> None:
    ring = [[138.3, 34.8], [138.31, 34.8], [138.31, 34.81], [138.3, 34.8]]
    a_folder(tmp_path, "停留所", [({"名": "駅前"}, "Point", [138.3, 34.8]), ({"名": "港"}, "Point", [138.31, 34.8])])
    a_folder(
        tmp_path, "通学路", [({"名": "小学校"}, "LineString", ring[:2]), ({"名": "小学校"}, "LineString", ring[1:3])]
    )
    away = [[138.31, 34.81], [138.4, 34.9]]
    a_folder(tmp_path, "一周する道", [({}, "LineString", ring), ({}, "LineString", away)])
    a_folder(tmp_path, "浸水", [({"FID": "0", "日": "2026-04-13 14:56"}, "Polygon", [ring])])
    a_folder(tmp_path, "見守り区", [({"名": "東"}, "Polygon", [ring])])
    (tmp_path / "転出入").mkdir()
    (tmp_path / "転出入" / "a.csv").write_text("月,転入数,転出数\n1,10,12\n", "utf-8")
    (tmp_path / "AED").mkdir()
    out = StringIO()
    call_command("import_open_data", tmp_path, town="焼津市", stdout=out)
    said = dict(line.strip().split("：", 1) for line in out.getvalue().splitlines() if "：" in line)
    assert {name: text[:12] for name, text in said.items()} == {
        "停留所": "点の図形です。圏域は 面", "通学路": "線だけの図形で、線が 区", "一周する道": "線だけの図形で、線が 区",
        "浸水": "名前の項目が ひとつもな",
        "見守り区": "面の図形です。取り込むな", "転出入": "「転入と転出の 月ごとの", "AED": "「取り込み」で 何の一覧",
    }  # fmt: skip
    assert not ImportRun.objects.exists()
    assert not Area.objects.exists()
