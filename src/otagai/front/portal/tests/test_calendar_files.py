"""Calendar files as a telephone reads them: by somebody else's parser, for every feed that the pages offer."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from otagai.front.portal.calendar_file import Event, calendar_file
from otagai.front.portal.tests.conftest import Portal
from otagai.kernel.opening import Opening as OpenTime
from otagai.town.activities.models import Activity, ActivityDay
from otagai.town.activities.words import ActivityKind
from otagai.town.places.models import Opening, OpeningException
from tests.factories import a_place, an_activity, an_area

TOWN = ZoneInfo("Asia/Tokyo")
STAMP = datetime(2026, 11, 20, tzinfo=UTC)
words = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=120).map(str.strip)


def events_in(content: bytes) -> list[icalendar.Event]:
    """The events of a file that keeps RFC 5545."""
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"] and not calendar.errors
    found = list(calendar.walk("VEVENT"))
    for event in found:
        assert not event.errors and event["UID"] and event["DTSTAMP"] and event["DTSTART"].dt < event["DTEND"].dt
    numbers = [str(event["UID"]) for event in found]
    assert len(set(numbers)) == len(numbers), "each time is one of its own"
    return found


@pytest.fixture
def two_activities(portal: Portal) -> tuple[Activity, Activity]:
    """体操 in one district, a meal in another; one time of the first is called off."""
    gym = an_activity("浜の体操; いすで, できます", area=an_area("小川小学校区"), what="1\n2")
    meal = an_activity("みんなの食堂", kind=ActivityKind.FOOD, area=an_area("港小学校区"), weekdays=(3,))
    ActivityDay.objects.create(
        activity=gym, day=date(2026, 11, 24), opens_at=time(10), closes_at=time(12), note="雨のため", is_called_off=True
    )
    return gym, meal


def test_every_feed_of_an_area_or_a_theme_is_read_and_holds_what_it_names(
    two_activities: tuple[Activity, Activity],
) -> None:
    gym, meal = two_activities
    for asked, activity in (
        (f"area={gym.area_id}", gym), (f"area={meal.area_id}", meal), ("kinds=food", meal), ("kinds=exercise", gym),
    ):  # fmt: skip
        events = events_in(Client().get(f"/activities/calendar.ics?{asked}").content)
        assert events and all(str(event["SUMMARY"]).endswith(activity.title) for event in events), asked
    both = events_in(Client().get("/activities/calendar.ics").content)
    assert {str(event["SUMMARY"]) for event in both} == {gym.title, meal.title, f"【中止】{gym.title}"}
    off = next(event for event in both if event.get("STATUS") == "CANCELLED")
    assert off["DTSTART"].dt.astimezone(TOWN) == datetime(2026, 11, 24, 10, tzinfo=TOWN)
    assert str(off["DESCRIPTION"]) == "雨のため"


def test_the_feed_of_one_activity_and_of_one_place_are_read(two_activities: tuple[Activity, Activity]) -> None:
    assert events_in(Client().get(f"/activities/{two_activities[0].pk}/calendar.ics").content)
    place = a_place("縁側, サロン")
    Opening.objects.create(place=place, weekdays=[1], opens_at=time(10), closes_at=time(12))
    OpeningException.objects.create(place=place, day=date(2026, 12, 1), note="床; 工事")
    events = events_in(Client().get(f"/places/{place.pk}/calendar.ics").content)
    assert [event.get("STATUS") for event in events][:3] == [None, "CANCELLED", None]
    assert str(events[1]["SUMMARY"]) == "【お休み】縁側, サロン" and str(events[1]["DESCRIPTION"]) == "床; 工事"


@given(words, words, words)
def test_whatever_is_written_is_read_back_as_it_was(name: str, place: str, note: str) -> None:
    opening = OpenTime(date(2026, 11, 24), time(10), time(12), note)
    (event,) = events_in(calendar_file([Event("place-1", name, place, "https://x.test/1", opening)], stamp=STAMP))
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == (name, place)
    assert str(event.get("DESCRIPTION", "")) == note and str(event["URL"]) == "https://x.test/1"
