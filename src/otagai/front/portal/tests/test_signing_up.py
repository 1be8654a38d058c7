"""申し込む on the public pages: a phone, no script, no account; the number leads back, and no page holds a name."""

from __future__ import annotations

import re
import uuid
from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from otagai.base.accounts.acting import WORKER
from otagai.front.portal.tests.conftest import Portal, fields_of
from otagai.town.activities.models import Activity, HelpingSlot, Hosting, SignUpTerms
from otagai.welcome.letterbox.models import Letter
from otagai.welcome.letterbox.words import LetterKind
from otagai.welcome.signups import actions
from otagai.welcome.signups.models import SignUp
from tests.factories import NOW, an_activity, an_organization, as_worker

NAME, PHONE, MAIL = "鶚田ハナ", "0540001234", "hana@example.test"


@pytest.fixture
def gym(portal: Portal) -> Activity:
    """体操 with one seat, and one helper wanted for 受付."""
    activity, host = an_activity("浜の体操"), an_organization("小川地区社協")
    Hosting.objects.create(activity=activity, organization=host, position=0)
    SignUpTerms.objects.create(activity=activity, keeper=host, takes_guests=True, capacity=1, word="動きやすい服で")
    HelpingSlot.objects.create(activity=activity, task="受付", starts_at=time(9), ends_at=time(10), wanted=1)
    return activity


def signs_up(visitor: Client, gym: Activity, **typed: str) -> Any:
    """Fill in the form and send it; the page that follows."""
    page = visitor.get(f"/activities/{gym.pk}/sign-up/").content.decode()
    fields = {
        **fields_of(page),
        "day": "2026-11-24",
        "what": "guest",
        "seats": "1",
        "name": NAME,
        "phone": PHONE,
        **typed,
    }
    return visitor.post(f"/activities/{gym.pk}/sign-up/", fields)


def pair_on(page: str) -> tuple[str, str]:
    """The number and the passphrase that the receipt shows."""
    number, passphrase = re.search(r"R\d+-\d{6}-\d", page), re.search(r"\d{4}-\d{4}-\d{4}", page)
    assert number and passphrase
    return number[0], passphrase[0]


def test_a_day_a_name_and_a_telephone_give_a_number(gym: Activity, visitor: Client) -> None:
    shown = visitor.get(f"/activities/{gym.pk}/").content.decode()
    assert f'/activities/{gym.pk}/sign-up/?day=2026-11-24"' in shown and "あと 1人" in shown and "受付" in shown
    page = visitor.get(f"/activities/{gym.pk}/sign-up/").content.decode()
    assert "名前と連絡先を見るのは 小川地区社協 だけです" in page and "30日たつと" in page and "動きやすい服で" in page
    answer = signs_up(visitor, gym)
    assert answer.status_code == 302 and answer["Location"] == "/activities/signed-up/"
    receipt = visitor.get("/activities/signed-up/").content.decode()
    assert "申し込みました" in receipt and "2026年11月24日(火)" in receipt and NAME not in receipt
    assert pair_on(receipt)


def test_the_second_waits_and_moves_up_when_the_first_takes_it_back(gym: Activity, visitor: Client) -> None:
    signs_up(visitor, gym)
    first = pair_on(visitor.get("/activities/signed-up/").content.decode())
    assert "いっぱいです" in visitor.get(f"/activities/{gym.pk}/").content.decode()
    signs_up(visitor, gym, name="あとの人")
    receipt = visitor.get("/activities/signed-up/").content.decode()
    assert "順番待ちの 1番目です" in receipt
    second = pair_on(receipt)
    page = looks(visitor, first)
    assert "あなたの申し込み" in page and "申し込みを取りやめる" in page
    ended = visitor.post("/activities/take-back/", fields_of(page)).content.decode()
    assert "取りやめました" in ended
    assert "どうぞ おいでください" in looks(visitor, second)


def looks(visitor: Client, pair: tuple[str, str]) -> str:
    """返事を見る with number and passphrase."""
    fields = fields_of(visitor.get("/reply/").content.decode())
    return visitor.post("/reply/", {**fields, "receipt_number": pair[0], "passphrase": pair[1]}).content.decode()


def test_what_was_typed_stays_when_something_is_missing(gym: Activity, visitor: Client) -> None:
    answer = signs_up(visitor, gym, phone="", note="卵は食べません")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "電話か メールの どちらか" in page and NAME in page and "卵は食べません" in page
    assert SignUp.objects.count() == 0
    assert "書きかたを たしかめて" in signs_up(visitor, gym, mail="これはメールではない").content.decode()
    assert "電話番号の どこか" in signs_up(visitor, gym, phone="１２").content.decode()


