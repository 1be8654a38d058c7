"""前に見たときから変わったこと: whoever changed it, it is seen once; nothing that is under way is missed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.kernel.opening_reader import read_opening
from otagai.town.activities.models import Activity
from otagai.town.activities.words import ActivityState
from otagai.town.places import actions, queries
from otagai.town.places.models import Change, LastLook, Place, Window
from otagai.town.places.queries.changes import ChangesPage
from otagai.town.places.words import Changed, PlaceKind, WindowState
from tests.factories import TODAY, a_place, a_user, acting, an_activity, as_

C = Changed


@pytest.fixture
def who(transactional_db: None) -> Iterator[Acting]:
    """A coordinator; every change below is a transaction of its own."""
    yield acting(a_user())


def unseen(who: Acting, **more: int) -> ChangesPage:
    assert who.user
    with as_(who):
        return queries.changes_for(who.user.pk, at=timezone.now() + timedelta(seconds=1), **more)


def told(page: ChangesPage) -> list[tuple[str, set[Changed]]]:
    return [(line.place, set(line.what)) for line in page.lines]


def seen(who: Acting, page: ChangesPage) -> None:
    with as_(who):
        assert actions.mark_seen(page.lines[-1].pk, under_way=page.under_way, by=who)


def test_what_staff_change_is_told_once_and_the_mark_moves_on(who: Acting) -> None:
    with as_(who):
        place = actions.add_place(
            by=who, kind=PlaceKind.SALON, name="港", on=TODAY, openings=read_opening("毎週火曜 10:00-12:00") or ()
        )
    first = unseen(who)
    assert told(first) == [("港", {C.ADDED})] and not first.has_looked
    seen(who, first)
    assert told(unseen(who)) == []
    with as_(who):
        actions.change_place(place.pk, by=who, seen_version=1, fee="100円", phone="054-000-0001")
    with as_(who):
        actions.set_openings(place.pk, by=who, seen_version=2, openings=read_opening("毎週水曜 10:00-12:00") or ())
    with as_(who):
        actions.verify(place.pk, by=who, on=TODAY)
    assert told(unseen(who)) == [("港", {C.FOR_WHOM, C.CONTACT}), ("港", {C.HOURS})], "looking changes nothing"
    assert told(unseen(who, again=True))[0] == ("港", {C.ADDED})


def test_flags_rests_and_ends_are_told_and_what_is_not_public_is_not(who: Acting) -> None:
    place = a_place("港")
    Window.objects.create(place=place, state=WindowState.OPEN, briefed_on=TODAY, pledged_on=TODAY)
    Window.objects.update(state=WindowState.PAUSED)
    for fields in ({"hidden_on": TODAY}, {"hidden_on": None}, {"ended_on": TODAY}):
        Place.objects.update(**fields)
    a_place("かくれ家", is_public=False)
    words = [set(line.what) for line in unseen(who).lines]
    assert words == [{C.ADDED}, {C.WINDOW_OPEN}, {C.WINDOW_PAUSED}, {C.RESTING}, {C.BACK}, {C.ENDED}]
    assert not any(line.is_shown for line in unseen(who).lines)


def test_what_came_with_a_list_floods_nobody_and_its_changes_are_told(who: Acting) -> None:
    hall = a_place("公民館", source="一覧", source_key="1", kind=PlaceKind.COMMUNITY_CENTER)
    assert told(unseen(who)) == []
    Place.objects.filter(pk=hall.pk).update(phone="054-000-0002")
    assert told(unseen(who)) == [("公民館", {C.CONTACT})]


def test_activities_are_told_when_residents_read_of_them(who: Acting) -> None:
    draft = an_activity("体操", state=ActivityState.DRAFT)
    assert unseen(who).lines == ()
    Activity.objects.filter(pk=draft.pk).update(state=ActivityState.PUBLISHED)
    Activity.objects.filter(pk=draft.pk).update(bring="水")
    draft.days.create(day=TODAY)
    Activity.objects.filter(pk=draft.pk).update(state=ActivityState.CANCELLED, said="雨のため")
    assert [set(line.what) for line in unseen(who).lines] == [{C.PUBLISHED}, {C.CHANGED}, {C.HOURS}, {C.CALLED_OFF}]
    assert {line.activity_id for line in unseen(who).lines} == {draft.pk}


def test_pages_follow_one_another_and_marking_the_first_keeps_the_rest(who: Acting) -> None:
    for number in range(5):
        a_place(f"サロン{number}")
    first = unseen(who, most=2)
    second = unseen(who, most=2, after=first.following)
    assert [name for name, _ in told(first) + told(second)] == [f"サロン{number}" for number in range(4)]
    seen(who, first)
    assert [name for name, _ in told(unseen(who))] == ["サロン2", "サロン3", "サロン4"]


def test_a_change_that_was_under_way_when_somebody_looked_is_not_missed(who: Acting) -> None:
    early, late = a_place("早い"), a_place("あとで")
    seen(who, unseen(who))

    looked: list[ChangesPage] = []

    def looks_meanwhile() -> None:
        Place.objects.filter(pk=late.pk).update(fee="1円")
        looked.append(unseen(who))
        seen(who, looked[0])
        connection.close()

    with transaction.atomic():
        Place.objects.filter(pk=early.pk).update(fee="2円")
        other = Thread(target=looks_meanwhile)
        other.start()
        other.join(30)
    assert [name for name, _ in told(looked[0])] == ["あとで"]
    assert LastLook.objects.count() == 1
    assert [name for name, _ in told(unseen(who))] == ["早い"]


def test_a_mark_never_goes_back_and_is_only_ones_own(who: Acting) -> None:
    a_place("一"), a_place("二")
    page = unseen(who)
    seen(who, page)
    with as_(who):
        actions.mark_seen(page.lines[0].pk, under_way=page.under_way, by=who)
        assert not actions.mark_seen(10**9, under_way=page.under_way, by=who)
    assert told(unseen(who)) == []
    assert len(unseen(acting(a_user())).lines) == 2
    assert Change.objects.count() == 2
