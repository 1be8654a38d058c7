"""From a wish to something that goes on: who sees it, what is never dropped, and how it stands in the town."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from otagai.base.accounts.acting import WORKER, Acting
from otagai.base.accounts.models import Assignment
from otagai.base.accounts.words import Duty
from otagai.base.audit.models import Deed
from otagai.base.notices.models import Notice
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.together.startups import actions, queries
from otagai.together.startups.actions import Beginning, WishFacts
from otagai.together.startups.models import Proposal, ProposalTurn, Wish
from otagai.together.startups.queries import Looked
from otagai.together.startups.words import Agreed, PreparationKind, ProposalState, Readiness
from otagai.town.activities.models import Activity
from otagai.town.organizations.models import Organization
from otagai.town.places.models import Place
from otagai.welcome.intake.models import Record
from otagai.welcome.intake.words import Kind
from tests.factories import (
    NOW,
    TODAY,
    a_consultation,
    a_proposal,
    a_town,
    a_user,
    acting,
    an_area,
    an_organization,
    as_,
    as_worker,
)

pytestmark = pytest.mark.django_db
S = ProposalState
NEXT: dict[str, Any] = {"next_step": "ようすを聞く", "next_date": date(2026, 12, 1)}


@pytest.fixture
def shakyo() -> Organization:
    a_town()
    return an_organization("港市社協")


@pytest.fixture
def who(shakyo: Organization) -> Acting:
    """A CSW of 社協."""
    return acting(a_user(organization=shakyo, name="佐藤"))


@pytest.fixture
def other() -> Acting:
    """A CSW of the next town's 社協."""
    return acting(a_user())


def all_ready(who: Acting, pk: int) -> None:
    """Company, a room, insurance."""
    for step in (PreparationKind.PEOPLE, PreparationKind.PLACE, PreparationKind.INSURANCE):
        actions.prepare(pk, step, by=who, on=TODAY, readiness=Readiness.DONE, done_on=TODAY)


def test_a_wish_becomes_a_proposal_and_its_story_says_so(who: Acting) -> None:
    wish = a_consultation(who, "雨の日も歩ける場所がほしい 夫を亡くして", kind=Kind.WISH)
    made = a_proposal(who, wish=WishFacts(consultation=wish), agreed=None)
    with as_(who):
        assert Record.objects.filter(consultation=wish, text="企画にしました：雨の日の集まり").exists()
        assert [line.pk for line in queries.of_consultation(who, wish.pk, on=TODAY)] == [made.pk]
        page = queries.proposal_for(who, made.pk)
        assert page.wishes[0].receipt_number == wish.receipt_number
        assert Deed.objects.filter(verb="startups.proposed", subject_id=made.pk).exists()
        before = wish.next_date
        wish.refresh_from_db()
        assert (wish.ended_at, wish.next_date) == (None, before)
        with pytest.raises(RuleBroken):
            actions.add_wish(made.pk, by=who, at=NOW, wish=WishFacts(consultation=wish))


def test_nobody_else_knows_of_it_until_it_was_agreed(who: Acting, other: Acting) -> None:
    made = a_proposal(who, what="だれにも まだ言わない", wish=WishFacts(name="山田", text="夫を亡くして"))
    with as_(other):
        assert queries.board(other, Looked(), on=TODAY) == []
        assert not Proposal.objects.exists()
        with pytest.raises(Http404):
            queries.proposal_for(other, made.pk)
    with as_(who):
        with pytest.raises(RuleBroken):
            actions.agree(made.pk, by=who, how=Agreed.NOBODYS, on=TODAY)
        actions.agree(made.pk, by=who, how=Agreed.SPOKEN, on=TODAY)
    with as_(other):
        line = queries.board(other, Looked(), on=TODAY)[0]
        assert (line.title, line.next_step, line.next_date, line.is_kept) == ("雨の日の集まり", "", None, False)
        page = queries.proposal_for(other, made.pk)
        assert (page.is_kept, page.wishes, page.turns) == (False, (), ())
        assert not Wish.objects.exists() and not ProposalTurn.objects.exists()


def test_the_agreement_is_taken_back_at_once(who: Acting, other: Acting) -> None:
    made = a_proposal(who, agreed=Agreed.NOBODYS)
    with as_(who):
        actions.withdraw_agreement(made.pk, by=who)
    with as_(other), pytest.raises(Http404):
        queries.proposal_for(other, made.pk)


