"""居場所の管理."""

from __future__ import annotations

import uuid
from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.words import Duty
from otagai.front.desk.tests.town_at_the_desk import somebody, sql_of, text_of
from otagai.town.areas.models import Area
from otagai.town.areas.words import LayerKind
from otagai.town.places.models import Opening, OpeningException, Place
from otagai.town.places.words import PlaceKind
from tests.factories import TODAY, a_place, a_window, an_area

pytestmark = pytest.mark.django_db
MOST_SQL = 12


@pytest.fixture
def salon() -> Place:
    return a_place("港ふれあいサロン", address="城之腰8-1", verified_on=date(2024, 1, 10))


def at(name: str, place: Place) -> str:
    return reverse(f"desk:{name}", args=[place.pk])


def typed(place: Place, **changed: Any) -> dict[str, Any]:
    facts = {"kind": place.kind, "form": place.form, "name": place.name, "address": place.address, "is_public": "on"}
    return {
        **facts,
        "wheelchair": "unknown",
        "toilet": "unknown",
        "parking": "unknown",
        "version": place.version,
        **changed,
    }


def test_four_people_at_the_door(salon: Place, desk: Client) -> None:
    for address in (
        reverse("desk:places"),
        reverse("desk:places_confirm"),
        reverse("desk:place_new"),
        at("place_edit", salon),
        at("place_hours", salon),
    ):
        assert Client().get(address).status_code == 302
        assert somebody(Duty.COUNSELLOR).get(address).status_code == 403
        assert somebody(Duty.WINDOW_HOST).get(address).status_code == 403
        assert desk.get(address).status_code == 200


def test_what_nobody_has_looked_at_for_long_comes_first(desk: Client, salon: Place) -> None:
    a_place("きのう見た茶の間", verified_on=TODAY)
    older = a_place(
        "もっと前の茶の間", verified_on=date(2023, 1, 10), phone="054-000-1234", hidden_on=TODAY, asked_on=TODAY
    )
    Place.objects.filter(pk=salon.pk).update(asked_on=TODAY)
    assert len(sql_of(desk, reverse("desk:places"))) <= MOST_SQL
    assert len(sql_of(desk, reverse("desk:places_confirm"))) <= MOST_SQL
    assert "2件" in text_of(desk.get(reverse("desk:places")))
    shown = text_of(desk.get(reverse("desk:places_confirm")))
    assert shown.index("もっと前の茶の間") < shown.index("港ふれあいサロン")
    for words in (
        "2件",
        "tel:0540001234",
        "46か月 たしかめていません",
        "住民の案内は お休み中",
        at("place_end", older),
    ):
        assert words in shown
    assert "きのう見た茶の間" not in shown


def test_the_list_is_searched_and_narrowed(desk: Client, salon: Place) -> None:
    a_place("中央公園", kind=PlaceKind.PARK)
    assert "中央公園" not in text_of(desk.get(reverse("desk:places"), {"q": "港"}))
    assert "港ふれあいサロン" not in text_of(desk.get(reverse("desk:places"), {"kind": "park"}))
    assert "見つかりませんでした" in text_of(desk.get(reverse("desk:places"), {"q": "ない"}))


def test_one_tap_says_that_somebody_looked_today(desk: Client, salon: Place) -> None:
    assert desk.post(at("place_verify", salon)).url == reverse("desk:places_confirm")
    salon.refresh_from_db()
    assert salon.verified_on == TODAY
    assert salon.verified_by is not None


def test_a_place_is_added_once_and_its_hours_are_asked_next(desk: Client) -> None:
    form = typed(Place(name="新しい茶の間", kind=PlaceKind.SALON, form="fixed"), version="", key=str(uuid.uuid4()))
    first, again = (desk.post(reverse("desk:place_new"), form) for _ in range(2))
    made = Place.objects.get(name="新しい茶の間")
    assert first.url == again.url == at("place_hours", made)


