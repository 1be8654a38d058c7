from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.workbooks import (
    SheetUnreadable,
    cell_original,
    cell_safe,
    cell_text,
    is_old_workbook,
    is_workbook,
    sheet_rows,
    write_workbook,
)

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


def test_texts_stay_texts_and_numbers_numbers() -> None:
    content = write_workbook(
        ["番号", "電話", "人数", "日", "備考"],
        [["007", "=HYPERLINK()", 12, date(2026, 11, 20), "一\n二"], [None, "", 0, None, "a\x00b"]],
    )
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet["A2"].value == "007"
    assert (sheet["B2"].data_type, sheet["B2"].value) == ("s", "'=HYPERLINK()")
    assert (sheet["C2"].data_type, sheet["C2"].value) == ("n", 12)
    assert sheet["D2"].is_date
    assert sheet["E3"].value == "ab"
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "A2"


def test_a_sheet_may_be_called_anything() -> None:
    assert list(sheet_rows(write_workbook(["a"], [], sheet="相談[2026/11]*"))) == ["相談_2026_11__"]
    assert list(sheet_rows(write_workbook(["a"], [], sheet=""))) == ["一覧"]


def test_hidden_sheets_are_not_read() -> None:
    book = openpyxl.Workbook()
    book.active.append(["名称"])
    book.create_sheet("かくれた").sheet_state = "hidden"
    content = BytesIO()
    book.save(content)
    assert list(sheet_rows(content.getvalue())) == ["Sheet"]


def test_kinds_of_files_are_told_apart_by_their_bytes() -> None:
    assert is_workbook(write_workbook(["a"], []))
    assert not is_workbook("名称,住所".encode())
    assert is_old_workbook(b"\xd0\xcf\x11\xe0\xa1\xb1")
    with pytest.raises(SheetUnreadable, match="こわれて"):
        sheet_rows(b"PK\x03\x04")


def test_hours_longer_than_a_day_and_truth_are_written_out() -> None:
    assert cell_text(timedelta(hours=25, minutes=5)) == "25:05"
    assert cell_text(True) == "True"
    assert cell_text(1.25) == "1.25"
