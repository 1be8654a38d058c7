"""行政データにおける機械可読性に関するルール (各府省庁DX推進連絡会議・デジタル社会推進会議幹事会 2026-03-31; 30 rules, named as in
digital-go-jp/machine_readability_rule): every file of the town keeps them, each by its number.

L1-10 to L1-13 and L2-06 speak of Excel: we give CSV, which has neither pictures, colours, joined or hidden cells nor formulas.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from otagai.front.opendata import layouts, queries
from otagai.front.opendata.tables import File
from otagai.front.opendata.tests.conftest import TODAY, settle
from otagai.front.opendata.words import Dataset
from otagai.town.places.models import Place
from tests.factories import as_public

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
CLOCK = re.compile(r"\d{2}:\d{2}")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
DAY_COLUMNS = {"最終確認日", "調査年月日", "開始日", "終了日", "参加申込終了日", "登録日", "最終更新日"}
CLOCK_COLUMNS = {"開始時間", "終了時間"}
CHOICES = {
    "駐車場有無": {"有", "無"}, "車椅子可": {"有", "無"}, "バリアフリートイレ": {"有", "無"},
    "指定避難所との重複": {"1"}, "年齢を問わない": {"1"}, "状態": {"予定どおり", "中止"}, "API対応有無": {"有", "無"},
    **{header: {"1"} for header in layouts.HAZARDS.values()},
}  # fmt: skip
pytestmark = pytest.mark.parametrize("dataset", Dataset)


@pytest.fixture(scope="module")
def files(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[Dataset, File]:
    """Every file, as anybody reads it: made once, of a town that is gone again."""
    with django_db_blocker.unblock(), transaction.atomic():
        settle()
        with as_public():
            made = {dataset: queries.file_of(dataset, on=TODAY) for dataset in Dataset}
        transaction.set_rollback(True)
    return made


@pytest.fixture
def content(dataset: Dataset, files: dict[Dataset, File]) -> bytes:
    """The bytes of the file."""
    return files[dataset].content()


@pytest.fixture
def lines(content: bytes) -> list[list[str]]:
    """Header and rows."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture
def columns(lines: list[list[str]]) -> dict[str, list[str]]:
    """The filled cells by column."""
    return {header: [row[at] for row in lines[1:] if row[at]] for at, header in enumerate(lines[0])}


def test_l1_01_the_file_is_csv_in_utf_8_with_bom(content: bytes, dataset: Dataset) -> None:
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\x00" not in content and content.decode("utf-8-sig")


def test_l1_02_one_table_in_one_file_and_l1_03_not_torn_apart(lines: list[list[str]], dataset: Dataset) -> None:
    assert len(lines) > 1
    assert {len(row) for row in lines} == {len(lines[0])}
    assert all(any(row) for row in lines)


def test_l1_04_nothing_but_the_table_and_l3_01_the_first_row_names_the_columns(
    lines: list[list[str]], dataset: Dataset, files: dict[Dataset, File]
) -> None:
    assert tuple(lines[0]) == files[dataset].headers
    assert not any("合計" in row[0] or "出典" in row[0] for row in lines[1:])


def test_l1_05_every_column_has_a_name_and_l2_03_each_a_name_of_its_own(
    lines: list[list[str]], dataset: Dataset
) -> None:
    assert all(header.strip() for header in lines[0])
    assert len(set(lines[0])) == len(lines[0])


def test_l1_06_no_spaces_or_line_breaks_for_looks(lines: list[list[str]], dataset: Dataset) -> None:
    assert [cell for row in lines for cell in row if cell != " ".join(cell.split())] == []


def test_l1_07_one_fact_in_a_cell(columns: dict[str, list[str]], dataset: Dataset) -> None:
    told = {header: cells for header, cells in columns.items() if header in ("種別", "緯度", "経度", "電話番号", "ID")}
    assert not [cell for cells in told.values() for cell in cells if re.search("[,、;]", cell)]


def test_l1_08_no_letters_that_only_some_machines_have(lines: list[list[str]], dataset: Dataset) -> None:
    assert not [
        letter for row in lines for cell in row for letter in cell if unicodedata.category(letter) in {"Co", "Cc", "Cn"}
    ]


