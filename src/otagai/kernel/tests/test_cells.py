from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.cells import cell_original, cell_safe, cell_text, flag, number

FORMULAS = ["=1+1", "+81-54", "-2+3|cmd", "@SUM(A1)", "＝1+1", "\t=1", " =1", "　=1", "'=1", "''=1", "\n=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_can_start_a_formula(text: str) -> None:
    assert cell_safe(text).startswith("'")
    assert cell_original(cell_safe(text)) == text


@pytest.mark.parametrize("text", ["山田", "", "'", "1-2", "a=b", "054-621-2941", "'quoted'"])
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert cell_safe(text) == text == cell_original(text)


@given(st.text())
def test_what_was_made_safe_can_be_made_as_it_was(text: str) -> None:
    assert cell_original(cell_safe(text)) == text
    assert cell_safe(text)[:1] not in ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def test_hours_longer_than_a_day_and_truth_are_written_out() -> None:
    assert cell_text(timedelta(hours=25, minutes=5)) == "25:05"
    assert cell_text(True) == "True"
    assert cell_text(1.25) == "1.25"
    assert cell_text(datetime.fromisoformat("2026-11-20 00:00")) == "2026-11-20"
    assert cell_text(datetime.fromisoformat("2026-11-20 09:05")) == "2026-11-20 09:05"


@pytest.mark.parametrize(
    ("text", "meant"),
    [("32,500 ", "32500"), ("３２，５００", "32500"), ("-1.5", "-1.5"), ("1.7E+14", "170000000000000"), (" 12 ", "12")],
)
def test_numbers_are_read_through_their_dirt(text: str, meant: str) -> None:
    assert number(text) == Decimal(meant)


@pytest.mark.parametrize("text", ["", "約30", "3-5", "○", "1.2.3"])
def test_what_is_no_number_stays_text(text: str) -> None:
    assert number(text) is None


def test_flags_are_read_in_all_their_shapes() -> None:
    assert [flag(text) for text in ("○", "◯", "〇", "１", "有", "あり")] == [True] * 6
    assert [flag(text) for text in ("", "×", "0", "無", "なし", "-")] == [False] * 6
    assert flag("要相談") is None
