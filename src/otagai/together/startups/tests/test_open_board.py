"""The open board: residents read what was agreed that everybody may read, and no way leads to anything else."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.http import Http404

from otagai.base.accounts.acting import Acting
from otagai.base.audit.models import Deed
from otagai.base.safekeeping.errors import RuleBroken
from otagai.together.startups import actions, queries, rules
from otagai.together.startups.actions import WishFacts
from otagai.together.startups.models import Proposal
from otagai.together.startups.words import Agreed, PreparationKind, ProposalState, Readiness
from tests.factories import (
    NOW,
    TODAY,
    a_proposal,
    a_town,
    a_user,
    acting,
    an_area,
    an_organization,
    as_,
    as_public,
    as_worker,
)

pytestmark = pytest.mark.django_db
K = PreparationKind


@pytest.fixture
def who() -> Acting:
    a_town()
    return acting(a_user(organization=an_organization("港市社協"), name="佐藤"))


@pytest.fixture
def shown(who: Acting) -> Proposal:
    """Open to everybody; somebody wished it, and there are notes."""
    wish = WishFacts(name="鵠沼子", contact="0903333鵠", text="夫を亡くして鵠")
    made = a_proposal(who, "雨の日ウォーキング", what="廊下を ゆっくり歩きます", wish=wish, area_id=an_area("港").pk)
    with as_(who):
        actions.prepare(made.pk, K.PLACE, by=who, on=TODAY, readiness=Readiness.DONE, done_on=TODAY, note="鍵は鵠さん")
        actions.agree(made.pk, by=who, how=Agreed.SPOKEN, on=TODAY, everybody=True)
    return made


def read() -> list[queries.OpenLine]:
    with as_public():
        return queries.open_board()


def as_resident(sql: str) -> list[tuple[Any, ...]]:
    with as_public(), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_residents_read_words_stage_and_what_is_looked_for(shown: Proposal) -> None:
    (line,) = read()
    assert (line.title, line.what, line.area) == ("雨の日ウォーキング", "廊下を ゆっくり歩きます", "港")
    assert (line.state, line.found, line.sought) == (ProposalState.IDEA, (K.PLACE,), (K.PEOPLE, K.NEWS))
    with as_public():
        assert queries.open_proposal(shown.pk) == line
        assert queries.areas_of_open_board() == [(shown.area_id, "港")]
        assert [one.pk for one in queries.open_board(area_id=shown.area_id)] == [shown.pk]
        assert queries.open_board(area_id=(shown.area_id or 0) + 1) == []


def test_what_only_helpers_may_see_is_seen_by_no_resident_not_even_by_sql(who: Acting, shown: Proposal) -> None:
    a_proposal(who, "まだだれも")
    a_proposal(who, "手伝う人だけ", agreed=Agreed.NOBODYS)
    assert [line.title for line in read()] == ["雨の日ウォーキング"]
    assert as_resident("SELECT title FROM startups_proposal") == [("雨の日ウォーキング",)]
    assert as_resident("SELECT count(*) FROM startups_preparation") == [(1,)]
    with as_public(), pytest.raises(Http404):
        queries.open_proposal(Proposal.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1)


SECRET = {
    "startups_proposal": (
        "next_step",
        "coordinator_id",
        "group_name",
        "circle_id",
        "reason",
        "agreed_how",
        "holder_id",
    ),
    "startups_preparation": ("note", "documents", "helped_by_id", "circle_id"),
    "startups_wish": ("name", "text", "id"),
    "startups_proposalturn": ("note",),
}


@pytest.mark.parametrize(
    "sql",
    [
        *(" ".join(("SELECT", column, "FROM", table)) for table, columns in SECRET.items() for column in columns),
        "UPDATE startups_proposal SET title = title",
        "SELECT title FROM startups_proposal FOR UPDATE",
    ],
)
def test_names_notes_and_the_story_are_refused_by_the_database(shown: Proposal, sql: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        as_resident(sql)


def test_it_closes_at_the_next_request(who: Acting, shown: Proposal) -> None:
    with as_(who):
        actions.close_to_residents(shown.pk, by=who)
    assert read() == []
    shown.refresh_from_db()
    assert shown.agreed_on == TODAY, "those who help beginnings read it still"
    with as_(who):
        actions.agree(shown.pk, by=who, how=Agreed.SPOKEN, on=TODAY, everybody=True)
        assert len(read()) == 1
        actions.withdraw_agreement(shown.pk, by=who)
    assert read() == []
    with as_worker():
        assert set(Deed.objects.values_list("verb", flat=True)) >= {"startups.opened", "startups.closed"}


def test_other_words_close_it_until_they_are_agreed_too(who: Acting, shown: Proposal) -> None:
    with as_(who):
        actions.change_proposal(shown.pk, by=who, at=NOW, seen_version=shown.version, group_name="歩こう会")
        assert len(read()) == 1
        version = Proposal.objects.get(pk=shown.pk).version
        actions.change_proposal(shown.pk, by=who, at=NOW, seen_version=version, what="別のことば", agreed=Agreed.SPOKEN)
    assert read() == [], "agreed for helpers, not for everybody"


def test_rest_and_end_are_not_called_for(who: Acting, shown: Proposal) -> None:
    with as_(who):
        actions.move(shown.pk, by=who, at=NOW, to=ProposalState.RESTING, next_step="春に", next_date=TODAY)
        assert read() == []
        actions.move(shown.pk, by=who, at=NOW, to=ProposalState.PREPARING, next_step="聞く", next_date=TODAY)
        assert [line.state for line in read()] == [ProposalState.PREPARING]
        actions.move(shown.pk, by=who, at=NOW, to=ProposalState.STOPPED, reason="やめます")
    assert read() == []


@pytest.mark.parametrize(
    ("words", "told"),
    [("090-1234-5678へ", "電話番号"), ("０５４ー１２３ー４５６７", "電話番号"), ("me@example.jp", "メールアドレス"),
     ("港町1-2-3で", "番地"), ("港町3番地の家", "番地"), ("3番12号", "番地")],
)  # fmt: skip
def test_how_to_reach_somebody_is_not_for_everybody(who: Acting, words: str, told: str) -> None:
    made = a_proposal(who, "お茶の会", what=words)
    with as_(who), pytest.raises(RuleBroken, match=told):
        actions.agree(made.pk, by=who, how=Agreed.SPOKEN, on=TODAY, everybody=True)
    assert read() == []


def test_hours_and_numbers_are_no_house() -> None:
    assert (
        rules.why_not_open("三丁目 ごみ出しの手", "毎週火曜 10-12時、5-6人で。100円。国道150号のそば。8月13-15日は休み")
        == []
    )


def test_somebodys_wish_is_not_opened_as_nobodys(who: Acting) -> None:
    made = a_proposal(who, wish=WishFacts(name="田中"))
    with as_(who), pytest.raises(RuleBroken):
        actions.agree(made.pk, by=who, how=Agreed.NOBODYS, on=TODAY, everybody=True)


def test_the_database_opens_nothing_that_was_not_agreed(who: Acting) -> None:
    made = a_proposal(who)
    with as_(who), pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=made.pk).update(open_on=TODAY)


@pytest.mark.parametrize(
    ("words", "number"),
    [("企画 12番「雨の日」を 手伝いたいです。", 12), ("企画（きかく）\u2060 3番（ばん）「お茶」を", 3), ("企画 ３番", 3),
     ("企画を してみたい。3番目の子が", None),
     ("「企画」の 3番", None), ("", None)],
)  # fmt: skip
def test_the_first_words_of_an_answer_name_the_proposal(words: str, number: int | None) -> None:
    assert rules.number_said(words) == number


def test_company_is_always_welcome_and_steps_that_are_done_are_not_looked_for() -> None:
    done = dict.fromkeys(PreparationKind, Readiness.DONE)
    assert rules.sought(done, state=ProposalState.PREPARING) == [K.PEOPLE]
    assert rules.sought({}, state=ProposalState.PREPARING) == [K.PEOPLE, K.PLACE, K.NEWS]
    assert rules.sought({}, state=ProposalState.GOING) == [K.PEOPLE]