def test_l1_09_blank_is_not_zero(columns: dict[str, list[str]], dataset: Dataset) -> None:
    assert "0" not in columns.get("想定収容人数", []), "unknown is blank"
    if dataset is Dataset.POPULATION:
        assert columns["世帯数"] == ["120"], "unknown is blank"
        assert len(columns["0-4歳の男性"]) == 2


def test_l1_10_to_13_and_l2_06_it_is_no_workbook(content: bytes, dataset: Dataset) -> None:
    assert not content.startswith(b"PK")


def test_l1_14_one_record_on_one_line(content: bytes, lines: list[list[str]], dataset: Dataset) -> None:
    assert content.decode("utf-8-sig").count("\r\n") == len(lines)
    assert content.replace(b"\r\n", b"").count(b"\n") == 0


def test_l1_15_a_comma_stands_in_quotes(content: bytes, dataset: Dataset) -> None:
    if dataset is Dataset.EVACUATION_SPACE:
        assert '"津波避難タワー, 中港"' in content.decode("utf-8-sig")


def test_l2_01_numbers_are_numbers_alone(columns: dict[str, list[str]], dataset: Dataset) -> None:
    for header in set(columns) & set(layouts.UNITS):
        assert all(NUMBER.fullmatch(cell) for cell in columns[header]), header


def test_l2_02_nothing_is_left_out_because_it_stands_above(lines: list[list[str]], dataset: Dataset) -> None:
    assert not [cell for row in lines for cell in row if cell in ("〃", "同上", "々")]
    assert all(row[1] or row[0] for row in lines[1:])


def test_l2_04_answers_from_a_list_are_written_one_way_and_l2_05_nothing_is_added_to_them(
    columns: dict[str, list[str]], dataset: Dataset
) -> None:
    for header, words in CHOICES.items():
        assert set(columns.get(header, [])) <= words, header


def test_l3_02_and_l3_03_marks_are_explained_beside_the_files(columns: dict[str, list[str]], dataset: Dataset) -> None:
    marks = {mark for header, words in CHOICES.items() if header in columns for mark in words}
    explained = "".join((*layouts.CODES, *layouts.CODES.values(), "予定どおり中止"))
    assert all(mark in explained for mark in marks)


def test_l3_04_what_is_counted_has_a_unit(columns: dict[str, list[str]], dataset: Dataset) -> None:
    numbered = {header for header, cells in columns.items() if cells and all(NUMBER.fullmatch(cell) for cell in cells)}
    codes = {
        "所在地_全国地方公共団体コード",
        "所在地_番地以下",
        "全国地方公共団体コード",
        "地域コード",
        "市区町村コード",
        *CHOICES,
    }
    assert numbered - codes - set(layouts.UNITS) == set()


def test_l3_05_days_and_times_are_iso_8601(columns: dict[str, list[str]], dataset: Dataset) -> None:
    for header in DAY_COLUMNS & set(columns):
        assert all(DAY.fullmatch(cell) for cell in columns[header]), header
    for header in CLOCK_COLUMNS & set(columns):
        assert all(CLOCK.fullmatch(cell) for cell in columns[header]), header


def test_l3_06_every_row_names_its_town_by_code(lines: list[list[str]], dataset: Dataset) -> None:
    assert lines[0][0] == "全国地方公共団体コード"
    assert {row[0] for row in lines[1:]} == {"222127"}


def test_l3_07_the_columns_stay_the_same_whatever_is_in_the_town(
    town: None, lines: list[list[str]], dataset: Dataset
) -> None:
    Place.objects.update(is_public=False)
    assert queries.file_of(dataset, on=TODAY).headers == tuple(lines[0])


def test_l3_08_the_page_says_what_the_columns_mean_and_how_new_they_are(
    town: None, dataset: Dataset, client: Client
) -> None:
    page = client.get("/opendata/").content.decode()
    assert dataset.label in page and "度（世界測地系）" in page and "CC BY 4.0" in page


def test_l3_09_no_year_or_month_is_a_column(lines: list[list[str]], dataset: Dataset) -> None:
    assert not [header for header in lines[0] if re.search(r"\d{4}年|[12]?\d月", header)]
