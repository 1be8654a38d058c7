from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.cells import cell_original
from otagai.kernel.exports import write_csv
from otagai.kernel.tables import Row, TableUnreadable, decode, read_table
from otagai.kernel.workbooks import write_workbook

YAIZU = Path(__file__).parents[4] / "demo" / "yaizu"


def workbook(*rows: list[object], more: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for title in more:
        book.create_sheet(title)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("file", "rows", "columns", "encoding"),
    [
        ("要配慮者利用施設/yohairyosya.csv", 277, 16, "CP932"),
        ("まちなか涼みどころ/machinakasuzumidokoro.csv", 108, 31, "UTF-8(BOM)"),
        ("公園一覧/222127_park_info.csv", 142, 14, "UTF-8"),
        ("避難所一覧/222127_hinannjo.csv", 56, 18, "UTF-8"),
        ("公衆トイレ一覧/222127_public_toilet.csv", 112, 39, "UTF-8"),
        ("地域交流センター/222127_community_center.csv", 9, 24, "UTF-8(BOM)"),
    ],
)
def test_every_row_the_town_published_is_there(file: str, rows: int, columns: int, encoding: str) -> None:
    table = read_table((YAIZU / file).read_bytes())
    assert (len(table.rows), len(table.headers), table.encoding) == (rows, columns, encoding)
    assert table.problems == ()


def test_a_line_break_inside_a_cell_stays_in_its_cell_and_lines_are_counted_in_the_file() -> None:
    table = read_table((YAIZU / "要配慮者利用施設/yohairyosya.csv").read_bytes())
    broken = [row for row in table.rows if any("\n" in value for value in row.values)]
    assert len(broken) == 36  # two more have one at the end of the cell
    assert broken[0].values[6] == "共同生活援助\n短期入所"
    assert broken[0].line == 5
    assert table.rows[4].line == 7


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_a_file_is_read_whatever_program_saved_it(encoding: str, mark: str) -> None:
    text = f"名称{mark}住所\r\n石津サロン{mark}焼津市石津２丁目\r\n"
    assert read_table(text.encode(encoding)).rows == (Row(2, ("石津サロン", "焼津市石津２丁目")),)


def test_utf16_without_its_mark_is_recognised() -> None:
    assert decode("名称\tID\r\nサロン\t123\r\n".encode("utf-16-le"))[1] == "UTF-16"


def test_titles_above_the_header_are_passed_over_and_it_is_said() -> None:
    table = read_table("サロン一覧,,\n令和8年4月現在,,\n\n名称,曜日,人数\n石津,火,12\n".encode())
    assert table.headers == ("名称", "曜日", "人数")
    assert table.rows == (Row(5, ("石津", "火", "12")),)
    assert "2行" in table.problems[0].text


def test_nothing_is_lost_from_rows_that_are_too_long_or_too_short() -> None:
    table = read_table("名称,住所\nA,B,はみだし\nC\n\n,\n".encode())
    assert table.headers == ("名称", "住所", "列3")
    assert [row.values for row in table.rows] == [("A", "B", "はみだし"), ("C", "", "")]
    assert [problem.line for problem in table.problems] == [1, 2, 3]


def test_headers_that_are_missing_or_there_twice_get_names_of_their_own() -> None:
    table = read_table("名称,,名称,名称 (2),﻿備考　\nA,B,C,D,E\n".encode())
    assert table.headers == ("名称", "列2", "名称 (3)", "名称 (2)", "備考")
    assert next(table.records())["列2"] == "B"


def test_a_table_of_one_column_is_a_table() -> None:
    assert read_table("名前\n花子\n太郎\n".encode()).rows == (Row(2, ("花子",)), Row(3, ("太郎",)))


def test_excel_dates_times_and_numbers_come_as_people_read_them() -> None:
    table = read_table(
        workbook(
            ["開始日", "開始", "人数", "緯度", "番号", "備考"],
            [date(2026, 11, 20), time(9, 30), 12.0, 34.866918, "007", None],
            [datetime.fromisoformat("2026-11-20 13:05"), "9時", 3, None, None, "あ"],
        )
    )
    assert table.rows[0].values == ("2026-11-20", "09:30", "12", "34.866918", "007", "")
    assert table.rows[1].values[0] == "2026-11-20 13:05"
    assert table.encoding == "xlsx"


def test_a_workbook_with_several_sheets_says_which_one_was_read() -> None:
    content = workbook(["名称"], ["石津"], more=("凡例",))
    assert "「Sheet」" in read_table(content).problems[0].text
    with pytest.raises(TableUnreadable, match="凡例"):
        read_table(content, sheet="ない")
    with pytest.raises(TableUnreadable, match="空"):
        read_table(content, sheet="凡例")


def test_a_cover_sheet_is_passed_over() -> None:
    content = write_workbook(["表紙"], [], sheet="表紙")
    book = openpyxl.load_workbook(BytesIO(content))
    for row in (["名称"], ["石津"]):
        book.create_sheet("一覧").append(row) if "一覧" not in book else book["一覧"].append(row)
    written = BytesIO()
    book.save(written)
    assert read_table(written.getvalue()).rows == (Row(2, ("石津",)),)


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"", "空です"),
        (b",,\n,\n", "空です"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "古い Excel"),
        (b"PK\x03\x04garbage", "こわれて"),
        (b"a" * (50 * 1024 * 1024 + 1), "大きすぎます"),
    ],
)
def test_what_is_no_table_is_told_what_to_do(content: bytes, advice: str) -> None:
    with pytest.raises(TableUnreadable, match=advice):
        read_table(content)


def test_letters_that_no_encoding_knows_are_noted() -> None:
    table = read_table("名称,住所\n石津,".encode("cp932") + b"\x85\xff\xfd\n")
    assert "文字コード" in table.problems[0].text


@given(st.binary(max_size=400) | st.text('",\r\n\t;ab名 \x00\ufeff', max_size=40).map(str.encode))
def test_no_file_whatever_its_bytes_breaks_the_reader(content: bytes) -> None:
    try:
        table = read_table(content)
    except TableUnreadable:
        return
    assert len(set(table.headers)) == len(table.headers)
    assert all(len(row.values) == len(table.headers) for row in table.rows)


cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zs"]), max_size=8).map(
    lambda text: text.strip(" \t\n　\ufeff")
)
named = st.lists(st.text("名称住所備考あいう", min_size=1, max_size=6), min_size=2, max_size=4, unique=True)


@given(named, st.data())
def test_what_we_export_comes_back_the_same(headers: list[str], data: st.DataObject) -> None:
    row = st.lists(cells, min_size=len(headers), max_size=len(headers)).filter(any)
    rows = data.draw(st.lists(row, max_size=4))
    for content in (write_csv(headers, rows), write_workbook(headers, rows)):
        table = read_table(content)
        assert table.headers == tuple(headers)
        again = [[cell_original(value) for value in each.values] for each in table.rows]
        assert again == [[read_cell(cell) for cell in each] for each in rows]


def read_cell(text: str) -> str:
    """What cleaning makes of a cell; export and import clean alike."""
    return cell_original(read_table(write_csv(["名称", "x"], [[text, "-"]])).rows[0].values[0])
