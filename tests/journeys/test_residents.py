"""Somebody without a name writes, comes back with number and passphrase, reads the answer, and writes again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from otagai.kernel.numbers import ReceiptNumber
from tests.journeys.conftest import Story, the_worker_goes_round
from tests.journeys.walking import DESKTOP, PHONE, Walker

Walk = Callable[..., Walker]
WORRY = "夜ねむれません。だれかに聞いてほしいです"
ANSWER = "書いてくださって ありがとうございます。木曜の午後なら お話をうかがえます"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("scripts", "size"), [(True, DESKTOP), (False, PHONE)], ids=["at a computer", "on a phone without scripts"]
)
def test_a_resident_without_a_name_gets_an_answer_by_number(
    town: Story, walk: Walk, scripts: bool, size: tuple[int, int]
) -> None:
    resident = walk(size=size, scripts=scripts)
    number, passphrase = she_writes(resident)
    the_worker_goes_round()
    csw = walk(town.sato)
    shakyo_answers(csw, number)
    she_reads_the_answer_and_writes_again(resident, number, passphrase)
    the_worker_goes_round()
    csw.goes_to(f"/desk/consultations/{town.only_consultation().pk}/")
    csw.sees("では木曜に行きます", number)


def she_writes(resident: Walker) -> tuple[str, str]:
    """Three short steps, a review, and the receipt."""
    resident.goes_to("/")
    resident.follows("話を聞いてほしい")
    resident.writes("何でも書いてください", WORRY)
    resident.ticks("こころのこと")
    resident.presses("次へ進む")
    resident.ticks("自分のこと")
    resident.presses("次へ進む")
    resident.ticks("この番号で見に来る")
    resident.presses("書いたことを たしかめる")
    resident.sees(WORRY, "まだ送っていません")
    resident.presses("送る")
    resident.sees("届きました", "この2つで 返事が見られます")
    receipts = resident.page.locator(".receipt-number")
    return receipts.nth(0).inner_text().strip(), receipts.nth(1).inner_text().strip()


def shakyo_answers(csw: Walker, number: str) -> None:
    """Received, and answered to the number: nobody knows who she is."""
    csw.goes_to("/desk/")
    csw.follows(number)
    csw.sees(WORRY)
    csw.presses("受け止める")
    csw.opens("お知らせする")
    csw.ticks("「返事を見る」ページで", within="#act-answer")
    csw.writes("伝えることば", ANSWER, within="#act-answer")
    csw.presses("お知らせする", within="#act-answer")
    csw.sees(ANSWER)


def she_reads_the_answer_and_writes_again(resident: Walker, number: str, passphrase: str) -> None:
    """As one types it: full width, without lines. Neither stands in the address."""
    resident.goes_to("/reply/")
    resident.writes("受付番号", number.replace("-", "ー"))
    resident.writes("合言葉", passphrase.replace("-", " "))
    resident.presses("返事を見る")
    resident.sees(number, ANSWER, "受け止めました")
    assert passphrase.split("-")[0] not in resident.page.url
    resident.writes("続きを書く", "では木曜に行きます")
    resident.presses("続きを送る")
    resident.sees("ありがとう")


@pytest.mark.django_db(transaction=True)
def test_a_wrong_passphrase_and_a_number_that_never_was_look_the_same(town: Story, walk: Walk) -> None:
    resident = walk()
    number, _ = she_writes(resident)
    said = []
    for tried in (number, str(ReceiptNumber(2026, 999_999))):
        resident.goes_to("/reply/")
        resident.writes("受付番号", tried)
        resident.writes("合言葉", "1111-2222-3333")
        resident.presses("返事を見る")
        said.append(resident.page.locator("main").inner_text())
        resident.does_not_see(WORRY)
    assert said[0] == said[1]
    assert "見つかりませんでした" in said[0]
