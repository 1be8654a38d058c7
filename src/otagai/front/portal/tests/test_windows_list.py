"""窓口の一覧 on paper: by district, numbered as on the map; and the yearly check on the window's own page."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from otagai.base.ui import paper
from otagai.front.portal.tests.conftest import Portal, fields_of
from otagai.front.portal.tests.test_places import SQUARE
from otagai.town.areas.models import Area, AreaLayer
from otagai.town.areas.words import LayerKind
from otagai.town.places.models import CheckLine, CheckRound, Place
from tests.factories import a_window


@pytest.fixture
def printed(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What is given to be printed; the sheet is really drawn."""
    given: list[dict[str, Any]] = []
    real = paper.typst.compile

    def listening(*sheet: object, **more: Any) -> object:
        given.append(json.loads(more["sys_inputs"]["values"]))
        return real(*sheet, **more)

    monkeypatch.setattr(paper.typst, "compile", listening)
    paper.drawn_once.cache_clear()
    layer = AreaLayer.objects.create(kind=LayerKind.JUNIOR_HIGH, name="中学校区")
    Area.objects.create(
        layer=layer, name="港中学校", geometry=SQUARE, west=138.30, east=138.34, south=34.85, north=34.88
    )
    return given


def test_the_list_goes_by_district_and_its_numbers_are_those_of_the_map(printed: list[dict[str, Any]]) -> None:
    inside, outside = a_window("う港の窓口"), a_window("あ町はずれの窓口")
    Place.objects.filter(pk=inside.place_id).update(latitude=34.86, longitude=138.32, phone="0540001234")
    Place.objects.filter(pk=outside.place_id).update(latitude=34.80, longitude=138.20)
    answer = Client().get("/windows/list.pdf")
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    groups = {
        group["name"]: [(line["number"], line["name"]) for line in group["lines"]] for group in printed[0]["groups"]
    }
    assert groups["港中学校"] == [("1", "う港の窓口")]
    assert ("2", "あ町はずれの窓口") in groups["そのほか"]
    assert ">1</text>" in printed[0]["map"] and ">2</text>" in printed[0]["map"]


def test_the_list_of_one_district_holds_only_its_windows_and_odd_ones_are_the_town(
    printed: list[dict[str, Any]],
) -> None:
    window = a_window("港の窓口")
    Place.objects.filter(pk=window.place_id).update(latitude=34.86, longitude=138.32)
    area = Area.objects.get()
    assert f"?area={area.pk}" in Client().get("/windows/").content.decode()
    Client().get(f"/windows/list.pdf?area={area.pk}")
    assert [line["name"] for line in printed[0]["groups"][0]["lines"]] == ["港の窓口"] and printed[0][
        "area"
    ] == "港中学校"
    for odd in ("x", "999999", "-1"):
        Client().get(f"/windows/list.pdf?area={odd}")
        assert printed[-1]["area"] == "まち全体"


def test_a_window_answers_the_yearly_check_on_its_own_page(portal: Portal, visitor: Client) -> None:
    here = f"/w/{portal.token}/"
    assert "年次確認" not in visitor.get(here).content.decode()
    asked = CheckRound.objects.create(year=2026, started_on=date(2026, 11, 1), due_on=date(2026, 12, 20))
    CheckLine.objects.create(round=asked, window=portal.window)
    page = visitor.get(here).content.decode()
    assert "年次確認" in page and "続ける" in page
    form = {**fields_of(page), "wish": "go_on", "note": "元気です"}
    assert visitor.post(f"{here}check/", {**form, "wish": "maybe"})["Location"] == here
    assert visitor.post(f"{here}check/", form)["Location"] == f"{here}?checked=1"
    assert visitor.post(f"{here}check/", form)["Location"] == here, "answered once"
    assert CheckLine.objects.get().wish == "go_on"
    assert "年次確認の お返事が 届きました" in visitor.get(f"{here}?checked=1").content.decode()
    assert visitor.post("/w/no-such-link-was-ever-given/check/", form).status_code == 404
