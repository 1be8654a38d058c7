"""Rules of the letterbox, as sentences."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.numbers import parse_passphrase
from otagai.welcome.letterbox import rules

SENT = uuid.UUID("0b9f9a8e-3a44-4c60-9e0a-0d4b8d4c1f11")


def test_a_worry_needs_words_and_nothing_else() -> None:
    assert rules.why_not_post("　\n ") == ["どんなことか、ひとことでも書いてください"]
    assert rules.why_not_post("さ") == []


def test_a_very_long_letter_says_how_long_it_may_be() -> None:
    assert rules.why_not_post("あ" * 20_001) == ["20,000文字までにしてください（いま 20,001文字）"]


def test_nul_and_controls_are_taken_out_and_ordinary_odd_text_stays() -> None:
    hostile = "髙﨑{{ x }}{% y %}\u202e<b>\x00=1+1"
    assert rules.kept({"text": hostile, "themes": ["money\x00"], "wants_answer": True}) == {
        "text": hostile.replace("\x00", ""),
        "themes": ["money"],
        "wants_answer": True,
    }


def test_the_stored_key_does_not_tell_the_sent_one_and_changed_words_are_another_letter() -> None:
    key = rules.once_key(SENT, {"text": "買い物に行けない"})
    assert key != SENT
    assert key == rules.once_key(SENT, {"text": "買い物に行けない"})
    assert key != rules.once_key(SENT, {"text": "買い物にも病院にも行けない"})


@given(st.binary(min_size=8), st.uuids(), st.uuids())
def test_a_passphrase_is_twelve_digits_as_people_may_type_them(secret: bytes, key: uuid.UUID, sent: uuid.UUID) -> None:
    passphrase = rules.passphrase_of(secret, key, sent)
    assert parse_passphrase(passphrase) == passphrase
    assert passphrase == rules.passphrase_of(secret, key, sent)


def test_a_salon_on_one_line_is_no_flood_and_a_bot_is() -> None:
    assert not rules.is_flood(10)
    assert rules.is_flood(11)