def test_the_wrong_pair_takes_nothing_back(gym: Activity, visitor: Client) -> None:
    signs_up(visitor, gym)
    number, _ = pair_on(visitor.get("/activities/signed-up/").content.decode())
    fields = fields_of(visitor.get("/reply/").content.decode())
    page = visitor.post("/activities/take-back/", {**fields, "receipt_number": number, "passphrase": "1" * 12})
    assert "見つかりませんでした" in page.content.decode()


def test_under_the_number_of_a_sign_up_no_letter_goes_where_nobody_reads_it(gym: Activity, visitor: Client) -> None:
    signs_up(visitor, gym)
    number, passphrase = pair_on(visitor.get("/activities/signed-up/").content.decode())
    guard = fields_of(visitor.get("/reply/").content.decode())
    letter = {"again-text": "行けなくなりました", "again-key": str(uuid.uuid4())}
    answer = visitor.post("/reply/again/", {**guard, "receipt_number": number, "passphrase": passphrase, **letter})
    assert answer.status_code == 200 and "浜の体操" in answer.content.decode()
    assert [letter.kind for letter in Letter.objects.all()] == [LetterKind.SIGN_UP]


def test_the_receipt_can_be_wiped_from_a_shared_machine(gym: Activity, visitor: Client) -> None:
    signs_up(visitor, gym)
    page = visitor.get("/activities/signed-up/").content.decode()
    visitor.post("/activities/signed-up/", fields_of(page))
    assert visitor.get("/activities/signed-up/").status_code == 410


def test_no_public_page_feed_or_sheet_holds_a_name(gym: Activity, visitor: Client, caplog: Any) -> None:
    caplog.set_level("DEBUG")
    signs_up(visitor, gym, mail=MAIL, note="ひみつ鶚")
    with as_worker():
        assert actions.open_letters(by=WORKER, at=NOW) == 1
        actions.tell_news(by=WORKER, at=NOW)
    addresses = [
        "/",
        "/activities/",
        "/activities/?span=month",
        "/activities/calendar.ics",
        "/activities/month.pdf",
        "/reply/",
    ]
    addresses += [f"/activities/{gym.pk}/{rest}" for rest in ("", "calendar.ics", "sign-up/")] + [
        "/activities/signed-up/"
    ]
    for address in addresses:
        answer = visitor.get(address)
        heard = answer.content + repr(answer.headers).encode()
        assert not any(word.encode() in heard for word in (NAME, PHONE, MAIL, "ひみつ鶚")), address
    said = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert not any(word in said for word in (NAME, PHONE, MAIL, "ひみつ鶚"))


def test_where_one_does_not_sign_up_there_is_no_such_page(portal: Portal, visitor: Client) -> None:
    assert visitor.get(f"/activities/{an_activity().pk}/sign-up/").status_code == 404
    assert visitor.get(reverse("portal:sign_up", args=[10**9])).status_code == 404


def test_when_no_day_is_open_the_page_says_whom_to_call(gym: Activity, visitor: Client) -> None:
    SignUpTerms.objects.update(closes_days=60)
    gym.recurrences.update(valid_until="2026-12-31")
    page = visitor.get(f"/activities/{gym.pk}/sign-up/").content.decode()
    assert "いま 申し込める日は ありません" in page and "054-123-4567" in page


@pytest.mark.parametrize(("need", "field"), [("with_children", "with_children"), ("wheelchair", "wheelchair")])
def test_who_needs_a_ramp_or_brings_children_finds_what_fits(portal: Portal, need: str, field: str) -> None:
    an_activity("行ける会", **{field: True})
    an_activity("行けない会")
    page = Client().get(f"/activities/?needs={need}").content.decode()
    assert "行ける会" in page and "行けない会" not in page


def test_those_who_want_to_sign_up_or_to_help_find_what_takes_them(gym: Activity) -> None:
    an_activity("ただの会")
    for need in ("signing_up", "helpers"):
        page = Client().get(f"/activities/?needs={need}").content.decode()
        assert "浜の体操" in page and "ただの会" not in page
        assert "小川地区社協" in page


def test_the_calendar_says_how_many_hands_are_still_wanted(gym: Activity, visitor: Client) -> None:
    def line() -> str:
        return visitor.get("/activities/?span=week").content.decode()

    assert "手伝う人 あと 1人" in line()
    slot = HelpingSlot.objects.get(activity=gym)
    assert signs_up(visitor, gym, what=str(slot.pk)).status_code == 302
    assert "手伝う人は そろいました" in line()
