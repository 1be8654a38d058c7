"""話を聞いてほしい: what people write arrives once, whole, and without anybody knowing who they are."""

import base64
import json
import re
import zlib
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from otagai.base.municipality.models import Municipality
from otagai.front.portal.tests.conftest import Portal, fields_of
from otagai.welcome.letterbox import actions, queries
from otagai.welcome.letterbox.models import Letter
from tests.factories import as_worker

TALK = "/talk/"
WORDS = "母がこのごろ買い物に行けません。\n冷蔵庫が空っぽです。"
HOSTILE = "<script>alert(1)</script>{{ x }}{% y %}'; DROP TABLE x;-- =1+1 髙﨑\u202e𠮷"


def press(visitor: Client, page: str, go: str, **typed: Any) -> Any:
    """Fill in the form of a page and press one of its buttons."""
    said = {
        **fields_of(page),
        "go": [go],
        **{name: [value] if isinstance(value, str) else value for name, value in typed.items()},
    }
    return visitor.post(TALK, said)


def to_review(visitor: Client, text: str = WORDS, **later: Any) -> str:
    """Walk through the three steps."""
    page = visitor.get(TALK).content.decode()
    page = press(visitor, page, "next", text=text, themes=["care", "money"]).content.decode()
    page = press(visitor, page, "next", about="family", urgency="this_week").content.decode()
    return str(press(visitor, page, "next", **later).content.decode())


def opened() -> dict[str, Any]:
    """The one letter that arrived, opened in the staff zone."""
    with as_worker():
        (letter,) = queries.unopened(10)
        contents = actions.opened(letter)
    assert contents is not None
    return contents


def test_what_was_written_in_three_steps_arrives_as_one_letter(portal: Portal, visitor: Client) -> None:
    review = to_review(visitor, phone="", caller_name="ハナ", place="港地区")
    assert "介護のこと" in review and "家族のこと" in review and "冷蔵庫" in review
    answer = press(visitor, review, "send")
    assert (answer.status_code, answer["Location"]) == (302, "/talk/receipt/")
    assert opened() == {
        "text": WORDS, "themes": ["care", "money"], "about": "family", "urgency": "this_week", "kind": "worry",
        "reply_by": "number", "place": "港地区", "caller_name": "ハナ", "wants_answer": True,
    }  # fmt: skip


def test_the_receipt_shows_number_and_passphrase_and_survives_a_reload(portal: Portal, visitor: Client) -> None:
    press(visitor, to_review(visitor), "send")
    first, second = (visitor.get("/talk/receipt/").content.decode() for _ in range(2))
    shown = re.findall(r'receipt-number">([^<]+)<', first)
    assert shown == re.findall(r'receipt-number">([^<]+)<', second)
    assert shown[0] == Letter.objects.values_list("receipt_number", flat=True).get()
    assert re.fullmatch(r"\d{4}-\d{4}-\d{4}", shown[1])


def test_the_receipt_is_for_this_page_and_this_browser_only(portal: Portal, visitor: Client) -> None:
    press(visitor, to_review(visitor), "send")
    cookie = visitor.cookies["otagai_receipt"]
    assert (cookie["path"], cookie["max-age"], bool(cookie["httponly"])) == ("/talk/receipt/", 600, True)
    stranger = Client().get("/talk/receipt/")
    assert stranger.status_code == 410
    assert "電話で" in stranger.content.decode()


def test_nobody_reads_number_or_passphrase_out_of_the_cookie(portal: Portal, visitor: Client) -> None:
    press(visitor, to_review(visitor), "send")
    number, passphrase = re.findall(r'receipt-number">([^<]+)<', visitor.get("/talk/receipt/").content.decode())
    kept = visitor.cookies["otagai_receipt"].value
    for part in kept.split(":"):
        seen = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
        for tried in (seen, *unpacked(seen)):
            assert number.encode() not in tried and passphrase.encode() not in tried


def unpacked(seen: bytes) -> list[bytes]:
    try:
        return [zlib.decompress(seen)]
    except zlib.error:
        return []


@pytest.mark.parametrize("after", ["the button", "the next person"])
def test_on_a_shared_machine_the_receipt_opens_no_more(portal: Portal, visitor: Client, after: str) -> None:
    press(visitor, to_review(visitor), "send")
    page = visitor.get("/talk/receipt/")
    assert page.status_code == 200
    if after == "the button":
        assert visitor.post("/talk/receipt/", fields_of(page.content.decode()))["Location"] == "/"
    else:
        visitor.get("/talk/")
    assert visitor.get("/talk/receipt/").status_code == 410


def test_a_changed_receipt_cookie_shows_nothing(portal: Portal, visitor: Client) -> None:
    visitor.cookies["otagai_receipt"] = "eyJudW1iZXIiOiJSOC0wMDAwMDEtOSJ9:1x:forged"
    assert visitor.get("/talk/receipt/").status_code == 410


def test_pressing_send_twice_is_one_letter_and_the_same_number(portal: Portal, visitor: Client) -> None:
    review = to_review(visitor)
    receipts = []
    for _ in range(2):
        press(visitor, review, "send")
        receipts.append(re.findall(r'receipt-number">([^<]+)<', visitor.get("/talk/receipt/").content.decode()))
    assert receipts[0] == receipts[1]
    assert Letter.objects.count() == 1


