"""What makes a consent, and what it allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given as for_any
from hypothesis import strategies as st

from otagai.base.disclosure.words import Item
from otagai.town.consents import rules
from otagai.town.consents.rules import Given
from otagai.town.consents.words import ConsentGiver

TODAY = date(2026, 11, 20)
CENTER, OTHER = 5, 6
AGREED = Given(CENTER, "介護の相談", frozenset({Item.NAME, Item.PHONE}), TODAY, date(2027, 3, 31))

consents = st.builds(
    Given, st.sampled_from([CENTER, OTHER]), st.just("相談"), st.frozensets(st.sampled_from(list(Item))),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.booleans(),
)  # fmt: skip


def test_a_consent_names_purpose_and_items_and_begins_no_later_than_today() -> None:
    assert rules.why_not_consent(AGREED, today=TODAY) == []
    assert rules.why_not_consent(replace(AGREED, purpose=" ", items=frozenset()), today=TODAY) == [
        "何のために伝えるかを 書いてください",
        "伝えてよいことを ひとつは 選んでください",
    ]
    assert rules.why_not_consent(replace(AGREED, given_on=TODAY + timedelta(days=1)), today=TODAY) != []
    assert "知らない項目" in rules.why_not_consent(AGREED, today=TODAY, known_items=[Item.NAME])[0]


def test_a_consent_ends_after_it_began_not_in_the_past_and_within_three_years() -> None:
    for until in (date(2026, 11, 19), date(2030, 1, 1)):
        assert len(rules.why_not_consent(replace(AGREED, valid_until=until), today=TODAY)) == 1
    past = replace(AGREED, given_on=date(2026, 1, 1), valid_until=date(2026, 6, 1))
    assert rules.why_not_consent(past, today=TODAY) == ["「いつまで」が もう過ぎています"]
    assert rules.why_not_consent(replace(AGREED, valid_until=None), today=TODAY) == []


def test_the_last_day_counts_and_the_day_after_does_not() -> None:
    assert rules.is_in_force(AGREED, date(2027, 3, 31))
    assert not rules.is_in_force(AGREED, date(2027, 4, 1))
    assert not rules.is_in_force(AGREED, date(2026, 11, 19))


def test_several_consents_to_one_recipient_add_up_and_others_get_nothing() -> None:
    more = replace(AGREED, items=frozenset({Item.ADDRESS}))
    assert rules.items_allowed([AGREED, more], CENTER, TODAY) == {Item.NAME, Item.PHONE, Item.ADDRESS}
    assert rules.items_allowed([AGREED, more], OTHER, TODAY) == frozenset()
    assert rules.items_allowed([], CENTER, TODAY) == frozenset()


@for_any(st.lists(consents, max_size=5), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_withdrawing_never_allows_more(given: list[Given], on: date) -> None:
    before = rules.items_allowed(given, CENTER, on)
    for number, one in enumerate(given):
        fewer = [*given[:number], replace(one, withdrawn=True), *given[number + 1 :]]
        assert rules.items_allowed(fewer, CENTER, on) <= before
    assert rules.items_allowed([replace(one, withdrawn=True) for one in given], CENTER, on) == frozenset()


def test_what_the_family_said_is_asked_again() -> None:
    assert [giver for giver in ConsentGiver if rules.needs_asking_again(giver)] == [ConsentGiver.FAMILY]
