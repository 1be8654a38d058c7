"""Notices go to those who may see the thing: of its area, and not shut out of its circle."""

from __future__ import annotations

from datetime import timedelta

import pytest

from otagai.base.accounts.acting import WORKER
from otagai.base.accounts.models import User
from otagai.base.accounts.words import Duty
from otagai.base.circles import actions as circles
from otagai.base.circles.words import Basis
from otagai.base.notices.models import Notice
from otagai.base.notices.words import NoticeKind
from otagai.town.areas.models import Area
from otagai.town.organizations.models import Organization
from otagai.welcome.intake import actions
from otagai.welcome.intake.actions import Arrival
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.words import Door, Urgency
from tests.factories import NOW, a_consultation, a_town, a_user, acting, an_area, an_organization, as_, as_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def shakyo() -> Organization:
    organization = an_organization("社協")
    a_town(organization)
    return organization


def an_officer(shakyo: Organization, area: Area | None) -> User:
    return a_user(Duty.DISTRICT_OFFICER, organization=shakyo, area=area)


def told(kind: NoticeKind) -> dict[int, str]:
    with as_worker():
        return dict(Notice.objects.filter(kind=kind).values_list("user_id", "text"))


def test_an_arrival_calls_its_area_and_those_of_the_whole_organisation(shakyo: Organization) -> None:
    east, west = an_area("東"), an_area("西")
    csw, of_east, of_west = (an_officer(shakyo, area) for area in (None, east, west))
    a_consultation(acting(csw), area_id=east.pk)
    assert set(told(NoticeKind.ARRIVED)) == {csw.pk, of_east.pk}
    a_consultation(acting(csw), area_id=None)
    assert of_west.pk in told(NoticeKind.ARRIVED)


def test_whoever_is_shut_out_of_the_circle_learns_nothing_of_it(shakyo: Organization) -> None:
    csw, relative = an_officer(shakyo, None), an_officer(shakyo, None)
    consultation = a_consultation(acting(csw))
    with as_worker():
        Notice.objects.all().update(kind=NoticeKind.ACCOUNT)
    with as_(acting(csw)):
        circles.exclude(consultation.circle_id, user_id=relative.pk, reason="親族", by=acting(csw), at=NOW)
    with as_worker():
        actions.tell_overdue(by=WORKER, at=NOW + timedelta(days=60))
        actions.send_digest(by=WORKER, at=NOW + timedelta(days=60))
    for kind in (NoticeKind.OVERDUE, NoticeKind.DIGEST):
        assert set(told(kind)) == {csw.pk}


def test_in_the_morning_everybody_learns_the_number_of_what_they_may_see(shakyo: Organization) -> None:
    east, west, north = an_area("東"), an_area("西"), an_area("北")
    csw, of_east, of_west, of_north = (an_officer(shakyo, area) for area in (None, east, west, north))
    for area in (east, east, west):
        a_consultation(acting(csw), area_id=area.pk)
    with as_worker():
        actions.send_digest(by=WORKER, at=NOW + timedelta(days=60))
    counts = told(NoticeKind.DIGEST)
    assert {user.pk: counts.get(user.pk, "")[len("期限をすぎた相談が "):][:1] for user in (csw, of_east, of_west, of_north)} == {
        csw.pk: "3", of_east.pk: "2", of_west.pk: "1", of_north.pk: "",
    }  # fmt: skip


def test_a_circle_of_named_people_calls_them_and_nobody_else(shakyo: Organization) -> None:
    east, west = an_area("東"), an_area("西")
    csw, named, colleague = an_officer(shakyo, None), an_officer(shakyo, west), an_officer(shakyo, east)
    leader = a_user(Duty.ORGANIZATION_LEADER, organization=shakyo)
    consultation = a_consultation(acting(csw), area_id=east.pk)
    with as_worker():
        Notice.objects.all().update(kind=NoticeKind.ACCOUNT)
    with as_(acting(csw)):
        circles.restrict_to_named(
            consultation.circle_id, user_ids=[csw.pk, named.pk], basis=Basis.VITAL_INTEREST, by=acting(csw), at=NOW
        )
    with as_worker():
        actions.tell_overdue(by=WORKER, at=NOW + timedelta(days=60))
        actions.send_digest(by=WORKER, at=NOW + timedelta(days=60))
    for kind in (NoticeKind.OVERDUE, NoticeKind.ESCALATED, NoticeKind.DIGEST):
        assert set(told(kind)) == {csw.pk, named.pk}
        assert not {colleague.pk, leader.pk} & set(told(kind))


def test_an_urgent_call_never_reaches_fewer_people_than_the_one_before(shakyo: Organization) -> None:
    east, west = an_area("東"), an_area("西")
    csw, of_east, of_west = (an_officer(shakyo, area) for area in (None, east, west))
    coordinator = a_user(Duty.MULTI_AGENCY_COORDINATOR, organization=shakyo)
    leader = a_user(Duty.ORGANIZATION_LEADER, organization=shakyo)
    elsewhere = a_user(Duty.ORGANIZATION_LEADER, organization=an_organization("よその社協"))
    everybody = {csw.pk, of_east.pk, coordinator.pk, leader.pk}
    with as_worker():
        urgent = Arrival(text="食べる物がない", door=Door.WEB, urgency=Urgency.TODAY, area_id=east.pk)
        arrived = actions.arrive(urgent, by=WORKER, at=NOW)
        called = {0: set(Notice.objects.values_list("user_id", flat=True))}
        for minutes in (10, 20, 30, 40):
            seen = set(Notice.objects.values_list("pk", flat=True))
            actions.call_for_urgent(by=WORKER, at=NOW + timedelta(minutes=minutes))
            fresh = list(Notice.objects.exclude(pk__in=seen).values_list("user_id", flat=True))
            assert len(fresh) == len(set(fresh)), "nobody is called twice in one round"
            called[minutes] = set(fresh)
        kinds = dict(Notice.objects.filter(user=leader).values_list("kind", "user_id"))
    assert called == dict.fromkeys((0, 10, 20, 30, 40), everybody)
    assert not {of_west.pk, elsewhere.pk} & everybody
    assert NoticeKind.ESCALATED in kinds
    with as_(acting(csw)):
        actions.receive(Consultation.objects.get(pk=arrived.pk), by=acting(csw), at=NOW)
    with as_worker():
        assert actions.call_for_urgent(by=WORKER, at=NOW + timedelta(minutes=50)) == 0
