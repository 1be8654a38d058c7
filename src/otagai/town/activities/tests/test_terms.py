"""申し込みのきまり: who may set them, what holds for one day alone, hands that are wanted."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Duty
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.town.activities import actions, queries, rules
from otagai.town.activities.models import Activity, HelpingSlot, Hosting
from otagai.town.activities.words import ActivityState
from tests.factories import TODAY, a_user, acting, an_activity, an_organization, as_, as_public

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 11, 24)
USUAL = {"takes_guests": True, "capacity": 10, "closes_days": 2, "most_together": 4}


@pytest.fixture
def leader() -> Acting:
    return acting(a_user(Duty.ORGANIZATION_LEADER, organization=an_organization("小川地区社協")))


@pytest.fixture
def gym(leader: Acting) -> Activity:
    activity = an_activity("浜の体操")
    Hosting.objects.create(activity=activity, organization_id=leader.organization_id, position=0)
    return activity


def test_the_hosts_say_how_many_and_until_when(gym: Activity, leader: Acting) -> None:
    with as_(leader):
        actions.set_terms(gym.pk, by=leader, seen_version=0, **USUAL)
    with as_public():
        terms = queries.terms_of(gym.pk)
    assert terms is not None
    assert (terms.seats_on(TUESDAY), terms.last_day(TUESDAY), terms.seen_by) == (
        10,
        date(2026, 11, 22),
        ("小川地区社協",),
    )
    assert terms.takes(TUESDAY, on=date(2026, 11, 22))
    assert not terms.takes(TUESDAY, on=date(2026, 11, 23))


def test_one_day_is_smaller_and_another_is_closed(gym: Activity, leader: Acting) -> None:
    later = TUESDAY + timedelta(days=7)
    with as_(leader):
        actions.set_terms_of_day(gym.pk, by=leader, day=TUESDAY, capacity=3, closes_on=TUESDAY, is_closed=False)
        actions.set_terms_of_day(gym.pk, by=leader, day=later, capacity=None, closes_on=None, is_closed=True)
        terms = queries.terms_of(gym.pk)
    assert terms is not None
    assert (terms.seats_on(TUESDAY), terms.last_day(TUESDAY)) == (3, TUESDAY)
    assert not terms.takes(later, on=TODAY)


def test_a_leader_of_another_group_sets_nothing(gym: Activity) -> None:
    stranger = acting(a_user(Duty.ORGANIZATION_LEADER))
    with as_(stranger):
        with pytest.raises(RuleBroken):
            actions.set_terms(gym.pk, by=stranger, seen_version=0, **USUAL)
        with pytest.raises(RuleBroken):
            actions.add_slot(gym.pk, by=stranger, task="受付", start=time(9), end=time(10), wanted=1)
        assert queries.terms_of(gym.pk) is None


def test_the_later_of_two_sees_both(gym: Activity, leader: Acting) -> None:
    with as_(leader):
        actions.set_terms(gym.pk, by=leader, seen_version=0, **USUAL)
        with pytest.raises(StaleEdit):
            actions.set_terms(gym.pk, by=leader, seen_version=1, **{**USUAL, "capacity": 99})


def test_hands_are_wanted_until_somebody_says_enough(gym: Activity, leader: Acting) -> None:
    with as_(leader):
        slot = actions.add_slot(gym.pk, by=leader, task="受付", start=time(9), end=time(10), wanted=2)
        terms = queries.terms_of(gym.pk)
        assert terms is not None
        assert (terms.seats_on(TUESDAY, slot), terms.seats_on(TUESDAY, slot + 1), terms.takes_guests) == (2, 0, False)
    found = queries.calendar(queries.Wanted(helpers=True), start=TODAY, days=7)
    assert [entry.activity.wants_helpers for entry in found] == [True]
    with as_(leader):
        assert actions.close_slot(gym.pk, slot, by=leader)
        assert not actions.close_slot(gym.pk, slot, by=leader)
    assert queries.calendar(queries.Wanted(helpers=True), start=TODAY, days=7) == []


def test_a_draft_tells_residents_nothing_of_its_terms(gym: Activity, leader: Acting) -> None:
    with as_(leader):
        actions.set_terms(gym.pk, by=leader, seen_version=0, **USUAL)
    Activity.objects.filter(pk=gym.pk).update(state=ActivityState.DRAFT)
    with as_public():
        assert queries.terms_of(gym.pk) is None


def test_the_database_wants_somebody_from_to_as_well(gym: Activity) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpingSlot.objects.create(activity=gym, task="受付", starts_at=time(10), ends_at=time(9), wanted=1)


def test_reasons_say_what_to_do() -> None:
    assert rules.why_not_terms(None, 0, 1) == []
    assert len(rules.why_not_terms(0, 61, 21)) == 3
    assert len(rules.why_not_slot(" ", time(10), time(10), 0)) == 3
    assert rules.why_not_terms_of_day(TUESDAY, TUESDAY + timedelta(days=1), None) == [
        "しめきりは その日までにしてください"
    ]
