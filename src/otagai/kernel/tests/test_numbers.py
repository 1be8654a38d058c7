from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.numbers import (
    ReceiptNumber,
    card_qr,
    card_serial,
    check_digit,
    fiscal_year,
    looks_like_receipt,
    new_passphrase,
    parse_card,
    parse_passphrase,
    parse_receipt,
)

digits = st.text("0123456789", min_size=1, max_size=12)
receipts = st.builds(ReceiptNumber, st.integers(2019, 2117), st.integers(1, 999_999))


@given(digits, st.data())
def test_one_digit_copied_wrongly_is_always_noticed(text: str, data: st.DataObject) -> None:
    written = f"{text}{check_digit(text)}"
    place = data.draw(st.integers(0, len(written) - 1))
    wrong = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != written[place]]))
    assert check_digit(written) == 0
    assert check_digit(written[:place] + wrong + written[place + 1 :]) != 0


@given(digits, st.data())
def test_two_neighbouring_digits_swapped_are_always_noticed(text: str, data: st.DataObject) -> None:
    written = f"{text}{check_digit(text)}"
    place = data.draw(st.integers(0, len(written) - 2))
    swapped = written[:place] + written[place + 1] + written[place] + written[place + 2 :]
    assert swapped == written or check_digit(swapped) != 0


def test_the_check_digit_is_the_published_one() -> None:
    assert check_digit("572") == 4


@given(receipts)
def test_every_receipt_number_is_read_back(receipt: ReceiptNumber) -> None:
    assert parse_receipt(str(receipt)) == receipt
    assert parse_receipt(str(receipt).replace("-", "").lower()) == receipt


@pytest.mark.parametrize(
    "typed",
    ["R8-004217-4", "Ｒ８−００４２１７−４", "r8 004217 4", "R80042174", "R8-OO4217-4", "令和8-004217-4", "8-004217-4"],
)
def test_a_receipt_number_may_be_typed_carelessly(typed: str) -> None:
    assert parse_receipt(typed) == ReceiptNumber(2026, 4217)


def test_a_wrong_digit_and_a_wrong_thing_get_different_answers() -> None:
    with pytest.raises(ValueError, match="見比べて"):
        parse_receipt("R8-004271-4")
    with pytest.raises(ValueError, match="受付番号では ない"):
        parse_receipt("054-621-2941")
    assert looks_like_receipt("R8-004271-4")
    assert not looks_like_receipt("80042174")


def test_the_receipt_year_turns_in_april() -> None:
    assert fiscal_year(date(2027, 3, 31)) == 2026
    assert fiscal_year(date(2027, 4, 1)) == 2027


@pytest.mark.parametrize(("year", "number"), [(2018, 1), (2026, 0), (2026, 1_000_000)])
def test_numbers_beyond_the_form_are_refused(year: int, number: int) -> None:
    with pytest.raises(ValueError, match="受付番号にできない"):
        ReceiptNumber(year, number)


@given(st.integers(1, 999_999))
def test_a_card_is_known_by_its_serial_and_by_its_qr_code(number: int) -> None:
    assert parse_card(card_serial(number)) == number
    assert parse_card(card_serial(number).replace("-", " ").lower()) == number
    assert parse_card(card_qr("https://otagai.example.jp/", number)) == number


def test_a_miscopied_card_is_noticed() -> None:
    with pytest.raises(ValueError, match="見比べて"):
        parse_card("C-000132-4")
    with pytest.raises(ValueError, match="カードの番号では ない"):
        parse_card("R8-004217-4")
    with pytest.raises(ValueError, match="999999"):
        card_serial(0)


def test_a_passphrase_is_twelve_digits_and_never_the_same() -> None:
    phrases = {new_passphrase() for _ in range(200)}
    assert len(phrases) == 200
    assert all(parse_passphrase(phrase) == phrase for phrase in phrases)


def test_a_passphrase_read_over_the_telephone_is_understood() -> None:
    assert parse_passphrase("４８２１ ０９３７ ６６５O") == "4821-0937-6650"
    with pytest.raises(ValueError, match="12けた"):
        parse_passphrase("4821-0937-665")
