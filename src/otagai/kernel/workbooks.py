"""Excel workbooks (.xlsx): reading sheets as text, and writing sheets in which no cell can start a formula."""

import io
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from otagai.kernel.cells import Cell, cell_safe, cell_text
from otagai.kernel.text import clean

LARGEST_UNPACKED_BYTES = 400 * 1024 * 1024
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_NARROW_COLUMN, _WIDE_COLUMN = 8, 50


class SheetUnreadable(ValueError):
    """A workbook that cannot be read; the message says in Japanese what to do."""


def is_workbook(content: bytes) -> bool:
    """Say whether bytes look like an .xlsx file (a zip)."""
    return content[:4] == b"PK\x03\x04"


def is_old_workbook(content: bytes) -> bool:
    """Say whether bytes look like an .xls file, which is not read here."""
    return content[:4] == _OLD_WORKBOOK


def sheet_rows(content: bytes) -> dict[str, list[tuple[int, list[str]]]]:
    """Return for each visible sheet its rows as (line, cells as text); formulas give their last value. Raises
    SheetUnreadable.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED_BYTES:
                raise SheetUnreadable("Excel ファイルの中身が 大きすぎます。分けて 読み込んでください")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # drop-down lists and the like that openpyxl does not keep
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            return {sheet.title: _rows(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"}
    except SheetUnreadable:
        raise
    except Exception as error:  # openpyxl raises whatever a broken file leads it to
        raise SheetUnreadable(
            "Excel ファイル(.xlsx)として 読めません。こわれているか、パスワードが かかっています"
        ) from error


def _rows(sheet: Any) -> list[tuple[int, list[str]]]:
    sheet.reset_dimensions()
    rows = enumerate(sheet.iter_rows(values_only=True), start=1)
    return [(line, [cell_text(value) for value in values]) for line, values in rows]


def write_workbook(headers: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str = "一覧") -> bytes:
    """Write one sheet (.xlsx): header on row 1, frozen and bold; texts stay texts (leading zeros kept), no formula
    anywhere.
    """
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(_sheet_name(sheet))
    page.freeze_panes = "A2"
    body = [list(row) for row in rows]
    _set_widths(page, headers, body)
    page.append([_written(page, header, bold=True) for header in headers])
    for row in body:
        page.append([_written(page, value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _written(page: Worksheet, value: Cell, *, bold: bool = False) -> SheetCell:
    cell = WriteOnlyCell(page)
    if isinstance(value, str):
        cell.value = cell_safe(clean(value))
        cell.data_type, cell.number_format = "s", "@"
        cell.alignment = Alignment(wrap_text="\n" in value, vertical="top")
    else:
        cell.value = value
    if bold:
        cell.font = Font(bold=True)
    return cell


def _set_widths(page: Worksheet, headers: Sequence[str], rows: list[list[Cell]]) -> None:
    for place, header in enumerate(headers):
        texts = [header, *(cell_text(row[place]) for row in rows[:200] if place < len(row))]
        longest = max(sum(1 if c.isascii() else 2 for c in text[:60]) for text in texts)
        page.column_dimensions[get_column_letter(place + 1)].width = min(max(longest + 2, _NARROW_COLUMN), _WIDE_COLUMN)


def _sheet_name(name: str) -> str:
    return "".join("_" if c in "[]:*?/\\'" else c for c in clean(name))[:31] or "一覧"
