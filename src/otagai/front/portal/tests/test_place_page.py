"""The page of a place: what one can do there, who goes along the first time, what search engines read — and no home's address."""

from __future__ import annotations

import json
import re
from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from otagai.front.portal.structured import ld_json
from otagai.front.portal.tests.conftest import Portal
from otagai.town.places import actions
from otagai.town.places.models import Opening, OpeningException, Place, Window
from otagai.town.places.words import Access, Doing, PlaceForm, PlaceKind, WindowState, Yes
from tests.factories import TODAY, a_place, a_user, acting, an_activity, as_

HOME_ADDRESS = "おたがい市ひみつ町5丁目6番1号"
POINT = {"latitude": 34.86687, "longitude": 138.32284}


@pytest.fixture
def home(portal: Portal) -> Place:
    """A salon in somebody's home, written down by staff as they write it; it is also a window and in the calendar."""
    keeper = acting(a_user())
    with as_(keeper):
        made = actions.add_place(
            by=keeper, kind=PlaceKind.SALON, name="よりみちの家", on=TODAY, form=PlaceForm.PRIVATE_HOME,
            address=HOME_ADDRESS, what="お茶とおしゃべり", phone="054-000-0001", **POINT,
        )  # fmt: skip
    Opening.objects.create(place=made, weekdays=[1], opens_at=time(10), closes_at=time(12))
    Window.objects.create(
        place=made, state=WindowState.OPEN, briefed_on=date(2026, 4, 1), pledged_on=date(2026, 4, 1)
    )  # fmt: skip
    an_activity("家の茶会", place=made, meeting_point="")
    return made


def read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return bytes(b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("utf-8", "replace")


def schema(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def test_the_address_of_a_home_is_in_no_page_map_or_feed(home: Place) -> None:
    here = f"/places/{home.pk}/"
    doors = (
        here,
        "/places/",
        "/places/?text=よりみち",
        "/places/?lat=34.8669&lon=138.3228",
        f"{here}calendar.ics",
        "/windows/",
    )
    for address in (
        *doors,
        f"{here}?lang=ja-easy",
        "/activities/",
        "/activities/calendar.ics",
        "/activities/month.pdf",
    ):
        page = read(address) if "lang" not in address else read(here)
        assert "5丁目" not in page and "6番" not in page and "34.8668" not in page, address
    assert "ひみつ町のあたり" in read(here), "the 町名 before the number, taken from the address"
    assert "ひみつ町" in read("/places/") and "くわしい場所は 電話で" in read(here)
    told = schema(read(here))
    assert "geo" not in told and told["address"]["streetAddress"] == "おたがい市ひみつ町"


def test_a_home_whose_number_nobody_can_cut_off_tells_no_neighbourhood(portal: Portal) -> None:
    place = a_place("あの家", form=PlaceForm.PRIVATE_HOME, private_address="ひみつ町 山田方")
    assert "ひみつ町" not in read(f"/places/{place.pk}/")


def test_the_page_says_what_one_can_do_there_and_what_is_there(portal: Portal) -> None:
    place = a_place(
        "縁側", doings=[Doing.TEA, Doing.EXERCISE], has=[Access.WRITING], has_not=[Access.ELEVATOR], capacity=20, fee="無料",
        wheelchair=Yes.YES,
    )  # fmt: skip
    page = read(f"/places/{place.pk}/")
    for words in ("体操・運動・お茶・おしゃべり", "筆談", "エレベーター", "およそ20人", "無料"):
        assert words in page
    told = schema(page)
    assert told["isAccessibleForFree"] is True and told["maximumAttendeeCapacity"] == 20
    features = {feature["name"]: feature["value"] for feature in told["amenityFeature"]}
    assert features == {"車いす": True, "筆談": True, "エレベーター": False}


def test_who_comes_for_the_first_time_reads_who_goes_along_and_calls_the_desk(portal: Portal) -> None:
    place = a_place("縁側", welcome_note="玄関で声をかけて", goes_along="社協の地区担当", phone="")
    page = read(f"/places/{place.pk}/")
    assert "玄関で声をかけて" in page and "いっしょに行きます" in page and "社協の地区担当" in page
    card = page[page.index("社協の地区担当") :]
    assert 'href="tel:' in card, "the telephone of the desk"
    assert "いっしょに行きます" not in read(f"/places/{a_place('となり').pk}/")


def test_the_page_is_written_in_easy_japanese_too(portal: Portal) -> None:
    place = a_place("縁側", doings=[Doing.TEA], goes_along="社協", form=PlaceForm.TOURING)
    reader = Client()
    reader.get("/places/?lang=ja-easy")
    page = reader.get(f"/places/{place.pk}/").content.decode().replace("\u2060", "")
    assert "お茶（ちゃ）を 飲（の）む" in page and "いっしょに 行（い）きます" in page and "日（ひ）によって" in page


def test_an_online_place_leads_to_the_net_and_a_touring_one_says_that_it_moves(portal: Portal) -> None:
    online = a_place("画面サロン", form=PlaceForm.ONLINE, url="https://example.org/salon")
    page = read(f"/places/{online.pk}/")
    assert "オンラインです" in page and schema(page)["url"] == "https://example.org/salon"
    assert schema(page)["@type"] == "VirtualLocation"
    touring = a_place("巡回サロン", form=PlaceForm.TOURING)
    assert "会場は 日によって" in read(f"/places/{touring.pk}/")


@pytest.mark.parametrize("said", ["</script><script>alert(1)</script>", "<!--<script>", "&lt;/script&gt;", "\u2028"])
def test_what_somebody_wrote_never_ends_the_block_of_data(portal: Portal, said: str) -> None:
    place = a_place(f"サロン{said}", what=said)
    page = read(f"/places/{place.pk}/")
    assert schema(page)["description"] == said
    assert page.count("<script") == page.count("</script>") and "alert(1)</script>" not in page
    assert not set(re.findall("[<>&\u2028]", ld_json({"x": said})[35:-9]))


def test_days_that_differ_are_told_to_machines(portal: Portal) -> None:
    place = a_place("縁側")
    OpeningException.objects.create(place=place, day=date(2026, 12, 28))
    OpeningException.objects.create(place=place, day=date(2026, 12, 29), opens_at=time(13), closes_at=time(15))
    days = schema(read(f"/places/{place.pk}/"))["specialOpeningHoursSpecification"]
    assert [(each["validFrom"], each["opens"], each["closes"]) for each in days] == [
        ("2026-12-28", "00:00", "00:00"), ("2026-12-29", "13:00", "15:00"),
    ]  # fmt: skip


def test_hours_of_every_week_are_told_to_machines_and_others_are_left_to_the_page(portal: Portal) -> None:
    place = a_place("縁側")
    Opening.objects.create(place=place, weekdays=[1, 3], opens_at=time(10), closes_at=time(12))
    Opening.objects.create(place=place, weekdays=[5], weeks=[2], opens_at=time(13), closes_at=time(15))
    Opening.objects.create(place=place, weekdays=[0], on_holidays="only", opens_at=time(13), closes_at=time(15))
    Opening.objects.create(place=place, weekdays=[*range(7)], on_holidays="only", opens_at=time(9), closes_at=time(11))
    hours = schema(read(f"/places/{place.pk}/"))["openingHoursSpecification"]
    assert hours == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["Tuesday", "Thursday"],
            "opens": "10:00",
            "closes": "12:00",
        },
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["PublicHolidays"],
            "opens": "09:00",
            "closes": "11:00",
        },
    ]