def test_a_place_says_in_which_areas_it_lies(desk: Client, salon: Place) -> None:
    assert "どの区域か" not in text_of(desk.get(at("place_edit", salon))), "without a point nobody knows"
    for name, west, east in (("港自治会", 138.31, 138.33), ("山手自治会", 138.34, 138.36)):
        ring = [[west, 34.83], [east, 34.83], [east, 34.85], [west, 34.85], [west, 34.83]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        Area.objects.filter(pk=an_area(name, kind=LayerKind.NEIGHBOURHOOD).pk).update(
            geometry=shape, west=west, east=east, south=34.83, north=34.85
        )
    Place.objects.filter(pk=salon.pk).update(latitude=34.84, longitude=138.32)
    told = text_of(desk.get(at("place_edit", salon)))
    assert "どの区域か" in told
    assert "港自治会" in told
    assert "山手自治会" not in told


def test_a_wrong_point_keeps_what_was_typed(desk: Client, salon: Place) -> None:
    wrong = desk.post(at("place_edit", salon), typed(salon, point="どこか", what="お茶とおしゃべり"))
    assert wrong.status_code == 422
    assert "お茶とおしゃべり" in text_of(wrong)


def test_a_late_edit_shows_both_texts(desk: Client, salon: Place) -> None:
    assert desk.post(at("place_edit", salon), typed(salon, what="先に書いた")).status_code == 302
    late = desk.post(at("place_edit", salon), typed(salon, what="あとから書いた"))
    assert late.status_code == 409
    assert "先に書いた" in text_of(late)
    assert "あとから書いた" in text_of(late)


def hours(place: Place, **more: str | list[str]) -> dict[str, Any]:
    counts = {
        "rules-TOTAL_FORMS": "1", "rules-INITIAL_FORMS": "0", "days-TOTAL_FORMS": "1", "days-INITIAL_FORMS": "0",
    }  # fmt: skip
    # an untouched form sends its defaults
    return {**counts, "rules-0-on_holidays": "closed", "days-0-day_era": "昭和", "version": place.version, **more}


def test_hours_by_plain_controls(desk: Client, salon: Place) -> None:
    form = hours(
        salon, **{"rules-0-weekdays": ["1"], "rules-0-weeks": ["2", "4"], "rules-0-times_start": "10:00",
                  "rules-0-times_end": "12:00", "days-0-day_era": "令和", "days-0-day_year": "8", "days-0-day_month": "12",
                  "days-0-day_day": "8", "days-0-note": "大そうじ"},
    )  # fmt: skip
    assert desk.post(at("place_hours", salon), form).status_code == 302
    rule = Opening.objects.get(place=salon)
    assert (rule.weekdays, rule.weeks, rule.opens_at) == ([1], [2, 4], time(10))
    assert OpeningException.objects.get(place=salon).day == date(2026, 12, 8)
    assert "第2・第4火曜" in text_of(desk.get(at("place_edit", salon)))
    assert desk.get(at("place_hours", salon)).status_code == 200


def test_hours_in_one_line_of_words(desk: Client, salon: Place) -> None:
    address = at("place_hours", salon)
    unclear = desk.post(address, {"text": "気が向いたとき", "version": salon.version})
    assert unclear.status_code == 422
    assert "気が向いたとき" in text_of(unclear)
    assert desk.post(address, {"text": "第2・第4火曜 10:00–12:00", "version": salon.version}).status_code == 302
    assert Opening.objects.get(place=salon).weeks == [2, 4]


def test_hours_written_meanwhile_are_not_overwritten(desk: Client, salon: Place) -> None:
    address = at("place_hours", salon)
    assert desk.post(address, {"text": "毎週火曜 10:00–12:00", "version": salon.version}).status_code == 302
    late = desk.post(address, {"text": "毎週金曜 13:00–15:00", "version": salon.version})
    assert late.status_code == 409
    assert "金曜" in text_of(late)
    assert "火曜" in text_of(late)


def test_a_place_with_its_flag_up_does_not_end(desk: Client, salon: Place) -> None:
    window = a_window("石津 茶の間")
    refused = desk.post(reverse("desk:place_end", args=[window.place_id]), follow=True)
    assert "先に のぼり旗を返納してください" in text_of(refused)
    assert desk.post(at("place_end", salon)).url == reverse("desk:places")
    salon.refresh_from_db()
    assert salon.ended_on == TODAY


def test_a_place_that_does_not_exist_is_not_found(desk: Client) -> None:
    for name in ("place_edit", "place_hours"):
        assert desk.get(reverse(f"desk:{name}", args=[98765])).status_code == 404
    for name in ("place_edit", "place_hours", "place_verify", "place_end"):
        assert desk.post(reverse(f"desk:{name}", args=[98765]), {}).status_code == 404


def test_a_town_without_places_says_how_the_first_one_comes(desk: Client) -> None:
    page = text_of(desk.get(reverse("desk:places")))
    assert "まだ 居場所が ありません" in page and "取り込み" in page
    assert "見つかりませんでした" in text_of(desk.get(reverse("desk:places"), {"q": "港"}))
