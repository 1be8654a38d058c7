"""What may leave, and how a baton goes, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from otagai.base.disclosure.words import Item, LegalBasis
from otagai.welcome.intake.rules import headline_of
from otagai.welcome.intake.words import Urgency
from otagai.welcome.referrals import rules
from otagai.welcome.referrals.words import HandBackReason
from otagai.welcome.referrals.words import ReferralState as S

AGREED = rules.Sending(
    sender_id=1,
    receiver_id=2,
    reason="介護の相談をお願いしたい",
    basis=LegalBasis.CONSENT,
    basis_note="",
    items=frozenset({Item.GIST, Item.NAME}),
    consented_items=frozenset({Item.GIST, Item.NAME, Item.PHONE}),
    another_is_waiting=False,
    headline="母の介護の相談",
    said="母が 夜に出て行ってしまう",
)


def test_what_was_agreed_to_may_leave() -> None:
    assert rules.why_not_send(AGREED) == []


def test_an_item_without_consent_stays() -> None:
    asked = replace(AGREED, items=frozenset({Item.GIST, Item.ADDRESS}))
    assert rules.why_not_send(asked) == ["同意のない項目は伝えられません：住所"]


def test_no_letter_goes_without_the_line_that_every_taker_reads() -> None:
    assert rules.why_not_send(replace(AGREED, headline=" ")) != []
    assert "かならず見えます" in rules.why_not_send(replace(AGREED, items=frozenset({Item.NAME})))[0]


def test_the_line_is_not_cut_out_of_somebodys_own_words() -> None:
    for untouched in ("母が 夜に出て行ってしまう", "母が  夜に出て行ってしまう ", "母が 夜に出て行ってしまう…"):
        assert "職員のことば" in rules.why_not_send(replace(AGREED, headline=untouched))[0]
    long = replace(AGREED, said="あ" * 90, headline=headline_of("あ" * 90))
    assert rules.why_not_send(long) != []
    assert (
        rules.why_not_send(replace(long, said="")) == []
    )  # whoever does not see the words has not cut the line out of them


def test_who_agreed_to_all_of_the_words_agreed_to_the_first_of_them() -> None:
    items = frozenset({Item.GIST, Item.WORDS})
    assert rules.why_not_send(replace(AGREED, items=items, consented_items=items, headline=AGREED.said)) == []


def test_without_any_basis_nothing_leaves() -> None:
    assert rules.why_not_send(replace(AGREED, basis=None)) != []
    assert rules.why_not_send(replace(AGREED, consented_items=None)) != []


def test_another_basis_than_consent_needs_its_reason_in_words() -> None:
    asked = replace(AGREED, basis=LegalBasis.VITAL_INTEREST, consented_items=None)
    assert rules.why_not_send(asked) != []
    assert rules.why_not_send(replace(asked, basis_note="倒れていて話せない")) == []


def test_each_end_of_the_baton_has_steps_of_its_own() -> None:
    for step in (S.SENT, S.TAKEN_BACK):
        assert rules.why_not_side(step, gives=False, takes=True) == ["つなぎを送った団体の人だけができます"]
    assert rules.why_not_side(S.ACCEPTED, gives=True, takes=False) == ["つなぎを受けた団体の人だけができます"]
    assert rules.why_not_side(S.DONE, gives=False, takes=False) == []
    waits = {"is_ahead": True, "reason": "担当が決まるまで"}
    assert rules.why_not_wait(S.SENT, gives=False, takes=False, **waits) != []
    assert rules.why_not_wait(S.SENT, gives=False, takes=True, **waits) == []
    assert rules.why_not_wait(S.ACCEPTED, gives=True, takes=False, **waits) != []


def test_what_is_urgent_is_due_today_or_when_offices_open_again() -> None:
    friday, saturday, monday = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 24)
    usual = date(2026, 11, 26)
    assert rules.until(usual, Urgency.TODAY, today=friday) == friday
    assert rules.until(usual, Urgency.TODAY, today=saturday) == monday  # 11/23 is 勤労感謝の日
    assert rules.until(friday, Urgency.TODAY, today=saturday) == friday
    assert rules.until(usual, Urgency.THIS_WEEK, today=friday) == usual


def test_handing_back_always_says_what_would_help() -> None:
    assert len(rules.why_not_hand_back(None, " ")) == 2
    assert rules.why_not_hand_back(HandBackReason.FULL_NOW, "子育ての窓口へ") == []


def test_only_a_handed_back_taken_back_or_done_baton_stands_still() -> None:
    assert {state for state in S if not rules.NEXT[state]} == {S.HANDED_BACK, S.TAKEN_BACK, S.DONE}


def test_nothing_ends_while_a_baton_is_out() -> None:
    assert rules.why_not_finish([S.SENT], 1) != []
    assert rules.why_not_finish([S.CONTACTED], 1) != []
    assert rules.why_not_finish([S.REPORTED, S.HANDED_BACK, S.TAKEN_BACK, S.DRAFT], 0) == []
    assert rules.why_not_finish([], 1) == ["ほかの機関どうしの つなぎの結果が まだ届いていません"]
