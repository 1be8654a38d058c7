"""こんなことを はじめたい on the portal: read, answered without an account, never more than was agreed."""

from __future__ import annotations

import pytest
from django.test import Client

from otagai.base.accounts.acting import Acting
from otagai.front.portal.tests.conftest import Portal, fields_of
from otagai.together.startups import actions as startups
from otagai.together.startups import rules
from otagai.together.startups.actions import WishFacts
from otagai.together.startups.models import Proposal
from otagai.together.startups.words import Agreed
from otagai.welcome.letterbox import actions, queries
from tests.factories import TODAY, a_proposal, a_user, acting, an_area, an_organization, as_, as_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def who() -> Acting:
    return acting(a_user(organization=an_organization("港市社協"), name="佐藤みどり"))


@pytest.fixture
def idea(who: Acting) -> Proposal:
    wish = WishFacts(name="鵠沼子", contact="0903333鵠", text="夫を亡くして鵠")
    made = a_proposal(who, "雨の日<b>歩き", what="廊下を ゆっくり歩きます", wish=wish, area_id=an_area("港小学校").pk)
    with as_(who):
        startups.agree(made.pk, by=who, how=Agreed.SPOKEN, on=TODAY, everybody=True)
    return made


def text(visitor: Client, address: str, status: int = 200) -> str:
    answer = visitor.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_board_says_what_is_planned_and_nobodys_name(visitor: Client, idea: Proposal) -> None:
    for page in (text(visitor, "/ideas/"), text(visitor, f"/ideas/{idea.pk}/")):
        assert (
            "雨の日&lt;b&gt;歩き" in page and "港小学校" in page and "思いつき" in page and "いっしょに する人" in page
        )
        assert "鵠" not in page and "佐藤みどり" not in page and "場所をさがす" not in page
    assert "雨の日" in text(visitor, f"/ideas/?area={idea.area_id}")


def test_what_was_not_agreed_looks_like_what_never_was(visitor: Client, who: Acting, idea: Proposal) -> None:
    hidden = a_proposal(who, "まだひみつ", agreed=Agreed.NOBODYS)
    assert "まだひみつ" not in text(visitor, "/ideas/")
    text(visitor, f"/ideas/{hidden.pk}/", 404)
    text(visitor, f"/ideas/{hidden.pk + 999}/", 404)
    assert "まだひみつ" not in text(visitor, f"/talk/?kind=wish&idea={hidden.pk}")
    for odd in ("x", "-1", "9999999999", ""):
        assert visitor.get("/talk/", {"kind": "wish", "idea": odd}).status_code == 200
        assert visitor.get("/ideas/", {"area": odd, "after": odd}).status_code == 200


def test_an_answer_goes_through_the_front_door_and_names_the_proposal(
    portal: Portal, visitor: Client, idea: Proposal
) -> None:
    assert f"/talk/?kind=wish&amp;idea={idea.pk}" in text(visitor, f"/ideas/{idea.pk}/")
    first = visitor.get("/talk/", {"kind": "wish", "idea": idea.pk}).content.decode()
    assert f"企画 {idea.pk}番「雨の日&lt;b&gt;歩き」を 手伝いたいです。" in first
    assert "手伝いたいです" not in visitor.get("/talk/", {"kind": "wish"}).content.decode(), (
        "the next one begins with an empty page"
    )
    said = {**fields_of(first), "go": "send", "kind": "wish", "reply_by": "number"}
    assert visitor.post("/talk/", said)["Location"] == "/talk/receipt/"
    with as_worker():
        (letter,) = queries.unopened(10)
        contents = actions.opened(letter) or {}
    assert rules.number_said(contents["text"]) == idea.pk and contents["kind"] == "wish"


def test_in_easy_words_the_number_stays_readable_for_staff(visitor: Client, idea: Proposal) -> None:
    visitor.get("/?lang=ja-easy")
    assert "はじめたい" in text(visitor, "/ideas/")
    assert "手伝（てつだ）" in visitor.get("/talk/", {"idea": idea.pk}).content.decode().replace("\u2060", "")


def test_an_empty_board_asks_for_the_first_idea(visitor: Client) -> None:
    page = text(visitor, "/ideas/")
    assert "いま 出ているものは ありません" in page and "/talk/?kind=wish" in page
    assert "/ideas/" in text(visitor, "/")


def test_many_are_paged(visitor: Client, who: Acting) -> None:
    for number in range(32):
        a_proposal(who, f"会{number:02}の集い", agreed=Agreed.NOBODYS)
    with as_(who):
        Proposal.objects.update(open_on=TODAY)
    first = visitor.get("/ideas/")
    assert "会31の集い" in first.content.decode() and "会01の集い" not in first.content.decode()
    second = text(visitor, "/ideas/" + first.context["following"])
    assert "会01の集い" in second and "会02の集い" not in second
