"""How traces are put into words."""

from __future__ import annotations

from datetime import date

from otagai.base.audit import rules
from otagai.base.audit.words import VERBS


def test_a_change_shows_both_texts_and_hides_what_nobody_reads() -> None:
    changes = rules.changes_of("U", {"family_name": ["山本", "山元"], "version": [1, 2]}, {"family_name": "姓"})
    assert changes == [rules.Change("姓", "山本", "山元")]


def test_of_a_new_row_only_what_was_filled_in() -> None:
    changes = rules.changes_of("I", {"id": 1, "family_name": "山本", "note": "", "is_open": True, "themes": []}, {})
    assert [(change.field, change.after) for change in changes] == [("family_name", "山本"), ("is_open", "はい")]


def test_lists_and_nothing_in_words() -> None:
    assert rules.text_of(["a", "b"]) == "a、b"
    assert rules.text_of(None) == "（なし）"
    assert rules.text_of(False) == "いいえ"


def test_a_verb_nobody_named_is_shown_as_it_is() -> None:
    assert rules.verb_label("intake.received") == VERBS["intake.received"]
    assert rules.verb_label("new.verb") == "new.verb"


def test_facts_in_one_line() -> None:
    assert rules.facts_text({"organization": 3, "area": None, "items": ["name"]}) == "団体：3 ・ 伝えたこと：お名前"


def test_codes_of_duties_and_bases_are_said_in_words() -> None:
    assert rules.facts_text({"duty": "counsellor"}) == "職務：相談員（機関）"
    assert rules.facts_text({"basis": "vital_interest"}).startswith("根拠：生命・身体・財産の保護")
    assert rules.facts_text({"basis": "received"}) == "根拠：相談を受け止めた"
    assert rules.facts_text({"duty": "something_new"}) == "職務：something_new"


def test_the_log_is_read_for_a_year_at_most_and_forwards() -> None:
    assert rules.why_not_span(date(2026, 4, 1), date(2027, 3, 31)) == []
    assert rules.why_not_span(date(2026, 4, 1), date(2026, 3, 31))
    assert rules.why_not_span(date(2025, 1, 1), date(2026, 3, 31))
    assert rules.why_not_span(None, date(2026, 3, 31)) == []


def test_facts_of_deeds_are_said_in_words_also_those_of_rooms_above() -> None:
    assert (
        rules.facts_text({"contact": 7, "safety": "never"}, "people.contact_safety")
        == "連絡先：7 ・ 連絡してよいか：連絡しない"
    )
    assert rules.facts_text({"looks": "kana", "found": 1}, "people.searched") == "何でさがしたか：かな ・ 出た件数：1"
    assert rules.facts_text({"household": 1125}) == "世帯：1125"
    assert rules.facts_text({"state": "supporting"}, "intake.supported").startswith("状態：支え")
