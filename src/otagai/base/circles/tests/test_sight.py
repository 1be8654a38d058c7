"""Who sees a record about a person: the database decides, whatever the code asks."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from otagai.base.accounts.words import Duty
from otagai.base.circles import actions, queries
from otagai.base.circles.models import Circle, Exclusion, Membership
from otagai.base.circles.scope import Scope, acting_in, current
from otagai.base.circles.tests.people_in_circles import A_YEAR, Person, a_person_of, sees
from otagai.base.circles.words import Basis
from tests.factories import NOW, a_user, acting, an_organization, as_, as_public, as_worker

pytestmark = pytest.mark.django_db


def test_unbound_code_sees_nothing() -> None:
    a_person_of(acting(a_user()))
    assert current() == Scope()
    with acting_in(Scope()):
        assert not Person.objects.exists()


def test_stranger_neighbour_and_same_organisation() -> None:
    home, next_door = an_organization(), an_organization()
    who = acting(a_user(organization=home))
    a_person_of(who)
    assert sees(who)
    assert sees(acting(a_user(organization=home)))
    assert not sees(acting(a_user(organization=next_door)))
    assert not sees(acting(a_user(None)))


@pytest.mark.parametrize(
    "duty", [Duty.SYSTEM_ADMINISTRATOR, Duty.POLICY_PLANNER, Duty.WINDOW_HOST, Duty.PRIVACY_OFFICER, Duty.AUDITOR]
)
def test_who_sits_next_to_it_without_casework_sees_nothing(duty: Duty) -> None:
    home = an_organization()
    a_person_of(acting(a_user(organization=home)))
    assert not sees(acting(a_user(duty, organization=home)))


def test_the_worker_sees_all_and_the_public_may_not_even_ask() -> None:
    a_person_of(acting(a_user()))
    with as_worker():
        assert Person.objects.exists()
    with pytest.raises(ProgrammingError), as_public():
        Person.objects.exists()


def test_joining_opens_and_leaving_closes_at_once() -> None:
    giver, taker = acting(a_user()), acting(a_user())
    person = a_person_of(giver)
    taking = taker.organization_id or 0
    with as_(giver):
        actions.join(person.circle_id, organization_id=taking, basis=Basis.ACCEPTED, by=giver, at=NOW)
        actions.join(person.circle_id, organization_id=taking, basis=Basis.ACCEPTED, by=giver, at=NOW)
        assert [member.basis for member in queries.members(person.circle_id)] == [
            "相談を受け止めた",
            "引受（つなぎを受けた）",
        ]
    assert sees(taker)
    with as_(taker):
        actions.leave(person.circle_id, organization_id=taking, by=taker, at=timezone.now())
    with as_(giver):
        assert not queries.stands_in(person.circle_id, taking)
    assert not sees(taker)


def test_a_circle_of_named_people_is_closed_to_their_colleagues() -> None:
    home = an_organization()
    who, colleague = acting(a_user(organization=home)), acting(a_user(organization=home))
    person = a_person_of(who)
    assert who.user is not None
    with as_(who):
        actions.restrict_to_named(person.circle_id, user_ids=[who.user.pk], basis=Basis.VITAL_INTEREST, by=who, at=NOW)
    assert sees(who)
    assert not sees(colleague)


def test_deny_beats_allow() -> None:
    home = an_organization()
    who, relative = acting(a_user(organization=home)), acting(a_user(organization=home))
    person = a_person_of(who)
    assert relative.user is not None
    with as_(who):
        actions.join_by_name(person.circle_id, user_id=relative.user.pk, basis=Basis.CONSENT, by=who, at=NOW)
        actions.exclude(person.circle_id, user_id=relative.user.pk, reason="親族", by=who, at=NOW)
    assert not sees(relative)
    assert sees(who)


def test_nobody_writes_into_a_foreign_circle() -> None:
    person = a_person_of(acting(a_user()))
    stranger = acting(a_user())
    with pytest.raises(ProgrammingError), as_(stranger):
        Person.objects.create(circle_id=person.circle_id, family_name="よその人")
    with as_(stranger):
        assert Person.objects.filter(pk=person.pk).update(family_name="書きかえ") == 0


def test_nobody_lets_themselves_into_a_foreign_circle() -> None:
    person = a_person_of(acting(a_user()))
    stranger = acting(a_user())
    with pytest.raises(ProgrammingError), as_(stranger):
        Membership.objects.create(
            circle_id=person.circle_id, organization_id=stranger.organization_id, basis=Basis.CONSENT
        )


def test_nobody_moves_a_record_into_a_foreign_circle() -> None:
    foreign, own = a_person_of(acting(a_user())), acting(a_user())
    person = a_person_of(own)
    with pytest.raises(ProgrammingError), as_(own):
        Person.objects.filter(pk=person.pk).update(circle_id=foreign.circle_id)


def test_nobody_carries_a_record_over_even_between_circles_of_their_own() -> None:
    own = acting(a_user())
    person, other = a_person_of(own), a_person_of(own)
    with pytest.raises(ProgrammingError, match="stays in its circle"), as_(own), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(circle_id=other.circle_id)


def test_nobody_takes_an_exclusion_back_for_themselves() -> None:
    home = an_organization()
    who, relative = acting(a_user(organization=home)), acting(a_user(organization=home))
    person = a_person_of(who)
    assert relative.user is not None
    with as_(who):
        actions.exclude(person.circle_id, user_id=relative.user.pk, reason="親族", by=who, at=NOW)
    with as_(relative):
        assert Exclusion.objects.update(until=timezone.now()) == 0
    assert not sees(relative)


def test_a_membership_that_begins_tomorrow_opens_nothing_today() -> None:
    who, taker = acting(a_user()), acting(a_user())
    person = a_person_of(who)
    with as_(who):
        Membership.objects.create(
            circle_id=person.circle_id, organization_id=taker.organization_id, basis=Basis.CONSENT,
            since=timezone.now() + 100 * A_YEAR,  # the database looks at a clock of its own
        )  # fmt: skip
    assert not sees(taker)


def test_nothing_about_people_is_deleted() -> None:
    who = acting(a_user())
    person = a_person_of(who)
    with pytest.raises(ProgrammingError), as_(who), transaction.atomic():
        Person.objects.filter(pk=person.pk).delete()


def test_nobody_carries_their_place_over_into_a_foreign_circle() -> None:
    foreign, own = a_person_of(acting(a_user())), acting(a_user())
    a_person_of(own)
    with pytest.raises(ProgrammingError), as_(own), transaction.atomic():
        Membership.objects.update(circle_id=foreign.circle_id)


def test_a_circle_opens_with_somebody_in_it() -> None:
    who = acting(a_user())
    a_person_of(who)
    with as_worker():
        assert not Circle.objects.exclude(pk__in=Membership.objects.values("circle_id")).exists()
