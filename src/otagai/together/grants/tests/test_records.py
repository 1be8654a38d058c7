"""実施記録: what the place told is not written again, and what was written twice counts once."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Duty
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.together.grants import actions, queries
from otagai.together.grants.actions import Besides
from otagai.together.grants.models import Application, Gathering, Terms
from otagai.together.grants.rules import Met
from otagai.together.grants.words import GatheringForm
from otagai.together.startups.models import Proposal
from otagai.together.startups.words import Agreed
from otagai.town.organizations.models import Organization
from otagai.town.places import actions as places
from otagai.town.places.models import Opening, Place
from otagai.town.places.words import DayPart, PlaceKind
from tests.factories import (
    TODAY,
    a_grant,
    a_place,
    a_proposal,
    a_session,
    a_town,
    a_user,
    acting,
    an_organization,
    as_,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 10)


@pytest.fixture
def csw() -> Acting:
    a_town()
    return acting(a_user(organization=an_organization("港市社協")))


@pytest.fixture
def group() -> Organization:
    return an_organization("港の会")


@pytest.fixture
def salon(group: Organization) -> Place:
    """Open on Tuesdays from ten to noon."""
    salon = a_place("港サロン", organization=group)
    Opening.objects.create(place=salon, weekdays=[1], opens_at=time(10), closes_at=time(12))
    return salon


@pytest.fixture
def grant(group: Organization, salon: Place) -> Application:
    """Two times, five people and an hour each time are asked for."""
    made = a_grant("港の会", organization=group, state="granted", granted=10_000, decided_on=date(2026, 4, 2))
    Terms.objects.filter(pk=made.terms_id).update(sessions_min=2, people_min=5, minutes_min=60)
    return Application.objects.get(pk=made.pk)


def page_of(csw: Acting, grant: Application) -> queries.ApplicationPage:
    with as_(csw):
        return queries.application_for(csw, grant.pk, on=TODAY)


def by_hand(csw: Acting, grant: Application, on: date = DAY, people: int = 12, **more: object) -> Gathering:
    met = Met(on, GatheringForm.TOGETHER, people, 90)
    with as_(csw):
        return actions.record_gathering(grant.pk, by=csw, met=met, note="", on=TODAY, **more)  # type: ignore[arg-type]


def typed_before(grant: Application, on: date = DAY, **more: object) -> Gathering:
    """As it was written before its place told of the same time."""
    return Gathering.objects.create(application=grant, on=on, people=12, minutes=90, **more)


def test_what_the_place_told_is_the_record_of_the_grant(csw: Acting, grant: Application, salon: Place) -> None:
    a_session(salon, DAY, elders=8, adults=1)
    a_session(salon, DAY + timedelta(days=7), elders=3)
    a_session(salon, date(2026, 3, 24))
    page = page_of(csw, grant)
    assert page.place == salon
    assert [(line.met, line.counts) for line in page.gatherings] == [
        (Met(DAY, GatheringForm.TOGETHER, 9, 120), True),
        (Met(DAY + timedelta(days=7), GatheringForm.TOGETHER, 3, 120), False),
    ]
    assert (page.counted, page.people) == (1, 9)
    assert page.findings == ("数えられる回は 1回です（2回以上が要件）",)
    assert page.gatherings[1].why_not == ("3人（5人以上）",)


def test_what_was_written_twice_counts_once_and_the_difference_is_said(
    csw: Acting, grant: Application, salon: Place
) -> None:
    typed_before(grant, note="体操", cost=800)
    a_session(salon, DAY)
    (line,) = page_of(csw, grant).gatherings
    assert (line.met.people, line.note, line.cost) == (9, "体操", 800)
    assert line.beside == ("手で書いた記録では 12人・90分（1回と数えます）",)


def test_a_record_by_hand_beside_what_the_place_told_is_struck_alone(
    csw: Acting, grant: Application, salon: Place
) -> None:
    typed = typed_before(grant, note="体操")
    a_session(salon, DAY)
    (line,) = page_of(csw, grant).gatherings
    assert line.folded == (typed.pk,)
    with as_(csw):
        actions.strike_gathering(grant.pk, typed.pk, by=csw, reason="日を まちがえました")
    lines = page_of(csw, grant).gatherings
    assert [(one.session is not None, one.struck, one.folded) for one in lines] == [
        (True, "", ()), (False, "日を まちがえました", ()),
    ]  # fmt: skip
    assert page_of(csw, grant).counted == 1


def test_a_gathering_elsewhere_a_call_and_what_was_struck_stand_by_themselves(
    csw: Acting, grant: Application, salon: Place
) -> None:
    a_session(salon, DAY)
    typed_before(grant, elsewhere=True)
    typed_before(grant, form=GatheringForm.PHONE)
    typed_before(grant, struck_because="日がちがった")
    lines = page_of(csw, grant).gatherings
    assert [(line.session is not None, line.counts) for line in lines] == [
        (True, True), (False, True), (False, False), (False, False),
    ]  # fmt: skip
    assert not any(line.beside for line in lines)


def test_the_same_day_is_not_written_again_by_hand(csw: Acting, grant: Application, salon: Place) -> None:
    a_session(salon, DAY)
    with pytest.raises(RuleBroken, match="ほかの場所で"):
        by_hand(csw, grant)
    by_hand(csw, grant, elsewhere=True, cost=300)
    by_hand(csw, grant, DAY + timedelta(days=1))
    assert page_of(csw, grant).counted == 3


def test_only_what_the_grant_needs_besides_is_typed(csw: Acting, grant: Application, salon: Place) -> None:
    wednesday = a_session(salon, DAY + timedelta(days=1))
    assert page_of(csw, grant).gatherings[0].why_not == ("時間が 分かりません（60分以上）",)
    with as_(csw):
        for seen, cost in enumerate((500, 900)):
            besides = Besides(note="お茶", cost=cost, minutes=75)
            actions.add_besides(grant.pk, wednesday.pk, by=csw, besides=besides, seen_version=seen)
    with as_(csw), pytest.raises(StaleEdit):
        actions.add_besides(grant.pk, wednesday.pk, by=csw, besides=Besides(cost=1), seen_version=1)
    page = page_of(csw, grant)
    (line,) = page.gatherings
    assert (line.met.people, line.met.minutes, line.note, page.cost, line.counts) == (9, 75, "お茶", 900, True)


def test_how_long_it_was_comes_from_the_group_before_the_usual_hours(
    csw: Acting, grant: Application, salon: Place
) -> None:
    a_session(salon, DAY, begins=time(10), ends=time(10, 45))
    holiday = date(2026, 11, 3)  # a Tuesday on which the salon is usually closed
    a_session(salon, holiday, begins=time(10), ends=time(11, 30))
    page = page_of(csw, grant)
    assert [(line.met.minutes, line.part, line.counts) for line in page.gatherings] == [
        (90, "午前 10:00–11:30", True), (45, "午前 10:00–10:45", False),
    ]  # fmt: skip
    assert page.gatherings[1].why_not == ("45分（60分以上）",)
    assert [each["minutes"] for each in queries.report_values(page, town="町", on=TODAY)["times"]] == ["90", "45"]


def test_a_time_that_was_not_for_this_grant_is_left_out_with_a_reason(
    csw: Acting, grant: Application, salon: Place
) -> None:
    met = a_session(salon, DAY)
    with as_(csw):
        actions.add_besides(grant.pk, met.pk, by=csw, besides=Besides(struck_because="ほかの助成の行事"))
    assert page_of(csw, grant).counted == 0
    by_hand(csw, grant)
    assert page_of(csw, grant).counted == 1


def test_a_session_of_another_place_cannot_be_added_to(csw: Acting, grant: Application) -> None:
    strange = a_session(a_place("山サロン"), DAY)
    with as_(csw), pytest.raises(RuleBroken):
        actions.add_besides(grant.pk, strange.pk, by=csw, besides=Besides(note="x"))
    assert page_of(csw, grant).gatherings == ()


def test_a_withdrawn_time_counts_no_longer_and_what_was_added_stays_readable(
    csw: Acting, grant: Application, salon: Place
) -> None:
    met, other = a_session(salon, DAY), a_session(salon, DAY + timedelta(days=7))
    with as_(csw):
        actions.add_besides(grant.pk, met.pk, by=csw, besides=Besides(cost=500))
        for one in (met, other):
            places.withdraw_session(salon.pk, one.pk, by=csw, at=timezone.now())
    (line,) = page_of(csw, grant).gatherings
    assert (line.struck, line.cost, line.may_add) == ("居場所の記録では なくなりました", 500, False)


def test_what_was_reported_stays_whatever_the_place_tells_later(csw: Acting, grant: Application, salon: Place) -> None:
    kept, gone = a_session(salon, DAY), a_session(salon, DAY + timedelta(days=7))
    typed_before(grant)
    with as_(csw):
        actuals = {number: 9_000 for number, _ in queries.application_for(csw, grant.pk, on=TODAY).lines}
        actions.report(grant.pk, by=csw, on=TODAY, actuals=actuals, note="")
        places.withdraw_session(salon.pk, gone.pk, by=csw, at=timezone.now())
    Opening.objects.all().delete()
    a_session(salon, DAY + timedelta(days=8))
    page = page_of(csw, grant)
    assert [(line.session, line.met.people, line.met.minutes) for line in page.gatherings] == [
        (kept.pk, 9, 120), (gone.pk, 9, 120),
    ]  # fmt: skip
    assert (page.counted, page.late, page.findings) == (2, 1, ())
    assert page.gatherings[1].part == "午前" and page.gatherings[1].beside == (
        "報告のあとで 居場所の記録が 取り消されました",
    )
    with as_(csw), pytest.raises(RuleBroken, match="かえられません"):
        actions.read_records_of(grant.pk, None, by=csw, seen_version=page.application.version)


def test_the_place_that_a_proposal_became_is_read_unasked_a_hall_of_the_town_is_not(csw: Acting) -> None:
    for kind, read in ((PlaceKind.SALON, True), (PlaceKind.COMMUNITY_CENTER, False)):
        where, proposal = a_place(kind=kind), a_proposal(csw, agreed=Agreed.NOBODYS)
        a_session(where, DAY)
        with as_(csw):
            Proposal.objects.filter(pk=proposal.pk).update(place=where)
        made = a_grant(proposal_id=proposal.pk, state="granted", granted=1, decided_on=DAY)
        assert bool(page_of(csw, made).gatherings) is read


def test_a_second_place_does_not_take_the_records_of_the_first_away_nor_does_its_end(
    csw: Acting, group: Organization, salon: Place
) -> None:
    made = a_grant("港の会", organization=group, state="submitted", submitted_on=DAY)
    giver = Organization.objects.get(pk=made.terms.programme.giver_id)
    leader = acting(a_user(Duty.ORGANIZATION_LEADER, organization=giver))
    a_session(salon, DAY)
    with as_(leader):
        actions.decide(made.pk, by=leader, on=TODAY, grants=True, amount=10_000)
    a_place("港サロン 2号", organization=group)
    Place.objects.filter(pk=salon.pk).update(ended_on=TODAY)
    page = page_of(csw, made)
    assert (page.place, page.counted) == (salon, 1)


def test_who_keeps_no_places_chooses_among_the_groups_own(
    csw: Acting, grant: Application, salon: Place, group: Organization
) -> None:
    leader, strange = acting(a_user(Duty.ORGANIZATION_LEADER)), a_place("山サロン")
    second = a_place("港サロン 2号", organization=group)
    with as_(leader):
        version = queries.application_for(leader, grant.pk, on=TODAY).application.version
        assert queries.application_for(leader, grant.pk, on=TODAY).place is None  # two: somebody says which
        with pytest.raises(RuleBroken, match="この会の居場所"):
            actions.read_records_of(grant.pk, strange.pk, by=leader, seen_version=version)
        actions.read_records_of(grant.pk, second.pk, by=leader, seen_version=version)
    with as_(csw), pytest.raises(StaleEdit):
        actions.read_records_of(grant.pk, strange.pk, by=csw, seen_version=version)
    with as_(csw):
        actions.read_records_of(grant.pk, strange.pk, by=csw, seen_version=version + 1)
    a_session(strange, DAY)
    assert len(page_of(csw, grant).gatherings) == 1
    with as_(csw):
        actions.read_records_of(grant.pk, None, by=csw, seen_version=version + 2)
    page = page_of(csw, grant)
    assert (page.place, page.gatherings) == (None, ())


def test_two_grants_that_count_the_same_times_know_of_each_other(csw: Acting, grant: Application, salon: Place) -> None:
    other = a_grant("ほかの名", place=salon, state="submitted")
    for mine, theirs in ((grant, other), (other, grant)):
        page = page_of(csw, mine)
        assert [one.pk for one in page.beside] == [one.pk for one in page.overlaps] == [theirs.pk]


def test_a_year_of_records_asks_a_fixed_number_of_questions(csw: Acting, grant: Application, salon: Place) -> None:
    def asked() -> int:
        with as_(csw), CaptureQueriesContext(connection) as caught:
            queries.records_of(Application.objects.select_related("terms", "proposal__place").get(pk=grant.pk))
        return len(caught)

    before = asked()
    for week in range(20):
        a_session(salon, DAY - timedelta(days=7 * week), part=DayPart.AFTERNOON)
    assert asked() == before <= 8


def test_the_paper_shows_each_time_once(csw: Acting, grant: Application, salon: Place) -> None:
    a_session(salon, DAY)
    typed_before(grant, note="体操", cost=800)
    values = queries.report_values(page_of(csw, grant), town="港市", on=TODAY)
    (line,) = values["times"]
    assert (line["people"], line["minutes"], line["cost"], line["counts"]) == ("9", "120", "800円", "○")
    assert line["form"] == "居場所" and "手で書いた記録では 12人・90分" in line["note"]
    assert (values["place"], values["cost"]) == ("港サロン", "800円")
    assert queries.report_pdf(page_of(csw, grant), town="港市", on=TODAY).startswith(b"%PDF")


def test_the_database_too_refuses(grant: Application, salon: Place) -> None:
    met = a_session(salon, DAY)
    Gathering.objects.create(application=grant, on=DAY, people=9, session=met)
    for wrong in ({"session": met}, {"session": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Gathering.objects.create(application=grant, on=DAY, people=9, **wrong)
