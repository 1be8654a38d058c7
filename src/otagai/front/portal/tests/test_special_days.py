"""臨時の休み・臨時に開く日: nobody stands before a closed door because a page told the usual day alone."""

from __future__ import annotations

import re
from datetime import date, time

import pytest
from django.test import Client

from otagai.front.portal.tests.conftest import Portal
from otagai.town.activities.models import ActivityDay
from otagai.town.places.models import Opening, OpeningException, Place, Window
from otagai.town.places.words import PlaceKind, WindowState
from tests.factories import a_place, an_activity

TUESDAY, SATURDAY = date(2026, 11, 24), date(2026, 11, 28)


@pytest.fixture
def salon(portal: Portal) -> Place:
    """Every Tuesday from ten to twelve; shut on the next one, open on the Saturday after."""
    place = a_place("縁側サロン", latitude=34.8669, longitude=138.3228)
    Opening.objects.create(place=place, weekdays=[1], opens_at=time(10), closes_at=time(12))
    OpeningException.objects.create(place=place, day=TUESDAY, note="床を直すため")
    OpeningException.objects.create(place=place, day=SATURDAY, opens_at=time(9), closes_at=time(13), note="もちつき会")
    return place


def text_of(address: str, reader: Client | None = None) -> str:
    """What somebody reads on the page, with single spaces."""
    page = re.sub(
        r"<(script|style|svg).*?</\1>|<[^>]+>", " ", (reader or Client()).get(address).content.decode(), flags=re.S
    )
    return " ".join(page.replace("\u2060", "").split())


def test_the_list_tells_of_the_closed_day_before_the_next_open_one(salon: Place) -> None:
    page = text_of("/places/?text=縁側")
    assert "次に開く日 2026年11月28日(土) 9:00–13:00 もちつき会" in page
    assert "2026年11月24日(火)は お休みです （床を直すため）" in page


def test_the_list_of_windows_tells_it_as_well(salon: Place) -> None:
    Window.objects.create(place=salon, state=WindowState.OPEN, briefed_on=date(2026, 4, 1), pledged_on=date(2026, 4, 1))
    assert "2026年11月24日(火)は お休みです" in text_of("/windows/")


def test_the_page_of_the_place_has_them_among_the_coming_days(salon: Place) -> None:
    page = text_of(f"/places/{salon.pk}/")
    days = page[page.index("これからの日") :]
    assert days.index("2026年11月24日(火) お休み （床を直すため）") < days.index(
        "2026年11月28日(土) 9:00–13:00（もちつき会）"
    )
    assert "2026年11月24日(火)は お休みです" in page[: page.index("これからの日")]


def test_it_is_said_in_easy_japanese(salon: Place) -> None:
    reader = Client()
    reader.get("/places/?lang=ja-easy")
    assert "は 休（やす）みです" in text_of(f"/places/{salon.pk}/", reader)


def test_a_day_on_which_it_never_opens_is_not_called_a_closed_one(salon: Place) -> None:
    OpeningException.objects.filter(day=TUESDAY).update(day=date(2026, 11, 25))
    assert "お休み" not in text_of(f"/places/{salon.pk}/") + text_of("/places/?text=縁側")


def test_a_place_whose_hours_stand_only_in_words_tells_every_closed_day(portal: Portal) -> None:
    place = a_place("書庫", open_text="だいたい昼ごろ")
    OpeningException.objects.create(place=place, day=date(2026, 12, 3), note="虫ぼし")
    page = text_of(f"/places/{place.pk}/")
    assert "2026年12月3日(木)は お休みです （虫ぼし）" in page and "2026年12月3日(木) お休み （虫ぼし）" in page


def test_a_telephone_that_took_the_day_in_earlier_learns_that_it_is_shut(salon: Place) -> None:
    feed = f"/places/{salon.pk}/calendar.ics"
    shut = Client().get(feed).content.decode().split("BEGIN:VEVENT")[1]
    assert "STATUS:CANCELLED" in shut and "SUMMARY:【お休み】縁側サロン" in shut and "床を直すため" in shut
    OpeningException.objects.filter(day=TUESDAY).delete()
    usual = Client().get(feed).content.decode().split("BEGIN:VEVENT")[1]
    number = r"UID:\S+"
    assert "CANCELLED" not in usual and re.findall(number, usual) == re.findall(number, shut)


def test_an_activity_that_is_called_off_says_so_in_its_name_where_a_calendar_shows_no_state(portal: Portal) -> None:
    tea = an_activity("浜のお茶会")
    ActivityDay.objects.create(
        activity=tea, day=TUESDAY, opens_at=time(10), closes_at=time(12), note="雨のため", is_called_off=True
    )
    file = Client().get(f"/activities/{tea.pk}/calendar.ics").content.decode()
    assert "SUMMARY:【中止】浜のお茶会" in file and "STATUS:CANCELLED" in file


def test_what_is_in_the_same_house_is_not_called_a_walk_of_no_minutes(salon: Place) -> None:
    a_place("二階の図書室", kind=PlaceKind.LIBRARY, latitude=34.8669, longitude=138.3228)
    for page in (text_of(f"/places/{salon.pk}/"), text_of("/places/?lat=34.8669&lon=138.3228")):
        assert "すぐ そば" in page and "0分" not in page