def test_other_words_are_hidden_until_they_are_agreed_too(who: Acting) -> None:
    made = a_proposal(who, agreed=Agreed.NOBODYS)
    with as_(who):
        actions.change_proposal(made.pk, by=who, at=NOW, seen_version=1, next_step="電話する")
        assert queries.board(who, Looked(), on=TODAY)[0].is_shown
        actions.change_proposal(made.pk, by=who, at=NOW, seen_version=2, title="山田さんの集まり")
        assert not queries.board(who, Looked(), on=TODAY)[0].is_shown
        actions.change_proposal(made.pk, by=who, at=NOW, seen_version=3, title="雨の集まり", agreed=Agreed.NOBODYS)
        assert queries.board(who, Looked(), on=TODAY)[0].is_shown
        with pytest.raises(StaleEdit):
            actions.change_proposal(made.pk, by=who, at=NOW, seen_version=1, title="ほかの名前")


def test_others_read_and_do_not_write(who: Acting, other: Acting) -> None:
    made = a_proposal(who, agreed=Agreed.NOBODYS)
    with as_(other):
        for act in (
            lambda: actions.move(made.pk, by=other, at=NOW, to=S.PREPARING, **NEXT),
            lambda: actions.withdraw_agreement(made.pk, by=other),
            lambda: actions.prepare(made.pk, PreparationKind.NEWS, by=other, on=TODAY, readiness=Readiness.OPEN),
            lambda: actions.add_wish(made.pk, by=other, at=NOW, wish=WishFacts(name="x")),
        ):
            with pytest.raises(Proposal.DoesNotExist):
                act()
        assert Proposal.objects.update(title="x") == 0


def test_a_colleague_of_another_district_sees_what_was_agreed_and_no_more(who: Acting, shakyo: Organization) -> None:
    east, west = an_area("東"), an_area("西")
    colleague = acting(a_user(organization=shakyo, area=west))
    kept = a_proposal(who, area_id=east.pk)
    shown = a_proposal(who, "体操", area_id=east.pk, agreed=Agreed.NOBODYS)
    with as_(colleague):
        assert [(line.pk, line.is_kept) for line in queries.board(colleague, Looked(), on=TODAY)] == [(shown.pk, False)]
        with pytest.raises(Http404):
            queries.kept_proposal(colleague, shown.pk)
        with pytest.raises(Http404):
            queries.proposal_for(colleague, kept.pk)


def test_the_board_is_narrowed(who: Acting) -> None:
    east = an_area("東")
    first = a_proposal(who, area_id=east.pk)
    a_proposal(who, "体操", what="朝の体操")
    with as_(who):
        titles = {
            "area": Looked(area_id=east.pk), "word": Looked(text="朝の"), "state": Looked(state=S.PREPARING), "mine": Looked(mine=True),
        }  # fmt: skip
        found = {name: [line.title for line in queries.board(who, looked, on=TODAY)] for name, looked in titles.items()}
        assert found == {"area": ["雨の日の集まり"], "word": ["体操"], "state": [], "mine": ["体操", "雨の日の集まり"]}
        assert queries.areas_of_board(who) == [(east.pk, "東")]
        late = queries.board(who, Looked(late=True), on=date(2026, 12, 5))
        assert len(late) == 2 and late[0].is_late and first.next_date == date(2026, 12, 4)


def test_a_proposal_has_somebody_who_looks_after_it(who: Acting) -> None:
    for wrong in ({"coordinator_id": a_user().pk}, {"next_step": " "}, {"next_date": None}, {"title": " "}):
        usual = {"title": "集まり", "coordinator_id": who.user.pk if who.user else 0, **NEXT}
        with as_(who), pytest.raises(RuleBroken):
            actions.propose(by=who, at=NOW, **{**usual, **wrong})
    with as_(who), pytest.raises(ValueError, match="state"):
        actions.propose(by=who, at=NOW, title="x", coordinator_id=0, **NEXT, state="going")


def test_the_database_too_drops_nothing(who: Acting) -> None:
    made = a_proposal(who)
    for wrong in (
        {"next_date": None},
        {"next_step": ""},
        {"state": "stopped"},
        {"state": "going"},
        {"agreed_on": TODAY},
    ):
        with as_worker(), pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=made.pk).update(**wrong)


def test_it_begins_and_stands_in_the_town_without_being_typed_again(who: Acting, shakyo: Organization) -> None:
    made = a_proposal(who, what="雨でも歩けます", agreed=Agreed.NOBODYS)
    beginning = Beginning(
        as_place=True,
        as_activity=True,
        address="港1-2-3",
        phone="054-123-4567",
        open_text="毎週火曜",
        hosts=(shakyo.pk,),
    )
    with as_(who):
        actions.move(made.pk, by=who, at=NOW, to=S.PREPARING, **NEXT)
        with pytest.raises(RuleBroken):
            actions.begin(made.pk, by=who, at=NOW, beginning=beginning, **NEXT)
    assert not Place.objects.exists() and not Activity.objects.exists()
    with as_(who):
        all_ready(who, made.pk)
        actions.begin(made.pk, by=who, at=NOW, beginning=beginning, **NEXT)
        page = queries.proposal_for(who, made.pk)
    place, activity = Place.objects.get(), Activity.objects.get()
    assert (place.name, place.what, activity.title, activity.place) == (
        "雨の日の集まり",
        "雨でも歩けます",
        "雨の日の集まり",
        place,
    )
    assert (page.state, page.proposal.started_on, page.proposal.place) == (S.STARTED, TODAY, place)


