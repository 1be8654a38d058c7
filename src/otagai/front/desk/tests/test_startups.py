"""立ち上げ at the desk: a wish becomes a proposal, its steps, how it begins, and what others see of it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.words import Duty
from otagai.base.audit.models import Reading
from otagai.front.desk.tests.conftest import Browser, Town
from otagai.front.desk.tests.town_at_the_desk import sql_of, text_of
from otagai.together.startups import actions
from otagai.together.startups.actions import WishFacts
from otagai.together.startups.models import Mentor, Proposal
from otagai.together.startups.words import Agreed, PreparationKind, ProposalState, Readiness
from otagai.town.places.models import Place
from otagai.welcome.intake.words import Kind
from tests.factories import NOW, TODAY, a_consultation, a_proposal, a_user, as_, as_worker

pytestmark = pytest.mark.django_db
MOST_SQL = 12


@pytest.fixture
def desk(town: Town, browser: Browser) -> Client:
    return browser(town.csw)


def typed(town: Town, **changed: Any) -> dict[str, Any]:
    return {
        "title": "雨の日の集まり", "kind": "salon", "coordinator": town.csw.pk, "next_step": "場所をさがす",
        "next_date": "2026-12-04", **changed,
    }  # fmt: skip


def at(name: str, proposal: Proposal, *more: str) -> str:
    return reverse(f"desk:{name}", args=[proposal.pk, *more])


def test_the_open_board_is_asked_for_apart_and_an_answer_is_tied_to_it(town: Town, desk: Client) -> None:
    shown = a_proposal(town.acting, wish=WishFacts(name="鵠子"), what="廊下を歩きます")
    first = {"agree-how": "spoken"}
    desk.post(at("startup_agree", shown), first)
    assert "住民の掲示板にも 出す" in text_of(desk.get(at("startup", shown)))
    desk.post(at("startup_agree", shown), {**first, "agree-everybody": "on"})
    page = text_of(desk.get(at("startup", shown)))
    assert "にも 出ています" in page and "住民の見るページ" in page
    assert "住民の掲示板" in text_of(desk.get(reverse("desk:startups")))
    said = f"企画 {shown.pk}番「雨の日の集まり」を 手伝いたいです。鍵を 開けられます"
    answer = a_consultation(town.acting, said, at=NOW, kind=Kind.WISH)
    here = reverse("desk:consultation_startup", args=[answer.pk])
    offered = desk.get(here)
    assert "「雨の日の集まり」への 返事のようです" in text_of(offered)
    assert offered.context["join"].initial == {"proposal": shown.pk}
    desk.post(here, {"join": "1", "join-proposal": shown.pk})
    assert "返事のようです" not in text_of(desk.get(here))
    desk.post(at("startup_agree", shown), {"close": "1"})
    assert "住民の掲示板にも 出す" in text_of(desk.get(at("startup", shown)))


def test_four_people_at_the_door(town: Town, browser: Browser, desk: Client) -> None:
    kept = a_proposal(town.acting, wish=WishFacts(name="鵠子", text="夫を亡くして"))
    pages = (
        at("startup", kept),
        at("startup_edit", kept),
        at("startup_prepare", kept, "people"),
        at("startup_begin", kept),
    )
    for address in pages:
        assert browser(None).get(address).status_code == 302
        assert browser(town.counsellor).get(address).status_code == 403
        assert browser(a_user(Duty.WINDOW_HOST, organization=town.shakyo)).get(address).status_code == 403
        assert browser(town.stranger).get(address).status_code == 404
        assert desk.get(address).status_code == 200
    assert "雨の日の集まり" not in text_of(browser(town.stranger).get(reverse("desk:startups")))
    with as_(town.acting):
        actions.agree(kept.pk, by=town.acting, how=Agreed.SPOKEN, on=TODAY)
    seen = text_of(browser(town.stranger).get(pages[0]))
    assert "雨の日の集まり" in seen and "鵠子" not in seen and "場所をさがす" not in seen
    for address in pages[1:]:
        assert browser(town.stranger).get(address).status_code == 404


def test_a_wish_becomes_a_proposal_once_and_each_leads_to_the_other(town: Town, desk: Client) -> None:
    wish = a_consultation(town.acting, "雨の日も歩きたい", kind=Kind.WISH)
    door = reverse("desk:consultation_startup", args=[wish.pk])
    assert door in text_of(desk.get(reverse("desk:consultation", args=[wish.pk])))
    key = str(uuid.uuid4())
    for _ in range(2):
        answer = desk.post(door, typed(town, key=key))
    with as_worker():
        made = Proposal.objects.get()
    assert answer["Location"] == at("startup", made)
    assert wish.receipt_number in text_of(desk.get(at("startup", made)))
    assert "雨の日の集まり" in text_of(desk.get(door))


def test_two_people_want_the_same_and_one_proposal_knows_of_both(town: Town, desk: Client) -> None:
    made, wish = a_proposal(town.acting), a_consultation(town.acting, "わたしも歩きたい", kind=Kind.WISH)
    door = reverse("desk:consultation_startup", args=[wish.pk])
    answer = desk.post(door, {"join": "1", "join-proposal": made.pk})
    assert answer["Location"] == at("startup", made)
    assert wish.receipt_number in text_of(desk.get(at("startup", made)))
    again = desk.post(door, {"join": "1", "join-proposal": made.pk})
    assert again.status_code == 422 and "もう この企画に" in text_of(again)


def test_a_worry_offers_no_proposal(town: Town, desk: Client) -> None:
    worry = a_consultation(town.acting)
    page = text_of(desk.get(reverse("desk:consultation", args=[worry.pk])))
    assert reverse("desk:consultation_startup", args=[worry.pk]) not in page


def test_what_was_typed_stays_and_the_reasons_are_said(town: Town, desk: Client) -> None:
    answer = desk.post(
        reverse("desk:startup_new"), typed(town, next_step="", **{"wish-name": "山田", "agreed": "nobodys"})
    )
    assert answer.status_code == 422
    page = text_of(answer)
    assert "次にすることを 書いてください" in page and "言い出した人がいます" in page and "山田" in page
    with as_worker():
        assert not Proposal.objects.exists()


def test_whoever_reads_of_a_person_leaves_a_reading(town: Town, desk: Client) -> None:
    plain, named = a_proposal(town.acting, "体操"), a_proposal(town.acting, wish=WishFacts(name="山田"))
    desk.get(at("startup", plain))
    desk.get(at("startup", named))
    with as_worker():
        assert list(Reading.objects.values_list("page", "subject_id")) == [("desk.startup", named.pk)]


def test_the_steps_then_it_begins_and_stands_in_the_town(town: Town, desk: Client) -> None:
    made = a_proposal(town.acting, agreed=Agreed.NOBODYS)
    following = {"move-to": "preparing", "move-next_step": "保険を申し込む", "move-next_date": "2026-12-04"}
    assert "「準備中」にしました" in text_of(desk.post(at("startup_move", made), following, follow=True))
    assert "始める前に：仲間・場所・保険" in text_of(desk.get(at("startup", made)))
    helped = {
        "readiness": "done",
        "done_on": "2026-11-20",
        "helped_by": town.center.pk,
        "documents": "会則\n\nhttps://a.test",
    }
    for step in ("people", "place", "insurance"):
        assert desk.post(at("startup_prepare", made, step), helped).status_code == 302
    page = text_of(desk.get(at("startup", made)))
    assert "南部包括支援センター" in page and "書類 2点" in page and at("startup_begin", made) in page
    assert 'href="https://a.test"' in text_of(desk.get(at("startup_prepare", made, "people")))
    begun = {
        "as_place": "on",
        "form": "fixed",
        "address": "港1-2-3",
        "next_step": "行ってみる",
        "next_date": "2026-12-04",
    }
    assert "おめでとうございます" in text_of(desk.post(at("startup_begin", made), begun, follow=True))
    assert Place.objects.get().name == "雨の日の集まり"


def test_a_step_that_is_none_is_not_there(town: Town, desk: Client) -> None:
    assert desk.get(at("startup_prepare", a_proposal(town.acting), "dancing")).status_code == 404


def test_to_stop_needs_a_word_and_is_no_failure(town: Town, desk: Client) -> None:
    made = a_proposal(town.acting)
    refused = desk.post(at("startup_move", made), {"move-to": "stopped", "move-reason": ""})
    assert refused.status_code == 422 and "やめた わけを" in text_of(refused)
    desk.post(at("startup_move", made), {"move-to": "stopped", "move-reason": "会場が見つからない"})
    page = text_of(desk.get(at("startup", made)))
    assert "会場が見つからない" in page and "いつでも続きから" in page


def test_it_may_be_shown_and_no_longer(town: Town, desk: Client) -> None:
    made = a_proposal(town.acting)
    assert "手伝う人たちに 見える" in text_of(
        desk.post(at("startup_agree", made), {"agree-how": "nobodys"}, follow=True)
    )
    assert "見せるのを やめました" in text_of(desk.post(at("startup_agree", made), {"withdraw": "1"}, follow=True))


def test_somebody_else_wants_the_same(town: Town, desk: Client) -> None:
    made = a_proposal(town.acting)
    desk.post(at("startup_wish", made), {"wish-text": "わたしも行きたい", "key": str(uuid.uuid4())})
    assert "わたしも行きたい" in text_of(desk.get(at("startup", made)))
    assert "名前か ことばを" in text_of(desk.post(at("startup_wish", made), {}, follow=True))


def test_who_wrote_meanwhile_is_not_overwritten(town: Town, desk: Client) -> None:
    made = a_proposal(town.acting)
    assert desk.post(at("startup_edit", made), typed(town, version=1, title="朝の会")).status_code == 302
    assert desk.post(at("startup_edit", made), typed(town, version=1, title="夜の会")).status_code == 409
    with as_worker():
        assert Proposal.objects.get().title == "朝の会"


def test_groups_that_help_come_and_go(town: Town, desk: Client) -> None:
    sent = {"organization": town.center.pk, "steps": ["people", "insurance"], "offer": "いっしょに書きます"}
    assert "南部包括支援センター" in text_of(desk.post(reverse("desk:startup_mentors"), sent, follow=True))
    assert "もう のっています" in text_of(desk.post(reverse("desk:startup_mentors"), sent))
    end = reverse("desk:startup_mentor_end", args=[Mentor.objects.get().pk])
    assert "一覧から外しました" in text_of(desk.post(end, follow=True))
    assert desk.post(end).status_code == 404


def test_after_a_year_the_page_asks(town: Town, desk: Client) -> None:
    made = a_proposal(town.acting)
    with as_worker():
        Proposal.objects.filter(pk=made.pk).update(state=ProposalState.STARTED, started_on="2025-11-01", asked_on=TODAY)
    assert "まだ続いていますか" in text_of(desk.get(at("startup", made)))
    assert "雨の日の集まり" in text_of(desk.get(reverse("desk:startups") + "?asked"))
    desk.post(at("startup_move", made), {"move-to": "going", "move-next_step": "聞く", "move-next_date": "2027-11-20"})
    assert "雨の日の集まり" not in text_of(desk.get(reverse("desk:startups") + "?asked"))


def test_board_and_page_ask_a_fixed_number_of_questions(town: Town, desk: Client) -> None:
    made = a_proposal(town.acting, agreed=Agreed.NOBODYS)
    before = len(sql_of(desk, reverse("desk:startups"))), len(sql_of(desk, at("startup", made)))
    for number in range(5):
        a_proposal(town.acting, agreed=Agreed.NOBODYS)
        with as_(town.acting):
            actions.add_wish(made.pk, by=town.acting, at=NOW, wish=WishFacts(name=f"人{number}"))
            actions.prepare(
                made.pk, list(PreparationKind)[number], by=town.acting, on=TODAY, readiness=Readiness.OPEN, note="メモ"
            )
    after = len(sql_of(desk, reverse("desk:startups"))), len(sql_of(desk, at("startup", made)))
    assert after[0] == before[0] <= MOST_SQL and after[1] <= before[1] + 1 <= MOST_SQL + 4
