"""取り込み at the desk."""

from __future__ import annotations

import io
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.words import Duty
from otagai.front.desk.tests.town_at_the_desk import somebody, sql_of, text_of
from otagai.town.areas.models import Area
from otagai.town.imports.models import ImportRun
from otagai.town.places.models import Place
from tests.factories import a_town

pytestmark = pytest.mark.django_db
MOST_SQL = 12
YAIZU = Path(__file__).resolve().parents[5] / "demo" / "yaizu"
SALONS = """名称,所在地,緯度,経度,電話番号
港ふれあいサロン,焼津市城之腰8-1,34.8731,138.3251,054-627-5555
石津 茶の間,焼津市石津向町1-2,34.8552,138.3139,
,名前のない所,34.85,138.31,
=SUM(A1)茶の間,焼津市和田1,999,138.3,
"""


@pytest.fixture
def desk() -> Client:
    a_town()
    return somebody(Duty.SYSTEM_ADMINISTRATOR)


def a_file(content: bytes, name: str = "salons.csv") -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def brought(desk: Client, content: bytes, **more: Any) -> str:
    """The address of the page before taking in."""
    form = {"kind": "places", "place_kind": "salon", "source": "サロン一覧", "file": a_file(content), **more}
    response = desk.post(reverse("desk:import_new"), form)
    assert response.status_code == 302, text_of(response)
    return str(response.url)


def taken_in(desk: Client, address: str) -> str:
    """Take it in with the columns as they were guessed; the page after."""
    columns = desk.get(address).context["columns"]
    form = {f"column_{at}": column.field for at, (column, _, _) in enumerate(columns)}
    response = desk.post(address, {**form, "run": "1"}, follow=True)
    assert response.status_code == 200, text_of(response)
    return text_of(response)


def test_four_people_at_the_door(desk: Client) -> None:
    for name in ("imports", "import_new"):
        address = reverse(f"desk:{name}")
        assert Client().get(address).status_code == 302
        assert somebody(Duty.CSW).get(address).status_code == 403
        assert somebody(Duty.POLICY_PLANNER).get(address).status_code == 403
        assert desk.get(address).status_code == 200


def test_look_first_then_take_in_then_the_rest_as_csv(desk: Client) -> None:
    address = brought(desk, SALONS.encode("cp932"))
    look = text_of(desk.get(address))
    assert "cp932" in look.lower()
    assert "港ふれあいサロン" in look
    assert Place.objects.count() == 0
    after = taken_in(desk, address)
    assert "4行 ＝ 新しい 2 ＋ 更新 0 ＋ 同じ 0 ＋ 入らない 2" in after
    table = desk.get(address + "rejected.csv")
    assert table["Content-Disposition"] == f'attachment; filename="rejected-{ImportRun.objects.get().pk}.csv"'
    rows = table.content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("行,入らなかった理由,名称")
    assert len(rows) == 3
    assert "'=SUM(A1)" in rows[2]


def test_the_second_time_nothing_doubles_and_the_page_says_so(desk: Client) -> None:
    taken_in(desk, brought(desk, SALONS.encode()))
    address = brought(desk, SALONS.encode())
    assert "もう取り込んでいます" in text_of(desk.get(address))
    assert "新しい 0 ＋ 更新 0 ＋ 同じ 2" in taken_in(desk, address)
    assert Place.objects.count() == 2


def test_the_same_press_twice_is_one_run_and_taking_in_twice_is_refused(desk: Client) -> None:
    key = str(uuid.uuid4())
    first, again = (brought(desk, SALONS.encode(), key=key) for _ in range(2))
    assert first == again
    assert ImportRun.objects.count() == 1
    taken_in(desk, first)
    assert desk.post(first, {"run": "1"}).status_code == 200
    assert Place.objects.count() == 2


def test_other_columns_are_looked_at_before_anything_is_stored(desk: Client) -> None:
    address = brought(desk, SALONS.encode())
    twice = desk.post(address, {"column_0": "name", "column_1": "name", "look": "1"})
    assert twice.status_code == 422
    assert "ふたつの列が 選ばれています" in text_of(twice)
    other = desk.post(address, {"column_0": "name", "look": "1"})
    assert other.status_code == 200
    assert other.context["seen"].counts.created == 3
    assert Place.objects.count() == 0


def test_a_file_that_cannot_be_read_says_so_and_keeps_what_was_typed(desk: Client) -> None:
    form = {
        "kind": "areas",
        "layer_kind": "elementary",
        "source": "学区の図",
        "file": a_file(b"not a drawing", "x.zip"),
    }
    response = desk.post(reverse("desk:import_new"), form)
    assert response.status_code == 422
    assert "学区の図" in text_of(response)
    assert ImportRun.objects.count() == 0


def test_areas_from_geojson(desk: Client) -> None:
    drawn = """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"学区":"焼津南"},
      "geometry":{"type":"Polygon","coordinates":[[[138.30,34.85],[138.32,34.85],[138.32,34.87],[138.30,34.85]]]}}]}"""
    address = brought(
        desk, drawn.encode(), kind="areas", layer_kind="elementary", place_kind="", file=a_file(drawn.encode(), "a.geojson")
    )  # fmt: skip
    assert desk.get(address).status_code == 200
    assert desk.post(address, {"name_field": "学区", "run": "1"}).status_code == 302
    assert Area.objects.get().name == "焼津南"


def test_a_real_list_of_the_town(desk: Client) -> None:
    real = next(YAIZU.glob("地域交流センター/*.csv"))
    address = brought(desk, real.read_bytes(), place_kind="community_center", file=a_file(real.read_bytes(), real.name))
    assert len(sql_of(desk, address)) <= MOST_SQL
    assert "入らない 0" in taken_in(desk, address)
    assert Place.objects.exists()


def test_looked_at_and_left(desk: Client) -> None:
    address = brought(desk, SALONS.encode())
    assert desk.post(address + "abandon/").url == reverse("desk:imports")
    assert ImportRun.objects.get().content is None
    assert "取り込みませんでした" in text_of(desk.get(address))
    assert len(sql_of(desk, reverse("desk:imports"))) <= MOST_SQL


def test_a_run_that_does_not_exist_is_not_found(desk: Client) -> None:
    assert desk.get(reverse("desk:import", args=[98765])).status_code == 404
    assert desk.post(reverse("desk:import_abandon", args=[98765])).status_code == 404
    assert desk.get(reverse("desk:import_rejected", args=[98765])).status_code == 404