def test_what_was_not_agreed_reaches_no_resident(who: Acting) -> None:
    made = a_proposal(who, wish=WishFacts(name="山田"))
    with as_(who):
        actions.move(made.pk, by=who, at=NOW, to=S.PREPARING, **NEXT)
        all_ready(who, made.pk)
        with pytest.raises(RuleBroken):
            actions.begin(made.pk, by=who, at=NOW, beginning=Beginning(as_place=True), **NEXT)
        actions.begin(made.pk, by=who, at=NOW, beginning=Beginning(), **NEXT)
    assert not Place.objects.exists()


def going(who: Acting, *, days_ago: int) -> Proposal:
    """A proposal that began so many days ago."""
    made = a_proposal(who, next_date=TODAY)
    with as_worker():
        started = TODAY - timedelta(days=days_ago)
        Proposal.objects.filter(pk=made.pk).update(state=S.STARTED, started_on=started)
    return made


def test_after_a_year_somebody_is_asked_whether_it_goes_on(who: Acting) -> None:
    old, young = going(who, days_ago=366), going(who, days_ago=364)
    with as_worker():
        assert actions.ask_whether_alive(by=WORKER, on=TODAY) == 1
        assert actions.ask_whether_alive(by=WORKER, on=TODAY) == 0
        assert Notice.objects.filter(user=who.user, kind="startups").count() == 1
    with as_(who):
        asked = queries.board(who, Looked(asked=True), on=TODAY)
        assert [(line.pk, line.next_step) for line in asked] == [(old.pk, "まだ続いていますか")]
        actions.move(old.pk, by=who, at=NOW, to=S.GOING, **NEXT)
        assert queries.board(who, Looked(asked=True), on=TODAY) == []
    with as_worker():
        assert actions.ask_whether_alive(by=WORKER, on=TODAY + timedelta(days=3)) == 1  # the young one, a year old now
        assert Proposal.objects.get(pk=young.pk).asked_on is not None


def test_to_rest_and_to_stop_are_answers_too(who: Acting) -> None:
    resting, stopped = going(who, days_ago=400), going(who, days_ago=400)
    with as_worker():
        actions.ask_whether_alive(by=WORKER, on=TODAY)
    with as_(who):
        actions.move(resting.pk, by=who, at=NOW, to=S.RESTING, reason="会長が入院", **NEXT)
        actions.move(stopped.pk, by=who, at=NOW, to=S.STOPPED, reason="みんなで決めた")
        assert queries.board(who, Looked(asked=True), on=TODAY) == []
        assert queries.proposal_for(who, stopped.pk).proposal.next_date is None
        assert queries.proposal_for(who, resting.pk).turns[0].note == "会長が入院"
        actions.move(stopped.pk, by=who, at=NOW, to=S.IDEA, **NEXT)


def test_when_the_coordinator_left_the_organisation_hears_of_it(who: Acting, shakyo: Organization) -> None:
    leader = a_user(Duty.ORGANIZATION_LEADER, organization=shakyo)
    a_proposal(who, next_date=TODAY)
    Assignment.objects.filter(user=who.user).update(until=TODAY)
    with as_worker():
        assert actions.tell_overdue(on=TODAY + timedelta(days=1)) == 1
        actions.tell_overdue(on=TODAY + timedelta(days=1))
        assert [notice.user_id for notice in Notice.objects.filter(kind="startups")] == [leader.pk]


def test_groups_that_help_stand_in_a_list_once(who: Acting, shakyo: Organization) -> None:
    with as_(who):
        steps = [PreparationKind.INSURANCE, PreparationKind.PEOPLE]
        mentor = actions.add_mentor(
            by=who, organization_id=shakyo.pk, steps=steps, offer="いっしょに書きます", on=TODAY
        )
        with pytest.raises(RuleBroken):
            actions.add_mentor(by=who, organization_id=shakyo.pk, steps=[], offer="", on=TODAY)
        assert queries.mentors(step=PreparationKind.INSURANCE)[0].steps == ("仲間", "保険")
        assert not queries.mentors(step=PreparationKind.NEWS)
        actions.end_mentor(mentor.pk, by=who, on=TODAY)
        assert not queries.mentors()
