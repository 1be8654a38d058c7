"""土のうステーション, 災害時協力井戸 and 子どもを守る家 of Yaizu: every row comes in, and no home can be found by it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from otagai.base.accounts.acting import Acting
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.imports import actions
from otagai.town.imports.actions import Counts
from otagai.town.imports.words import ImportKind
from otagai.town.places import actions as keeping
from otagai.town.places.models import Place
from otagai.town.places.words import PlaceForm, PlaceKind
from tests.factories import a_place, a_town

pytestmark = pytest.mark.django_db
YAIZU = Path(__file__).resolve().parents[5] / "demo" / "yaizu"
NOW, TODAY = datetime(2026, 11, 20, 3, tzinfo=UTC), date(2026, 11, 20)
LOADER = Acting(name="取り込み")
SANDBAGS, WELLS, HOUSES = "土のうステーション", "災害時協力井戸", "子どもを守る家"


def take_in(name: str, content: bytes = b"", **options: str) -> Counts:
    file = next(file for file in (YAIZU / name).glob("*.csv") if file.name != "attributes.csv")
    looked = actions.preview(
        content or file.read_bytes(), file_name="list.csv", kind=ImportKind.PLACES, by=LOADER, at=NOW,
        options={"source": name, **options},
    )  # fmt: skip
    assert looked.reasons == ()
    return actions.run(looked.run.pk, by=LOADER, on=TODAY).counts


@pytest.mark.parametrize(("name", "rows"), [(SANDBAGS, 30), (WELLS, 30), (HOUSES, 906)])
def test_every_row_comes_in_and_a_second_time_nothing_is_new(name: str, rows: int) -> None:
    assert take_in(name) == Counts(rows, rows, 0, 0, 0)
    assert take_in(name) == Counts(rows, 0, 0, rows, 0)


def test_sandbags_say_how_they_are_taken_and_whom_to_ask_and_stay_beside_the_hall() -> None:
    hall = a_place(
        "東益津地域交流センター",
        kind=PlaceKind.COMMUNITY_CENTER,
        latitude=34.886248,
        longitude=138.322,
        address="石脇上65",
    )
    take_in(SANDBAGS)
    bags = Place.objects.get(name=f"{hall.name}（土のうステーション）")
    assert "一世帯20袋まで" in bags.what and "焼津市河川課 (054)626-1118" in bags.what
    assert (bags.phone, bags.form, bags.is_public) == ("", PlaceForm.FIXED, True)
    hall.refresh_from_db()
    assert (hall.also, hall.phone) == ([], "")


def test_of_a_well_residents_read_the_name_of_the_town_and_whom_to_ask_never_the_house() -> None:
    take_in(WELLS)
    well = Place.objects.get(source_key="1")
    assert well.name == "災害時協力井戸 1（高新田第１自主防災会）"
    assert (well.form, well.address, well.private_address) == (PlaceForm.PRIVATE_HOME, "", "焼津市高新田477-1")
    assert (well.around, well.latitude, well.longitude) == ("焼津市高新田", 34.8, 138.305)
    a_town(code="222127")
    page = Client().get(f"/places/{well.pk}/").content.decode()
    assert "高新田第１自主防災会" in page and "477" not in page
    given = Client().get("/opendata/public_facility.csv").content.decode() + json.dumps(
        Client().get("/opendata/places.geojson").json(), ensure_ascii=False
    )
    assert "災害時協力井戸 1（" in given and "高新田477" not in given and "34.80" not in given


def test_when_a_well_was_said_to_be_no_home_the_list_does_not_blur_it_again() -> None:
    take_in(WELLS)
    Place.objects.filter(source_key="1").update(
        form=PlaceForm.FIXED,
        address="焼津市高新田477-1",
        private_address="",
        latitude=34.8020158,
        longitude=138.3033469,
    )
    assert take_in(WELLS).unchanged == 30
    assert Place.objects.get(source_key="1").latitude == 34.8020158


def test_no_house_where_children_find_shelter_is_told_to_anybody() -> None:
    take_in(HOUSES)
    assert set(Place.objects.values_list("is_public", "form", "address").distinct()) == {(False, "private_home", "")}
    assert all(round(lat / 0.005, 6) % 1 == 0 for lat in Place.objects.values_list("latitude", flat=True))
    a_town(code="222127")
    for address in (
        "/opendata/places.geojson",
        "/opendata/public_facility.csv",
        "/places/?kind=safe_house",
        "/hsds/services",
    ):
        assert "東益津1" not in Client().get(address).content.decode()


def test_nobody_makes_such_a_house_public() -> None:
    with pytest.raises(RuleBroken, match="人のお宅"):
        keeping.add_place(by=LOADER, kind=PlaceKind.SAFE_HOUSE, name="角の家", on=TODAY)
    take_in(HOUSES)
    house = Place.objects.all()[:1].get()
    with pytest.raises(RuleBroken, match="人のお宅"):
        keeping.change_place(house.pk, by=LOADER, seen_version=1, is_public=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=house.pk).update(is_public=True)


def test_whatever_kind_is_chosen_for_the_file_homes_stay_homes() -> None:
    take_in(WELLS, place_kind="park")
    assert set(Place.objects.values_list("kind", "form").distinct()) == {("well", "private_home")}


def test_a_house_without_a_number_is_rejected_with_a_sentence() -> None:
    content = "ID,学区,学区No.,学区ごとNo,URL,経度,緯度\n,港,9,,,138.32,34.84\n2,港,9,3,,138.32,34.84\n".encode()
    counts = take_in(HOUSES, content)
    assert (counts.rows_in, counts.created, counts.rejected) == (2, 1, 1)
