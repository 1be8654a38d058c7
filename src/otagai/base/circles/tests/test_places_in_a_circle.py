"""Who gives, changes and ends a place in a circle: the database decides, whatever the code asks."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Duty
from otagai.base.circles import actions, queries
from otagai.base.circles.models import Membership
from otagai.base.circles.tests.people_in_circles import Person, a_person_of, let_in, sees, under_the_app_role
from otagai.base.circles.words import Basis
from tests.factories import NOW, a_user, acting, an_organization, as_

pytestmark = pytest.mark.django_db


def test_the_giver_takes_back_the_place_of_a_taker_who_has_not_answered() -> None:
    giver, taker = acting(a_user()), acting(a_user())
    person = a_person_of(giver)
    let_in(giver, taker, person.circle_id, Basis.REFERRED)
    with as_(giver):
        actions.leave(person.circle_id, organization_id=taker.organization_id or 0, by=giver, at=timezone.now())
    assert not sees(taker)


def test_who_has_taken_it_is_put_out_by_nobody_else() -> None:
    giver, taker = acting(a_user()), acting(a_user())
    person = a_person_of(giver)
    let_in(giver, taker, person.circle_id, Basis.ACCEPTED)
    with pytest.raises(PermissionDenied), as_(giver):
        actions.leave(person.circle_id, organization_id=taker.organization_id or 0, by=giver, at=timezone.now())
    assert sees(taker)


END = "UPDATE circles_membership SET until = now() WHERE circle_id = %s AND organization_id = %s"
REBASE = "UPDATE circles_membership SET basis = 'accepted' WHERE circle_id = %s AND organization_id = %s"


@pytest.mark.parametrize("basis", [Basis.REFERRED, Basis.JOINED, Basis.ACCEPTED])
def test_a_guest_does_not_put_out_the_one_who_holds_it(basis: Basis) -> None:
    giver, guest = acting(a_user()), acting(a_user())
    person = a_person_of(giver)
    let_in(giver, guest, person.circle_id, basis)
    for sql in (END, REBASE):
        assert under_the_app_role(guest, sql, person.circle_id, giver.organization_id) == 0
    assert sees(giver)


def test_one_taker_does_not_put_out_another() -> None:
    giver, one, other = acting(a_user()), acting(a_user()), acting(a_user())
    person = a_person_of(giver)
    for taker in (one, other):
        let_in(giver, taker, person.circle_id, Basis.REFERRED)
    assert under_the_app_role(one, END, person.circle_id, other.organization_id) == 0
    assert sees(other)


def test_nobody_changes_the_basis_on_which_anybody_stands_before_the_letter_is_answered() -> None:
    giver, taker = acting(a_user()), acting(a_user())
    person = a_person_of(giver)
    let_in(giver, taker, person.circle_id, Basis.REFERRED)
    for who in (giver, taker):
        for whose in (giver, taker):
            assert under_the_app_role(who, REBASE, person.circle_id, whose.organization_id) == 0


JOIN = """INSERT INTO circles_membership (circle_id, organization_id, basis, since, through)
VALUES (%s, %s, 'received', now(), '')"""
SHUT_OUT = "INSERT INTO circles_exclusion (circle_id, user_id, reason, since) VALUES (%s, %s, '', now())"
NAME = "UPDATE circles_circle SET named_only = true WHERE id = %s"


def test_who_was_only_asked_lets_nobody_in_and_shuts_nobody_out() -> None:
    giver, taker, third = acting(a_user()), acting(a_user()), an_organization()
    person = a_person_of(giver)
    let_in(giver, taker, person.circle_id, Basis.REFERRED)
    assert giver.user
    for organization in (taker.organization_id, third.pk):
        assert under_the_app_role(taker, JOIN, person.circle_id, organization) == 0
    assert under_the_app_role(taker, SHUT_OUT, person.circle_id, giver.user.pk) == 0
    assert under_the_app_role(taker, NAME, person.circle_id) == 0
    assert sees(giver) and sees(taker)


def test_who_was_only_asked_sees_of_the_circle_their_own_place() -> None:
    giver, taker = acting(a_user()), acting(a_user())
    person = a_person_of(giver)
    let_in(giver, taker, person.circle_id, Basis.REFERRED)
    with as_(taker):
        assert [place.organization_id for place in Membership.objects.all()] == [taker.organization_id]
    with as_(giver):
        assert len(queries.members(person.circle_id)) == 2


@pytest.mark.parametrize("longer", [None, "1 year"])
def test_what_has_ended_stays_ended(longer: str | None) -> None:
    giver, taker = acting(a_user()), acting(a_user())
    person = a_person_of(giver)
    let_in(giver, taker, person.circle_id, Basis.ACCEPTED)
    with as_(taker):
        actions.leave(person.circle_id, organization_id=taker.organization_id or 0, by=taker, at=timezone.now())
    again = "UPDATE circles_membership SET until = now() + %s::interval WHERE circle_id = %s AND organization_id = %s"
    for who in (taker, giver):
        assert under_the_app_role(who, again, longer, person.circle_id, taker.organization_id) == 0
    assert not sees(taker)


def test_a_place_is_not_kept_until_a_day_to_come() -> None:
    own = acting(a_user())
    person = a_person_of(own)
    later = "UPDATE circles_membership SET until = now() + interval '1 year' WHERE circle_id = %s"
    assert under_the_app_role(own, later, person.circle_id) == 0


OPEN = "UPDATE circles_circle SET named_only = false, named_by_id = NULL WHERE id = %s"
CLOSE_AGAIN = "UPDATE circles_circle SET named_by_id = %s WHERE id = %s"


@dataclass(frozen=True)
class Closed:
    """A circle of two named people out of which a relative is shut, and the leader of the house."""

    circle_id: int
    who: Acting
    named: Acting
    relative: Acting
    leader: Acting


@pytest.fixture
def closed() -> Closed:
    home = an_organization()
    who, named, relative = (acting(a_user(organization=home)) for _ in range(3))
    leader = acting(a_user(Duty.ORGANIZATION_LEADER, organization=home))
    person = a_person_of(who)
    assert who.user and named.user and relative.user
    with as_(who):
        actions.exclude(person.circle_id, user_id=relative.user.pk, reason="親族", by=who, at=NOW)
        people = [who.user.pk, named.user.pk]
        actions.restrict_to_named(person.circle_id, user_ids=people, basis=Basis.VITAL_INTEREST, by=who, at=NOW)
    return Closed(person.circle_id, who, named, relative, leader)


def test_no_colleague_lifts_an_exclusion_or_opens_a_circle_of_named_people(closed: Closed) -> None:
    assert closed.who.user and closed.named.user and closed.relative.user
    for colleague, key in ((closed.named, closed.named.user.pk), (closed.relative, closed.relative.user.pk)):
        assert under_the_app_role(colleague, "UPDATE circles_exclusion SET until = now()") == 0
        assert under_the_app_role(colleague, OPEN, closed.circle_id) == 0
        assert under_the_app_role(colleague, CLOSE_AGAIN, key, closed.circle_id) == 0
    with pytest.raises(PermissionDenied), as_(closed.named):
        actions.lift(closed.circle_id, user_id=closed.relative.user.pk, by=closed.named, at=NOW)
    with pytest.raises(PermissionDenied), as_(closed.named):
        actions.open_to_organizations(closed.circle_id, by=closed.named, at=NOW)
    with pytest.raises(PermissionDenied), as_(closed.named):
        actions.unname(closed.circle_id, user_id=closed.who.user.pk, by=closed.named, at=NOW)
    assert not sees(closed.relative) and sees(closed.who)


def test_who_closed_it_opens_it_again_and_who_was_shut_out_stays_so(closed: Closed) -> None:
    colleague = closed.leader
    assert not sees(colleague)
    with as_(closed.who):
        assert actions.open_to_organizations(closed.circle_id, by=closed.who, at=NOW)
        assert not actions.open_to_organizations(closed.circle_id, by=closed.who, at=NOW)
        assert not queries.closing_of(closed.circle_id).named
    assert sees(colleague) and not sees(closed.relative)


def test_who_shut_somebody_out_or_answers_for_the_house_lets_them_see_again(closed: Closed) -> None:
    assert closed.relative.user
    with as_(closed.who):
        assert actions.open_to_organizations(closed.circle_id, by=closed.who, at=NOW)
    with as_(closed.leader):
        assert actions.lift(closed.circle_id, user_id=closed.relative.user.pk, by=closed.leader, at=NOW)
    assert sees(closed.relative)
    with as_(closed.who):
        assert not actions.lift(closed.circle_id, user_id=closed.relative.user.pk, by=closed.who, at=NOW)
        actions.exclude(closed.circle_id, user_id=closed.relative.user.pk, reason="親族", by=closed.who, at=NOW)
    assert not sees(closed.relative)


def test_a_name_is_taken_out_again_by_who_put_it_in(closed: Closed) -> None:
    assert closed.named.user
    with as_(closed.who):
        actions.unname(closed.circle_id, user_id=closed.named.user.pk, by=closed.who, at=NOW)
        actions.unname(closed.circle_id, user_id=closed.named.user.pk, by=closed.who, at=NOW)
    assert not sees(closed.named) and sees(closed.who)


def test_nobody_shuts_somebody_out_in_the_name_of_another(closed: Closed) -> None:
    assert closed.named.user and closed.leader.user
    in_their_name = """INSERT INTO circles_exclusion (circle_id, user_id, reason, since, by_id)
        VALUES (%s, %s, '', now(), %s)"""
    values = (closed.circle_id, closed.leader.user.pk, closed.named.user.pk)
    assert under_the_app_role(closed.who, in_their_name, *values) == 0


def test_a_circle_beside_another_shuts_out_the_same_people(closed: Closed) -> None:
    with as_(closed.who):
        beside = actions.open_circle(
            organization_id=closed.who.organization_id or 0, basis=Basis.RECEIVED, by=closed.who, at=NOW,
            like=closed.circle_id,
        )  # fmt: skip
        Person.objects.create(circle_id=beside.pk, family_name="山本")
    assert len(queried(closed.named)) == 2
    assert queried(closed.relative) == queried(closed.leader) == []


def queried(who: Acting) -> list[int]:
    with as_(who):
        return list(Person.objects.values_list("pk", flat=True))
