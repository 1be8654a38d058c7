"""Finding a place, as the public role."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django.db import ProgrammingError, connection, transaction
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from otagai.kernel.geo import Point, metres_between
from otagai.town.places import queries
from otagai.town.places.models import Banner, Opening, OpeningException, Place, WindowLink
from otagai.town.places.queries import Near, Wanted
from otagai.town.places.words import BannerState, PlaceForm, PlaceKind, WindowState, Yes
from tests.factories import a_place, a_user, a_window, acting, an_organization, as_, as_public

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 20, 9, 0)  # noqa: DTZ001 — opening hours are local times without a zone
STATION = Point(34.8714, 138.3184)


def a_place_at(name: str, lat: float, lon: float, **more: object) -> Place:
    """A place with a point."""
    return a_place(name, latitude=lat, longitude=lon, **more)


def names(wanted: Wanted, **more: object) -> list[str]:
    """The names that the finder gives."""
    with as_public():
        return [line.name for line in queries.places_near(wanted, at=FRIDAY, **more).lines]


def test_the_nearest_place_comes_first_with_minutes_that_are_called_a_guess(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    a_place_at("遠いサロン", 34.880, 138.330)
    near = a_place_at("近いサロン", 34.8720, 138.3190)
    a_place_at("隣の市", 34.976, 138.383)
    Opening.objects.create(place=near, weekdays=[4], opens_at=time(10), closes_at=time(12))
    with as_public(), django_assert_num_queries(3):
        found = queries.places_near(Wanted(near=Near(STATION)), at=FRIDAY)
    assert [line.name for line in found.lines] == ["近いサロン", "遠いサロン"]
    first = found.lines[0]
    assert first.metres == pytest.approx(metres_between(STATION, Point(34.8720, 138.3190)), rel=1e-6)
    assert first.walk is not None
    assert (first.walk.minutes, first.walk.label) == (2, "直線距離からの目安")
    assert first.next_opening is not None
    assert (first.next_opening.on, first.hours) == (date(2026, 11, 20), "毎週金曜 10:00–12:00（祝日は休み）")


def test_who_walks_slowly_gets_more_minutes() -> None:
    a_place_at("サロン", 34.880, 138.330)
    with as_public():
        (usual,) = queries.places_near(Wanted(near=Near(STATION)), at=FRIDAY).lines
        (slow,) = queries.places_near(Wanted(near=Near(STATION, slowly=True)), at=FRIDAY).lines
    assert usual.walk is not None
    assert slow.walk is not None
    assert slow.walk.minutes > usual.walk.minutes


def test_without_saying_where_one_is_what_residents_look_for_comes_first() -> None:
    a_place("い"), a_place("あ"), a_place("う", is_public=False), a_place("え", ended_on=date(2026, 1, 1))
    a_place("あの店", kind=PlaceKind.COOL_SPOT), a_place("あの公園", kind=PlaceKind.PARK)
    a_place("あの会館", kind=PlaceKind.COMMUNITY_CENTER)
    window = a_window("んの店")
    Place.objects.filter(pk=window.place_id).update(kind=PlaceKind.COOL_SPOT)
    assert names(Wanted()) == ["あ", "い", "んの店", "あの会館", "あの公園", "あの店"]


def test_a_place_of_two_lists_is_found_as_either() -> None:
    a_place("交流センター", kind=PlaceKind.COMMUNITY_CENTER, also=[PlaceKind.COOL_SPOT, PlaceKind.SHELTER])
    for kind in (PlaceKind.COMMUNITY_CENTER, PlaceKind.COOL_SPOT, PlaceKind.SHELTER):
        assert names(Wanted(kinds=(kind,))) == ["交流センター"]
    assert names(Wanted(kinds=(PlaceKind.PARK,))) == []


def test_a_postal_code_is_the_middle_of_its_places() -> None:
    a_place_at("一", 34.86, 138.32, postcode="425-0021")
    a_place_at("二", 34.88, 138.34, postcode="425-0021")
    a_place_at("隠れた", 34.0, 138.0, postcode="425-0021", is_public=False)
    with as_public():
        middle = queries.point_of_postcode("425-0021")
        assert middle is not None
        assert (round(middle.lat, 6), round(middle.lon, 6)) == (34.87, 138.33)
        assert queries.point_of_postcode("425-9999") is None


def test_who_is_near_a_place_comes_nearest_first(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    here = a_place_at("ここ", 34.8714, 138.3184)
    a_place_at("遠い", 34.90, 138.3184), a_place_at("次", 34.8744, 138.3184), a_place_at("隣", 34.8720, 138.3190)
    with as_public(), django_assert_num_queries(1):
        near = queries.neighbours(here.pk, STATION, kinds=(PlaceKind.SALON,))
    assert [other.name for other in near] == ["隣", "次"]


def test_pages_follow_each_other_without_gaps_or_doubles() -> None:
    for number in range(7):
        a_place_at(f"サロン{number}", 34.872 + number // 2 * 0.001, 138.319)
    for wanted in (Wanted(), Wanted(near=Near(STATION))):
        with as_public():
            seen, after = [], ""
            for _ in range(4):
                page = queries.places_near(wanted, at=FRIDAY, after=after, most=2)
                seen += [line.name for line in page.lines]
                after = page.following
        assert after == ""
        assert sorted(seen) == [f"サロン{number}" for number in range(7)]
        assert names(wanted, after="ほか:のもの") == names(wanted)


def test_places_are_found_by_day_hour_and_what_is_needed() -> None:
    tuesday = a_place("火曜の午前", wheelchair=Yes.YES, toilet=Yes.YES)
    Opening.objects.create(place=tuesday, weekdays=[1], opens_at=time(10), closes_at=time(12))
    evening = a_place("金曜の夜", kind=PlaceKind.LIBRARY, what="本とお茶")
    Opening.objects.create(place=evening, weekdays=[4], opens_at=time(18), closes_at=time(20))
    a_window("旗のサロン")
    a_window("休みの旗", state=WindowState.PAUSED)
    assert names(Wanted(weekday=1)) == ["火曜の午前"]
    assert names(Wanted(band=queries.time_band("evening"))) == ["金曜の夜"]
    assert names(Wanted(weekday=1, band=queries.time_band("evening"))) == []
    assert names(Wanted(wheelchair=True, toilet=True)) == ["火曜の午前"]
    assert names(Wanted(kinds=(PlaceKind.LIBRARY,))) == ["金曜の夜"]
    assert names(Wanted(window=True)) == ["旗のサロン"]
    assert names(Wanted(text="お茶")) == ["金曜の夜"]
    assert names(Wanted(text="%' OR 1=1 --")) == []
    assert queries.time_band("midnight") is None


def test_the_page_of_a_place_says_when_it_opens_next_and_how_old_this_is(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    place = a_place("港サロン", organization=an_organization("みなとの会"), asked_on=date(2026, 7, 1))
    Opening.objects.create(place=place, weekdays=[4], opens_at=time(10), closes_at=time(12))
    OpeningException.objects.create(place=place, day=date(2026, 11, 20), note="会場工事")
    with as_public(), django_assert_num_queries(3):
        page = queries.place_page(place.pk, at=FRIDAY)
    assert (page.organization, page.is_unsure, page.is_window) == ("みなとの会", True, False)
    assert page.next_opening is not None
    assert page.next_opening.on == date(2026, 11, 27)
    assert [opening.on.day for opening in page.coming][:2] == [27, 4]
    assert dict(page.week)["金"] == "10:00–12:00"
    unseen = (a_place(is_public=False), a_place(ended_on=date(2026, 1, 1)))
    with as_public():
        for hidden in unseen:
            with pytest.raises(Http404):
                queries.place_page(hidden.pk, at=FRIDAY)


def test_the_public_role_cannot_read_private_addresses_links_or_hidden_places() -> None:
    a_place("縁側", form=PlaceForm.PRIVATE_HOME, private_address="焼津市本町5-6-1")
    a_place("隠れた場所", is_public=False)
    with as_public():
        assert not Place.objects.filter(is_public=False).exists()
        for forbidden in (
            lambda: list(Place.objects.values_list("private_address")),
            lambda: list(Place.objects.all()),
            lambda: list(WindowLink.objects.values_list("token_hash")),
            lambda: list(Banner.objects.values_list("pk")),
        ):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                forbidden()
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT host_name FROM places_window")


def test_residents_see_every_open_window_and_no_host(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    window = a_window("港サロン", host_name="松井", host_phone="054-621-2941")
    Opening.objects.create(place=window.place, weekdays=[4], opens_at=time(10), closes_at=time(12))
    a_window("休みの旗", state=WindowState.PAUSED)
    with as_public(), django_assert_num_queries(3):
        (seen,) = queries.open_windows(at=FRIDAY)
    assert (seen.name, seen.hours) == ("港サロン", "毎週金曜 10:00–12:00（祝日は休み）")
    assert "松井" not in repr(seen)


def test_staff_see_windows_flags_links_and_steps(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    window = a_window("港サロン", organization=an_organization("みなとの会"), host_name="松井")
    Banner.objects.create(number="Y-001", state=BannerState.HANDED_OUT, window=window)
    WindowLink.objects.create(window=window, token_hash="x", holder="松井")
    who = acting(a_user())
    with as_(who):
        with django_assert_num_queries(3):
            (line,) = queries.windows_for_staff(on=FRIDAY.date(), state=WindowState.OPEN)
        with django_assert_num_queries(4):
            page = queries.window_page(window.pk)
        with pytest.raises(Http404):
            queries.window_page(10**9)
    assert (line.organization, line.banners, line.links) == ("みなとの会", ("Y-001",), 1)
    assert [flag.place for flag in page.banners] == ["港サロン"]
    assert [link.holder for link in page.links] == ["松井"]
    assert queries.window_place(window.pk) == "港サロン"
    assert queries.banners(state=BannerState.LOST) == []


def test_staff_keep_places_hidden_ones_too_and_see_what_nobody_looked_at() -> None:
    hidden = a_place("隠れた場所", is_public=False, private_address="焼津市本町")
    fresh = a_place("見たばかり", verified_on=date(2026, 11, 1))
    old = a_place("一年前", verified_on=date(2025, 10, 1), asked_on=date(2026, 4, 1))
    never = a_place("だれも見ない", asked_on=date(2026, 4, 1))
    a_place("中央公園", kind=PlaceKind.PARK, source="公園の一覧", asked_on=date(2026, 4, 1))
    with as_(acting(a_user())):
        assert [place.pk for place in queries.staff_places(on=FRIDAY.date())][:3] == [hidden.pk, fresh.pk, old.pk]
        assert queries.staff_places(on=FRIDAY.date(), text="隠れた")[0].address == "焼津市本町"
        assert [place.pk for place in queries.staff_places(on=FRIDAY.date(), after=hidden.pk, most=1)] == [fresh.pk]
        assert queries.staff_places(on=FRIDAY.date(), kind=PlaceKind.LIBRARY) == []
        look = queries.places_to_confirm(on=FRIDAY.date())
        assert [(place.pk, place.months) for place in look] == [(never.pk, None), (old.pk, 13)]
        assert queries.places_waiting() == 2
        assert queries.place_for(hidden.pk) == hidden
        with pytest.raises(Http404):
            queries.place_for(10**9)
