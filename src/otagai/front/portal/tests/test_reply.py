"""返事を見る: number and passphrase lead to the answer; nothing else does."""

import uuid
from datetime import UTC, datetime

import pytest
from django.test import Client

from otagai.front.portal.tests.conftest import Portal, fields_of
from otagai.welcome.letterbox import actions, queries, rules
from otagai.welcome.letterbox.actions import Posted
from otagai.welcome.letterbox.models import Letter
from otagai.welcome.letterbox.words import LetterKind, SafeState
from tests.factories import as_public, as_worker

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def posted(portal: Portal) -> Posted:
    """A letter somebody sent this morning."""
    with as_public():
        return actions.post(
            submission=uuid.uuid4(), kind=LetterKind.FORM, window_id=None, contents={"text": "話を聞いて"},
            wants_number=True, at=NOW,
        )  # fmt: skip


def look(visitor: Client, number: str, passphrase: str) -> str:
    """Type the pair into the page."""
    fields = fields_of(visitor.get("/reply/").content.decode())
    return visitor.post("/reply/", {**fields, "receipt_number": number, "passphrase": passphrase}).content.decode()


def test_the_answer_is_there_for_whoever_types_the_pair(posted: Posted, visitor: Client) -> None:
    with as_worker():
        actions.seal_answer(posted.receipt_number, "木曜日に お電話します。\n小林")
        actions.show_state(posted.receipt_number, SafeState.CONNECTED)
    page = look(visitor, posted.receipt_number, posted.passphrase)
    assert "木曜日に お電話します。" in page
    assert "力になれる人や窓口に つなぎました" in page


def test_the_pair_may_be_typed_as_people_type(posted: Posted, visitor: Client) -> None:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    page = look(
        visitor, posted.receipt_number.lower().replace("-", " "), posted.passphrase.replace("-", "").translate(wide)
    )
    assert "あなたの相談" in page


def test_an_unknown_number_and_a_wrong_passphrase_look_the_same(posted: Posted, visitor: Client) -> None:
    wrong = look(visitor, posted.receipt_number, "1111-2222-3333")
    unknown = look(visitor, "R8-000099-" + str(check("8000099")), "1111-2222-3333")
    assert "見つかりませんでした" in wrong
    assert strip_typed(wrong) == strip_typed(unknown)


def check(digits: str) -> int:
    from otagai.kernel.numbers import check_digit

    return check_digit(digits)


def strip_typed(page: str) -> str:
    """The page without what was typed and without the token of the form."""
    import re

    return re.sub(r'value="[^"]*"', "", page)


def test_a_slip_of_the_pen_is_said_and_what_was_typed_stays(posted: Posted, visitor: Client) -> None:
    page = look(visitor, "R8-000001-2", "12345")
    assert "見くらべてください" in page and "数字12けた" in page
    assert fields_of(page)["receipt_number"] == ["R8-000001-2"]


def test_after_many_tries_a_japanese_page_says_to_wait(posted: Posted) -> None:
    visitor = Client()
    pair = {"receipt_number": posted.receipt_number, "passphrase": "1111-2222-3333"}
    answers = [visitor.post("/reply/", pair) for _ in range(rules.QUESTIONS_ALLOWED + 1)]
    assert answers[-1].status_code == 429
    assert "10分ほど" in answers[-1].content.decode()


def test_writing_again_arrives_and_a_second_press_does_not_double_it(posted: Posted, visitor: Client) -> None:
    page = look(visitor, posted.receipt_number, posted.passphrase)
    said = {**fields_of(page), "again-text": "まだ電話がありません"}
    assert [visitor.post("/reply/again/", said)["Location"] for _ in range(2)] == ["/reply/sent/"] * 2
    with as_worker():
        _, letter = queries.unopened(10)
        assert (letter.in_reply_to, actions.opened(letter)) == (posted.receipt_number, {"text": "まだ電話がありません"})


def test_words_written_again_stay_when_the_passphrase_is_wrong(posted: Posted, visitor: Client) -> None:
    page = look(visitor, posted.receipt_number, posted.passphrase)
    said = {**fields_of(page), "passphrase": "1111-2222-3333", "again-text": "まだ電話がありません"}
    shown = visitor.post("/reply/again/", said).content.decode()
    assert "見つかりませんでした" in shown
    assert fields_of(shown)["again-text"] == ["まだ電話がありません"]
    assert Letter.objects.count() == 1


def test_writing_nothing_again_is_asked_for_on_the_page_of_the_answer(posted: Posted, visitor: Client) -> None:
    page = look(visitor, posted.receipt_number, posted.passphrase)
    shown = visitor.post("/reply/again/", {**fields_of(page), "again-text": " "}).content.decode()
    assert "ひとことでも書いてください" in shown and "あなたの相談" in shown


def test_changing_the_language_after_an_error_leads_back_to_the_beginning(posted: Posted, visitor: Client) -> None:
    assert visitor.get("/reply/again/?lang=ja-easy", follow=True).redirect_chain[-1][0] == "/reply/"


def test_the_passphrase_stands_in_no_address(posted: Posted, visitor: Client) -> None:
    page = look(visitor, posted.receipt_number, posted.passphrase)
    assert page.count(posted.passphrase) == 1, "only in the hidden field with which one writes again"
    assert 'method="get"' not in page
    assert "method" in page and "no-store" in visitor.get("/reply/").headers["Cache-Control"]
