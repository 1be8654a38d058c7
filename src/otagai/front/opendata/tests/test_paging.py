"""However big the town is, an answer of the APIs costs the same: as many questions to the database, as many places read."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from otagai.front.opendata.hsds.terms import beside, flag, number, term, terms
from otagai.front.opendata.paging import in_turn, of_list
from otagai.town.activities.models import Activity, Hosting
from otagai.town.activities.queries import published as published_activities
from otagai.town.activities.words import ActivityKind
from otagai.town.places.models import Place
from otagai.town.places.queries import published as published_places
from otagai.town.places.words import PlaceKind
from tests.factories import a_place, a_window, an_activity, an_organization

pytestmark = pytest.mark.usefixtures("town")
PAGES = [
    "/hsds/services?per_page=5",
    "/hsds/services?per_page=5&page=3",
    "/hsds/services?per_page=5&search=サロン",
    f"/hsds/services?per_page=5&organization_id={number('town')}",
    "/hsds/organizations?per_page=5",
    "/hsds/service_at_locations?per_page=5",
    "/hsds/service_at_locations?per_page=5&page=3",
    "/api/v1/places?per_page=5",
    "/api/v1/activities?per_page=5",
]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every place and activity that is read of the database, by name."""
    names: list[str] = []
    place, activity = published_places._place, published_activities._activity

    def reading_place(facts: dict[str, Any], *rest: Any) -> Any:
        names.append(facts["name"])
        return place(facts, *rest)

    def reading_activity(facts: dict[str, Any], *rest: Any) -> Any:
        names.append(facts["title"])
        return activity(facts, *rest)

    monkeypatch.setattr(published_places, "_place", reading_place)
    monkeypatch.setattr(published_activities, "_activity", reading_activity)
    return names


def cost(address: str, read: list[str]) -> tuple[int, int]:
    """How many questions to the database, how many places and activities read."""
    read.clear()
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(address).status_code == 200
    return len(asked), len(read)


def a_bigger_town(size: int) -> None:
    """So many more salons, each kept by somebody, and as many activities, each held at one."""
    for at in range(size):
        keeper = an_organization()
        place = a_place(f"みなとのサロン{at}", organization=keeper)
        activity = an_activity(f"みなとの体操{at}")
        Activity.objects.filter(pk=activity.pk).update(place=place)
        Hosting.objects.create(activity=activity, organization=keeper, position=0)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_a_big_town_costs_no_more_than_one_of_a_small_town(address: str, read: list[str]) -> None:
    a_bigger_town(20)
    small = cost(address, read)
    a_bigger_town(60)
    assert cost(address, read) == small
    assert small[0] <= 20 and small[1] <= 10


def test_one_of_them_costs_the_same_in_a_big_town(read: list[str]) -> None:
    uid = Place.objects.get(name="みどり公園").uid
    hall = Place.objects.get(name="小川地域交流センター").uid
    exercise = Activity.objects.get(title="浜の体操").uid
    addresses = [
        f"/hsds/services/{hall}", f"/hsds/services/{exercise}", f"/hsds/service_at_locations/{beside(hall)}",
        f"/hsds/service_at_locations/{beside(exercise)}", f"/api/v1/places/{uid}", f"/api/v1/activities/{exercise}",
    ]  # fmt: skip
    small = [cost(address, read) for address in addresses]
    a_bigger_town(40)
    assert [cost(address, read) for address in addresses] == small
    assert all(places <= 2 for _, places in small)


def test_no_organization_gives_more_than_a_page_of_what_it_holds(
    read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("otagai.front.opendata.hsds.api.MOST_ROWS", 5)
    a_bigger_town(10)
    for _ in range(10):
        a_place()
    questions, places = cost(f"/hsds/organizations/{number('town')}", read)
    assert questions <= 20 and places == 5


@given(st.lists(st.lists(st.integers(), max_size=7), max_size=4), st.integers(0, 30), st.integers(1, 9))
def test_lists_in_turn_are_cut_like_one_list(lists: list[list[int]], start: int, length: int) -> None:
    part = slice(start, start + length)
    whole = [each for one in lists for each in one]
    assert in_turn(part, *map(of_list, lists)) == (len(whole), whole[part])


def listed(**asked: object) -> set[str]:
    found = Client().get("/hsds/services", {"per_page": 200, **asked}).json()["contents"]
    return {each["name"] for each in found}


def test_a_term_finds_what_carries_it_whatever_it_is_and_an_unknown_one_finds_nothing() -> None:
    window = a_window("のぼりのサロン").place
    salon, exercise = term(PlaceKind.SALON), term(ActivityKind.EXERCISE)
    kinds, windows = number("taxonomy", "kinds"), number("taxonomy", "window")
    everything = listed()
    assert listed(taxonomy_term_id=flag()["id"]) == listed(taxonomy_id=windows) == {window.name}
    assert listed(taxonomy_term_id=salon["id"], taxonomy_id=windows) == {window.name}
    assert listed(taxonomy_term_id=exercise["id"], taxonomy_id=windows) == set()
    assert listed(taxonomy_term_id=exercise["id"]) == {"浜の体操"}
    assert listed(taxonomy_id=kinds) == everything
    assert listed(taxonomy_term_id=number("nobody")) == listed(taxonomy_id=number("nobody")) == set()
    carried = set().union(*(listed(taxonomy_term_id=each["id"]) for each in terms()))
    assert carried == everything


def test_what_no_organization_of_today_keeps_is_kept_by_the_town() -> None:
    ended = an_organization("おわった会", until="2026-01-01")
    a_place("のこった家", organization=ended)
    activity = an_activity("のこった体操")
    Hosting.objects.create(activity=activity, organization=ended, position=0)
    assert {"のこった家", "のこった体操"} <= listed(organization_id=number("town"))
    assert listed(organization_id=ended.uid) == set()


def test_the_number_of_a_place_where_something_is_leads_back_to_it() -> None:
    hall = Place.objects.get(name="小川地域交流センター").uid
    assert beside(beside(hall)) == hall != beside(hall)
    assert beside(hall).version == hall.version
