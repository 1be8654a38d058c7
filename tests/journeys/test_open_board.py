"""Somebody reads what a neighbour wants to begin, and offers a hand without an account; the coordinator ties it to the proposal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from otagai.together.startups import actions
from otagai.together.startups.actions import WishFacts
from otagai.together.startups.models import Proposal, Wish
from otagai.together.startups.words import Agreed
from tests.factories import TODAY, a_proposal, as_, as_worker
from tests.journeys.conftest import Story, the_worker_goes_round
from tests.journeys.walking import DESKTOP, PHONE, Walker

Walk = Callable[..., Walker]
TITLE, SMALLEST = "雨の日ウォーキング", (320, 640)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("scripts", "size"),
    [(True, DESKTOP), (False, PHONE), (False, SMALLEST)],
    ids=["at a computer", "on a phone without scripts", "on the smallest phone"],
)
def test_a_neighbour_reads_the_board_and_offers_a_hand(
    town: Story, walk: Walk, scripts: bool, size: tuple[int, int]
) -> None:
    sato = town.acting(town.sato)
    proposal = a_proposal(
        sato, TITLE, what="廊下を ゆっくり歩きます", wish=WishFacts(name="鵠沼", text="だれとも話さない")
    )
    csw = walk(town.sato)
    she_was_asked_and_it_goes_on_the_board(csw, proposal)
    neighbour = walk(size=size, scripts=scripts)
    he_offers_a_hand(neighbour)
    the_worker_goes_round()
    csw.goes_to(f"/desk/consultations/{town.only_consultation().pk}/startup/")
    csw.sees(f"住民の掲示板の「{TITLE}」への 返事のようです")
    csw.presses("この企画と結ぶ")
    csw.sees("企画と結びました", TITLE)
    with as_worker():
        assert Wish.objects.filter(proposal=proposal, consultation__isnull=False).count() == 1
    with as_(sato):
        actions.agree(proposal.pk, by=sato, how=Agreed.SPOKEN, on=TODAY)
        actions.close_to_residents(proposal.pk, by=sato)
    neighbour.goes_to("/ideas/")
    neighbour.sees("いま 出ているものは ありません")


def she_was_asked_and_it_goes_on_the_board(csw: Walker, proposal: Proposal) -> None:
    """Helpers may see it, and everybody as well; both were asked."""
    csw.goes_to(f"/desk/startups/{proposal.pk}/")
    csw.ticks("本人・言い出した人から 口頭で")
    csw.ticks("住民の掲示板「こんなことを はじめたい」にも 出してよいと 聞いた")
    csw.presses("見せてよい")
    csw.sees("住民の掲示板にも 出しました", "住民の見るページ")
    assert csw.fits()


def he_offers_a_hand(neighbour: Walker) -> None:
    """From the first page to the receipt; no name is asked for, and nobody's is shown."""
    neighbour.goes_to("/")
    neighbour.follows("こんなことを はじめたい")
    neighbour.sees(TITLE, "さがしています", "いっしょに する人")
    assert neighbour.fits()
    neighbour.follows(TITLE)
    neighbour.does_not_see("鵠沼", "だれとも話さない")
    assert neighbour.fits()
    neighbour.follows("手伝いたい・仲間になりたい")
    said = neighbour.page.get_by_label("何でも書いてください").input_value()
    assert TITLE in said
    neighbour.writes("何でも書いてください", said + "火曜の朝なら 鍵を開けられます")
    neighbour.presses("次へ進む")
    neighbour.presses("次へ進む")
    neighbour.ticks("この番号で見に来る")
    neighbour.presses("書いたことを たしかめる")
    neighbour.sees(TITLE, "鍵を開けられます", "やってみたいこと")
    neighbour.presses("送る")
    neighbour.sees("届きました")