def test_without_words_the_step_asks_for_them_and_keeps_everything_else(portal: Portal, visitor: Client) -> None:
    page = visitor.get(TALK).content.decode()
    answer = press(visitor, page, "next", text="　 ", themes=["money"]).content.decode()
    assert "ひとことでも書いてください" in answer
    assert fields_of(answer)["themes"] == ["money"]


def test_whoever_wants_a_call_is_asked_for_the_number_and_the_words_stay(portal: Portal, visitor: Client) -> None:
    page = to_review(visitor, reply_by="phone")
    assert "電話番号を書くか" in page
    fields = fields_of(page)
    assert (fields["text"], fields["reply_by"], fields["themes"]) == ([WORDS], ["phone"], ["care", "money"])


def test_going_back_shows_what_was_written(portal: Portal, visitor: Client) -> None:
    review = to_review(visitor)
    first = press(visitor, review, "to-1").content.decode()
    fields = fields_of(first)
    assert (fields["text"], fields["themes"], fields["about"]) == ([WORDS], ["care", "money"], ["family"])


def test_whoever_wants_no_answer_gets_a_number_and_no_passphrase(portal: Portal, visitor: Client) -> None:
    press(visitor, to_review(visitor, reply_by="none"), "send")
    page = visitor.get("/talk/receipt/").content.decode()
    assert len(re.findall(r'receipt-number">', page)) == 1
    assert opened()["wants_answer"] is False


def test_hostile_text_is_ordinary_text(portal: Portal, visitor: Client) -> None:
    review = to_review(visitor, HOSTILE)
    assert "<script>alert" not in review
    press(visitor, review, "send")
    assert opened()["text"] == HOSTILE


@pytest.mark.parametrize(
    "said",
    [
        {"step": "99", "go": "send", "text": "あ"},
        {"step": "-1", "go": "to-9", "key": "no uuid"},
        {"step": "²", "go": "next", "themes": "nothing-known"},
        {"go": "send", "themes": ["x"] * 300},
        {},
    ],
)
def test_a_form_nobody_drew_is_answered_calmly(portal: Portal, said: dict[str, Any]) -> None:
    assert Client().post(TALK, said).status_code in {200, 302}


def test_a_page_left_open_overnight_sends_after_one_more_press(portal: Portal, visitor: Client) -> None:
    page = visitor.get(TALK).content.decode()
    del visitor.cookies["csrftoken"]
    late = press(visitor, page, "next", text=WORDS, themes=["care"])
    assert late.status_code == 403
    shown = late.content.decode()
    assert "冷蔵庫が空っぽです" in shown
    going_on = visitor.post(TALK, fields_of(shown))
    assert going_on.status_code == 200
    assert fields_of(going_on.content.decode())["text"] == [WORDS]


def test_the_page_of_the_forgery_guard_for_staff_is_left_to_the_house(portal: Portal, visitor: Client) -> None:
    answer = visitor.post("/nowhere/", {"text": WORDS})
    assert "押してください" not in answer.content.decode()


def test_without_a_letterbox_the_words_stay_and_the_telephone_is_shown(portal: Portal, visitor: Client) -> None:
    review = to_review(visitor)
    Municipality.objects.update(letterbox_key="")
    answer = press(visitor, review, "send")
    page = answer.content.decode()
    assert (answer.status_code, fields_of(page)["text"]) == (200, [WORDS])
    assert "電話でお話しください" in page and "054-621-2941" in page
    assert not Letter.objects.exists()


def test_danger_to_life_comes_before_the_form(portal: Portal, visitor: Client) -> None:
    page = visitor.get(TALK).content.decode()
    assert page.index("tel:119") < page.index("<form")


def test_a_door_may_say_that_it_is_a_wish(portal: Portal, visitor: Client) -> None:
    assert fields_of(visitor.get("/talk/?kind=wish").content.decode())["kind"] == ["wish"]
    assert visitor.get("/talk/?kind=%22%3E").status_code == 200


def test_nothing_of_a_visitor_is_stored_but_the_sealed_letter(portal: Portal, visitor: Client) -> None:
    review = to_review(visitor)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        press(visitor, review, "send")
    statements = " ".join(query["sql"] for query in asked.captured_queries)
    assert "accounts_user" not in statements and "django_session" not in statements
    assert "sessionid" not in visitor.cookies and "otagai_session" not in visitor.cookies
    assert len(asked) <= 16, json.dumps([query["sql"][:90] for query in asked.captured_queries], indent=1)


def test_the_form_itself_asks_the_database_for_next_to_nothing(portal: Portal, visitor: Client) -> None:
    visitor.get(reverse("portal:home"))
    with CaptureQueriesContext(connection) as asked:
        visitor.get(TALK)
    assert len(asked) <= 4, [query["sql"][:90] for query in asked.captured_queries]


def test_each_step_is_kept_by_the_browser_on_its_own_and_forgotten_by_the_receipt(
    portal: Portal, visitor: Client
) -> None:
    first = visitor.get(TALK).content.decode()
    second = press(visitor, first, "next", text=WORDS).content.decode()
    assert 'id="talk-1"' in first and 'id="talk-2"' in second
    press(visitor, to_review(visitor), "send")
    assert 'data-forget="talk-1 talk-2 talk-3"' in visitor.get("/talk/receipt/").content.decode()
