from datetime import date
from io import BytesIO

import openpyxl
import pytest

from otagai.kernel.workbooks import (
    SheetUnreadable,
    is_old_workbook,
    is_workbook,
    sheet_rows,
    write_workbook,
)


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
