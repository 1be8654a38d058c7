"""Decisions about people."""

from __future__ import annotations

import pytest

from otagai.kernel.finding import PersonFacts
from otagai.kernel.search_box import query_tokens
from otagai.kernel.wareki import PartialDate
from otagai.town.people import rules
from otagai.town.people.rules import MemberFacts
from otagai.town.people.words import ContactKind, Safety

HANAKO = PersonFacts(
    surname="髙橋", given="花子", surname_kana="タカハシ", given_kana="ハナコ", other_names=("鈴木",),
    birth=PartialDate(1941, 3, 5), phones=("054-621-2941",), address="焼津市本町5-6-1",
)  # fmt: skip


def test_one_name_of_any_kind_is_enough() -> None:
    assert rules.why_not_person("髙橋", "", "", "") == []
    assert rules.why_not_person("", "", "", "ハナコ") == []
    assert rules.why_not_person("", "", "", "", "おはなさん") == []
    assert len(rules.why_not_person(" ", "", "", "", "")) == 1


@pytest.mark.parametrize("birth", ["", "1941", "1941-03", "1941-03-05", "1941~"])
def test_a_birth_date_may_be_known_in_part(birth: str) -> None:
    assert rules.why_not_birth(birth) == []


@pytest.mark.parametrize("birth", ["昭和16年", "1941-02-30", "41", "1941-3-5"])
def test_a_birth_date_that_cannot_be_is_refused(birth: str) -> None:
    assert rules.why_not_birth(birth)


def test_a_telephone_must_ring_and_an_address_must_look_like_one() -> None:
    assert rules.why_not_contact(ContactKind.PHONE, "０５４−６２１−２９４１") == []
    assert rules.why_not_contact(ContactKind.MOBILE, "090-1234") != []
    assert rules.why_not_contact(ContactKind.MAIL, "hanako.example") == ["メールアドレスの 形では ありません"]
    assert rules.why_not_contact(ContactKind.MAIL, "h@example.jp") == []
    assert rules.why_not_contact(ContactKind.VIA, "民生委員の山田さん") == []
    assert rules.why_not_contact(ContactKind.VIA, "  ") == ["番号・アドレスを書いてください"]


def test_a_number_is_kept_as_people_read_it() -> None:
    assert rules.kept_value(ContactKind.PHONE, "０５４６２１２９４１") == "054-621-2941"
    assert rules.kept_value(ContactKind.VIA, " 民生委員の山田さん ") == "民生委員の山田さん"


def test_nobody_leaves_a_message_before_asking_whether_it_is_safe() -> None:
    assert [safety for safety in Safety if rules.may_leave_message(safety)] == [Safety.SAFE]


def test_a_person_lives_in_one_household_at_a_time() -> None:
    assert rules.why_not_member(MemberFacts(already_here=False, in_another_now=False)) == []
    assert rules.why_not_member(MemberFacts(already_here=True, in_another_now=False)) == ["もう この世帯に います"]
    assert "先に" in rules.why_not_member(MemberFacts(already_here=False, in_another_now=True))[0]


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("054-621-2941", ["電話が同じ"]),
        ("2941", ["電話の終わりが同じ"]),
        ("たかはし", ["カナが合う"]),
        ("たかはしはなこ", ["カナが同じ"]),
        ("高橋花子", ["漢字が同じ"]),
        ("高橋", ["名前が合う"]),
        ("鈴木", ["旧姓・通称が合う"]),
        ("昭和16年3月5日", ["生年月日が同じ"]),
        ("19410305", ["生年月日が同じ"]),
        ("昭和16年", ["生まれた年が同じ"]),
        ("1941", ["生まれた年が同じ"]),
        ("本町", ["住所が合う"]),
        ("高橋 本町5丁目6番1号", ["名前が合う", "住所が合う"]),
    ],
)
def test_the_reason_says_what_was_found(text: str, reasons: list[str]) -> None:
    assert rules.why_found(query_tokens(text), HANAKO) == reasons


@pytest.mark.parametrize("text", ["佐藤", "高橋 佐藤", "090-1111-2222", "昭和17年", "7777", "橋高"])
def test_a_word_that_means_somebody_else_is_no_match(text: str) -> None:
    assert rules.why_found(query_tokens(text), HANAKO) is None


def test_somebody_without_a_birth_date_is_not_found_by_one() -> None:
    assert rules.why_found(query_tokens("昭和16年3月5日"), PersonFacts(surname="髙橋")) is None
