"""Places that stay true: asked about after six months, resting after twelve, back when confirmed."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django.http import Http404
from django.utils import timezone

from otagai.base.accounts.acting import WORKER
from otagai.base.accounts.words import Duty
from otagai.base.audit.models import Deed
from otagai.base.municipality.models import Municipality
from otagai.base.notices.models import Notice
from otagai.town.places import actions, queries
from otagai.town.places.models import Place
from otagai.town.places.queries import Wanted
from otagai.town.places.words import PlaceKind
from tests.factories import TODAY, a_place, a_town, a_user, a_window, acting, as_, as_public, as_worker

pytestmark = pytest.mark.django_db


def local_now() -> datetime:
    """Noon of the day."""
    return datetime.combine(TODAY, time(12))


def looked_over() -> int:
    with as_worker():
        return actions.look_over(by=WORKER, on=TODAY)


def state(place: Place) -> tuple[bool, bool]:
    """Whether it is asked about, whether it rests."""
    place.refresh_from_db()
    return place.asked_on is not None, place.hidden_on is not None


def test_after_six_months_it_is_asked_about_and_after_twelve_it_rests() -> None:
    a_town()
    fresh = a_place("半年前の翌日", verified_on=date(2026, 5, 21))
    asked = a_place("半年前", verified_on=date(2026, 5, 20))
    old = a_place("一年前", verified_on=date(2025, 11, 20))
    assert looked_over() == 1
    assert [state(place) for place in (fresh, asked, old)] == [(False, False), (True, False), (True, True)]
    with as_worker():
        assert Deed.objects.filter(verb="places.hidden", subject_id=old.pk).count() == 1
    assert looked_over() == 0, "looked over twice is hidden once"


def test_what_rests_is_on_no_public_page_and_the_database_agrees() -> None:
    a_town()
    old = a_window("古いサロン").place
    Place.objects.filter(pk=old.pk).update(
        verified_on=date(2025, 1, 1), latitude=34.86, longitude=138.32, postcode="425-0021"
    )
    looked_over()
    with as_public():
        assert queries.places_near(Wanted(text="古い"), at=local_now()).lines == ()
        assert queries.open_windows(at=local_now()) == []
        assert queries.point_of_postcode("425-0021") is None
        assert not Place.objects.filter(pk=old.pk).exists(), "row-level security"
        with pytest.raises(Http404):
            queries.place_page(old.pk, at=local_now())


def test_confirmed_it_comes_back_at_once() -> None:
    a_town()
    old, who = a_place("一年前", verified_on=date(2025, 1, 1)), acting(a_user())
    looked_over()
    with as_(who):
        actions.verify(old.pk, by=who, on=TODAY)
    assert state(old) == (False, False)
    with as_public():
        assert queries.place_page(old.pk, at=local_now()).name == "一年前"


def test_a_day_in_the_past_never_makes_a_place_older() -> None:
    place, who = a_place(verified_on=date(2026, 11, 1)), acting(a_user())
    with as_(who):
        actions.verify(place.pk, by=who, on=date(2026, 3, 1))
    place.refresh_from_db()
    assert place.verified_on == date(2026, 11, 1)


def test_the_visit_of_the_year_confirms_the_place_of_the_window() -> None:
    a_town()
    window, who = a_window("港サロン"), acting(a_user())
    Place.objects.filter(pk=window.place_id).update(verified_on=date(2025, 1, 1))
    looked_over()
    with as_(who):
        actions.yearly_check(window.pk, by=who, at=timezone.now(), on=TODAY)
    assert state(window.place) == (False, False)


def test_a_place_nobody_ever_confirmed_rests_a_year_after_it_was_first_asked_about() -> None:
    a_town()
    never = a_place("まだ")
    looked_over()
    assert state(never) == (True, False)
    Place.objects.filter(pk=never.pk).update(asked_on=date(2025, 11, 20))
    looked_over()
    assert state(never) == (True, True)


def test_a_park_of_a_list_is_never_hidden_and_a_cool_spot_of_a_list_is() -> None:
    a_town()
    long_ago = date(2024, 1, 1)
    park = a_place("公園", kind=PlaceKind.PARK, source="公園の一覧", verified_on=long_ago)
    shop = a_place("涼みどころ", kind=PlaceKind.COOL_SPOT, source="涼みどころの一覧", verified_on=long_ago)
    by_hand = a_place("手で書いた公園", kind=PlaceKind.PARK, verified_on=long_ago)
    looked_over()
    assert [state(place) for place in (park, shop, by_hand)] == [(True, False), (True, True), (True, True)]
    with as_(acting(a_user())):
        waiting = queries.places_to_confirm(on=TODAY)
    assert {line.pk for line in waiting} == {shop.pk, by_hand.pk}
    Place.objects.filter(pk=park.pk).update(verified_on=date(2026, 10, 1))
    looked_over()
    assert state(park) == (False, False), "a newer list"


def test_the_town_sets_its_own_months() -> None:
    a_town()
    place = a_place(verified_on=date(2026, 8, 1))
    Municipality.objects.update(place_ask_months=1, place_hide_months=3)
    looked_over()
    assert state(place) == (True, True)
    Municipality.objects.update(place_ask_months=6, place_hide_months=12)
    looked_over()
    assert state(place) == (False, False)


def test_those_who_keep_places_are_told_once_a_month() -> None:
    a_town()
    keeper, other = a_user(Duty.DISTRICT_OFFICER), a_user(Duty.COUNSELLOR)
    with as_worker():
        assert actions.tell_keepers(on=TODAY) == 0, "nothing waits"
    a_place(verified_on=date(2026, 1, 1))
    looked_over()
    for on in (TODAY, date(2026, 11, 30), date(2026, 12, 1)):
        with as_worker():
            actions.tell_keepers(on=on)
    with as_worker():
        told = Notice.objects.filter(kind="places")
        assert [(notice.user_id, notice.text) for notice in told] == [(keeper.pk, "たしかめる場所が 1件 あります")] * 2
        assert not told.filter(user=other).exists()
