"""オープンデータ: a journalist finds the files and the licence; what is private stands in none of them."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import Client
from pytest_django import Settings

from otagai.base.municipality.models import Municipality
from otagai.front.opendata import pacing
from otagai.front.opendata.tests.conftest import HOME_ADDRESS
from otagai.front.opendata.words import Dataset
from otagai.town.places.models import Place

pytestmark = pytest.mark.usefixtures("town")
FILES = [f"/opendata/{dataset.value}.csv" for dataset in Dataset]
GIVEN = [*FILES, "/opendata/places.geojson"]
PRIVATE = (
    HOME_ADDRESS,
    "ひみつ町",
    "34.86,",
    "山田 花子",
    "09012345678",
    "090-1234",
    "休んでいるサロン",
    "だれも知らない",
    "なくなった",
    "ひみつの丁目",
)


def read(address: str, **headers: str) -> str:
    answer = Client().get(address, headers=headers)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize("address", [*GIVEN, "/opendata/"])
def test_no_home_no_name_no_telephone_of_a_salon_and_nothing_that_rests_is_given_away(address: str) -> None:
    given = read(address)
    points_of_people = "population" in address
    assert [secret for secret in PRIVATE if secret in given and not (points_of_people and secret == "34.86,")] == []


def test_a_home_is_there_by_name_and_without_a_place_on_the_map() -> None:
    found = {each["properties"]["名称"]: each for each in json.loads(read("/opendata/places.geojson"))["features"]}
    assert found["山の家 サロン"]["geometry"] is None
    assert found["小川地域交流センター"]["geometry"]["coordinates"] == [138.3125, 34.85]


@pytest.mark.parametrize("address", GIVEN)
def test_every_file_says_its_licence_and_may_be_read_by_other_sites(address: str) -> None:
    answer = Client().get(address)
    assert answer.headers["Link"] == '<https://creativecommons.org/licenses/by/4.0/deed.ja>; rel="license"'
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_file_is_called_as_the_standard_wants_it() -> None:
    answer = Client().get("/opendata/public_facility.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="222127_public_facility.csv"'
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_asked_again_it_says_that_nothing_changed_and_what_is_taken_back_is_gone_at_once() -> None:
    tag = Client().get(FILES[0]).headers["ETag"]
    assert Client().get(FILES[0], headers={"If-None-Match": tag}).status_code == 304
    Place.objects.filter(name="みどり公園").update(hidden_on=date(2026, 11, 20))
    again = Client().get(FILES[0], headers={"If-None-Match": tag})
    assert again.status_code == 200 and "みどり公園" not in again.content.decode()


def test_the_page_lists_the_files_with_rows_day_and_licence() -> None:
    page = read("/opendata/")
    assert "公共施設一覧" in page and "2026-04-01" in page and "A-12" in page
    assert "出典: おたがい市オープンデータ（CC BY 4.0）" in page


def test_the_town_chooses_its_licence(settings: Settings) -> None:
    settings.OTAGAI_LICENCE = "PDL1.0"
    assert "出典: おたがい市オープンデータ（PDL1.0）" in read("/opendata/")


def test_staff_set_the_licence_and_the_contact_and_every_door_says_them() -> None:
    Municipality.objects.update(licence="PDL1.0", licence_contact="企画課 054-000-0000")
    page = read("/opendata/")
    assert "出典: おたがい市オープンデータ（PDL1.0）" in page and "企画課 054-000-0000" in page
    assert "public_data_license" in Client().get(FILES[0]).headers["Link"]
    assert json.loads(read("/api/v1/places"))["licence"] == "PDL1.0"
    assert "問い合わせ: 企画課 054-000-0000" in read("/opendata/open_data_list.csv")


def test_a_file_that_does_not_exist_is_not_found() -> None:
    assert Client().get("/opendata/people.csv").status_code == 404


def test_who_asks_too_often_is_told_when_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "MOST", 2)
    answers = [Client().get(FILES[0]) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 600


def test_a_formula_is_text_in_the_file_and_a_name_in_the_town_that_takes_it_in() -> None:
    assert "'=港ふれあい サロン" in read("/opendata/gathering_place.csv")
