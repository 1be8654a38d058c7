"""Duty × area × organisation: what somebody may do for one organisation lifts no limit of another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from otagai.base.accounts.acting import Acting, Areas
from otagai.base.accounts.models import Assignment
from otagai.base.accounts.words import Duty
from otagai.base.circles import actions
from otagai.base.circles.within import within
from otagai.base.circles.words import Basis
from tests.factories import NOW, a_user, acting, an_area, an_organization, as_

Person: Any = apps.get_model("people", "Person")  # base knows the town above by name alone
pytestmark = pytest.mark.django_db


def with_duties(*held: tuple[Any, Any]) -> Acting:
    """Somebody with casework at each of the organisations, limited to the area (None: the whole organisation)."""
    user = a_user(None)
    for organization, area in held:
        Assignment.objects.create(
            user=user, duty=Duty.CSW, organization=organization, area=area, since=date(2026, 1, 1)
        )
    return acting(user)


def a_person_of(organization: Any, area: Any, *, name: str = "") -> Any:
    """Somebody of the area in a circle of the organisation."""
    who = acting(a_user(organization=organization))
    with as_(who):
        circle = actions.open_circle(organization_id=organization.pk, basis=Basis.RECEIVED, by=who, at=NOW)
        return Person.objects.create(circle_id=circle.pk, family_name=name or "山本", area=area)


def seen_by(who: Acting) -> set[int]:
    with as_(who):
        return set(Person.objects.filter(within(who.areas)).values_list("pk", flat=True))


def test_an_unlimited_duty_at_one_organisation_does_not_open_the_other_areas_of_another() -> None:
    one, other, east, west = an_organization(), an_organization(), an_area("東"), an_area("西")
    of_one = [a_person_of(one, area).pk for area in (east, west, None)]
    in_east, in_west, nowhere = (a_person_of(other, area).pk for area in (east, west, None))
    seen = seen_by(with_duties((one, None), (other, east)))
    assert seen == {*of_one, in_east, nowhere}
    assert in_west not in seen


def test_two_organisations_with_an_area_each_do_not_lend_them_to_each_other() -> None:
    one, other, east, west = an_organization(), an_organization(), an_area("東"), an_area("西")
    mine, theirs = a_person_of(one, east).pk, a_person_of(other, west).pk
    crossed = {a_person_of(one, west).pk, a_person_of(other, east).pk}
    seen = seen_by(with_duties((one, east), (other, west)))
    assert seen == {mine, theirs}
    assert not seen & crossed


def test_two_duties_at_the_same_organisation_reach_as_far_as_the_wider_one() -> None:
    home, east, west = an_organization(), an_area("東"), an_area("西")
    everybody = {a_person_of(home, area).pk for area in (east, west)}
    who = with_duties((home, None), (home, east))
    assert who.areas is None
    assert seen_by(who) == everybody
    assert seen_by(with_duties((home, east), (home, west))) == everybody


def test_what_both_organisations_hold_is_seen_by_whoever_reaches_it_for_one_of_them() -> None:
    one, other, east, west = an_organization(), an_organization(), an_area("東"), an_area("西")
    shared = a_person_of(other, west)
    who = with_duties((one, None), (other, east))
    assert seen_by(who) == set()
    holder = acting(a_user(organization=other))
    with as_(holder):
        actions.join(shared.circle_id, organization_id=one.pk, basis=Basis.ACCEPTED, by=holder, at=NOW)
    assert seen_by(who) == {shared.pk}
    guest = acting(a_user(organization=one))
    with as_(guest):
        actions.leave(shared.circle_id, organization_id=one.pk, by=guest, at=timezone.now())
    assert seen_by(who) == set()


def test_one_organisation_costs_a_plain_comparison() -> None:
    home, east = an_organization(), an_area("東")
    assert with_duties((home, None)).areas is None
    limited = with_duties((home, east)).areas
    assert limited is not None
    assert limited == Areas((), ((home.pk, (east.pk,)),), limited.user_id)
    with as_(with_duties((home, east))):
        plan = str(Person.objects.filter(within(limited)).explain())
    assert "hashed SubPlan" in plan  # whoever stands there by name is looked up once, not at every row


def test_who_stands_there_by_name_sees_it_whatever_the_areas_of_their_duties() -> None:
    home, next_door, east, west = an_organization(), an_organization(), an_area("東"), an_area("西")
    holder = acting(a_user(organization=home))
    person, another = a_person_of(home, west), a_person_of(home, west)
    for who in (with_duties((home, east)), with_duties((home, east), (next_door, None))):
        assert who.user
        assert seen_by(who) == set()
        with as_(holder):
            actions.join_by_name(person.circle_id, user_id=who.user.pk, basis=Basis.CONSENT, by=holder, at=NOW)
        assert seen_by(who) == {person.pk}
        assert another.pk not in seen_by(who)


def test_nobody_by_name_is_not_everybody_who_stands_there() -> None:
    one, other, east, west = an_organization(), an_organization(), an_area("東"), an_area("西")
    who = with_duties((one, None), (other, east))
    a_person_of(other, west)
    assert who.areas is not None
    with as_(who):
        assert not Person.objects.filter(within(replace(who.areas, user_id=None))).exists()
