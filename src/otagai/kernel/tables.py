"""Tables as towns really have them: CSV, TSV and xlsx with titles above the header, ragged rows, odd encodings;
nothing gets lost.

Rows in = rows of the table; only rows without a single filled cell are passed over.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from otagai.kernel.cells import cell_original, number
from otagai.kernel.text import clean
from otagai.kernel.workbooks import SheetUnreadable, is_old_workbook, is_workbook, sheet_rows

LARGEST_BYTES = 50 * 1024 * 1024
_LOOK_FOR_HEADER = 15
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8(BOM)"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


class TableUnreadable(ValueError):
    """A file that is no table; the message says in Japanese what to do."""


@dataclass(frozen=True)
class Problem:
    """Something odd that the reader put up with, for the preview; `line` is the line in the file (0: the whole
    file).
    """

    line: int
    text: str


@dataclass(frozen=True)
class Row:
    """One row: the line of the file where it begins (1-based), and as many values as the table has headers; blank
    is "".
    """

    line: int
    values: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Headers (each once, none blank), rows, the encoding it was read in, and what was odd."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str
    problems: tuple[Problem, ...] = ()

    def records(self) -> Iterator[dict[str, str]]:
        """Each row as header → value."""
        return (dict(zip(self.headers, row.values, strict=True)) for row in self.rows)


def read_table(content: bytes, *, sheet: str | None = None) -> Table:
    """Read the bytes of a CSV, TSV or xlsx file; `sheet` chooses a sheet by name (default: the first that holds a
    table).

    Values come as text: cleaned, without spaces at the ends, line breaks inside a cell kept, dates of Excel as
    2026-11-20, whole numbers without ".0". Raises TableUnreadable when it is no table, empty, or above 50 MB.
    """
    if len(content) > LARGEST_BYTES:
        raise TableUnreadable("ファイルが 大きすぎます(50 MBまで)。分けて 読み込んでください")
    if is_old_workbook(content):
        raise TableUnreadable(
            "古い Excel 形式(.xls)です。Excel で開いて「.xlsx」か「CSV UTF-8」で 保存し直してください"
        )
    problems: list[Problem] = []
    if is_workbook(content):
        encoding, lines = "xlsx", _from_workbook(content, sheet, problems)
    else:
        text, encoding = decode(content, problems)
        lines = list(_from_text(text))
    return _table(lines, encoding, problems)


def decode(content: bytes, problems: list[Problem] | None = None) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding: UTF-8 (BOM or not), UTF-16, or else CP932.

    Bytes that even CP932 does not know become 〓 (U+FFFD) and are noted in `problems`; never raises.
    """
    for bom, codec, name in _BOMS:
        if content.startswith(bom):
            return content.decode(codec, "replace"), name
    if content[1:200:2].count(0) > len(content[1:200:2]) // 3:
        return content.decode("utf-16-le", "replace"), "UTF-16"
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        text = content.decode("cp932", "replace")
    if problems is not None and "\ufffd" in text:
        problems.append(Problem(0, f"読めない文字が {text.count(chr(0xFFFD))}か所 あります(文字コード)"))
    return text, "CP932"


Lines = list[tuple[int, list[str]]]


def _from_text(text: str) -> Iterator[tuple[int, list[str]]]:
    text = text.replace("\x00", "").lstrip("\ufeff")
    csv.field_size_limit(LARGEST_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    line = 1
    for cells in reader:
        yield line, [_tidy(cell) for cell in cells]
        line = reader.line_num + 1


def _delimiter(text: str) -> str:
    first = re.sub('"[^"]*"', "", "\n".join(text.splitlines()[:_LOOK_FOR_HEADER]))
    return max(",\t;", key=lambda mark: (first.count(mark), mark == ","))


def _from_workbook(content: bytes, sheet: str | None, problems: list[Problem]) -> Lines:
    try:
        sheets = sheet_rows(content)
    except SheetUnreadable as error:
        raise TableUnreadable(str(error)) from error
    if sheet is not None and sheet not in sheets:
        raise TableUnreadable(f"「{sheet}」というシートは ありません({'、'.join(sheets)})")
    name = sheet or next((name for name, rows in sheets.items() if len(rows) > 1), next(iter(sheets), ""))
    if len(sheets) > 1:
        problems.append(Problem(0, f"シートが {len(sheets)}枚 あります。「{name}」を 読みました"))
    return _evened([(line, [_tidy(cell) for cell in cells]) for line, cells in sheets.get(name, [])])


def _evened(lines: Lines) -> Lines:
    """Workbooks leave out empty cells at the end of a row; that is nothing odd."""
    width = max((len(cells) for _, cells in lines), default=0)
    return [(line, [*cells, *[""] * (width - len(cells))]) for line, cells in lines]


def _tidy(cell: str) -> str:
    """Without what only made it look well; a text that we wrote with an apostrophe before it is itself again."""
    return cell_original(clean(cell.replace("\ufeff", "")).strip(" \t\n　"))


def _table(lines: Lines, encoding: str, problems: list[Problem]) -> Table:
    filled = [(line, cells) for line, cells in lines if any(cells)]
    if not filled:
        raise TableUnreadable("表が 空です")
    header = _header_index(filled)
    if header:
        problems.append(Problem(filled[0][0], f"見出しの上に {header}行 あります(題名として とばしました)"))
    body = filled[header + 1 :]
    width = max(_filled_width(cells) for _, cells in filled[header:])
    headers = _headers(filled[header][1], width, filled[header][0], problems)
    rows = tuple(_row(line, cells, len(filled[header][1]), width, problems) for line, cells in body)
    return Table(headers, rows, encoding, tuple(problems))


def _filled_width(cells: Sequence[str]) -> int:
    return max((number for number, cell in enumerate(cells, start=1) if cell), default=0)


def _header_index(filled: Lines) -> int:
    """The header is the first row that names most columns in words; titles and notes above it name one or two."""
    widest = max(_filled_width(cells) for _, cells in filled[: _LOOK_FOR_HEADER * 2])
    for index, (_, cells) in enumerate(filled[:_LOOK_FOR_HEADER]):
        names = [cell for cell in cells if cell]
        in_words = sum(not _is_number(name) for name in names)
        if len(names) * 2 > widest and in_words * 2 > len(names):
            return index
    return 0


def _is_number(text: str) -> bool:
    return number(text) is not None


def _headers(cells: Sequence[str], width: int, line: int, problems: list[Problem]) -> tuple[str, ...]:
    names = [" ".join(name.split()) for name in [*cells, *[""] * width][:width]]
    seen: Counter[str] = Counter()
    headers: list[str] = []
    for place, name in enumerate(names, start=1):
        if not name:
            problems.append(Problem(line, f"{place}列目に 見出しが ありません"))
            name = f"列{place}"
        seen[name] += 1
        if seen[name] > 1:
            problems.append(Problem(line, f"見出し「{name}」が 何度も あります"))
        headers.append(name if seen[name] == 1 else _free_name(name, seen[name], names))
    return tuple(headers)


def _free_name(name: str, count: int, taken: Sequence[str]) -> str:
    while f"{name} ({count})" in taken:
        count += 1
    return f"{name} ({count})"


def _row(line: int, cells: list[str], named: int, width: int, problems: list[Problem]) -> Row:
    if _filled_width(cells) > named:
        problems.append(Problem(line, "見出しより 列が多い行です"))
    elif len(cells) < min(named, width):
        problems.append(Problem(line, "見出しより 列が少ない行です"))
    return Row(line, tuple([*cells, *[""] * width][:width]))
