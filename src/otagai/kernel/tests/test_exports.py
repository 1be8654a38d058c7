import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.exports import lost_letters, write_csv


def test_excel_and_machines_both_read_our_files() -> None:
    content = write_csv(["名称", "人数", "日", "相談できる"], [["石津, サロン", 12, date(2026, 11, 20), True]])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == '名称,人数,日,相談できる\r\n"石津, サロン",12,2026-11-20,1\r\n'


def test_a_record_is_one_line_unless_the_desk_wants_its_line_breaks() -> None:
    rows = [["一行目\n二行目"]]
    assert write_csv(["備考"], rows).count(b"\n") == 2
    assert "一行目\n二行目" in write_csv(["備考"], rows, one_line=False).decode("utf-8-sig")


def test_numbers_stay_bare_and_texts_cannot_be_formulas() -> None:
    assert b"\r\n-5,'-5\r\n" in write_csv(["a", "b"], [[-5, "-5"]])


def test_old_excel_gets_its_own_letters_and_names_that_are_lost_are_told() -> None:
    content = write_csv(["氏名", "時間"], [["髙﨑 𠮷野", "9:00〜17:00 −"]], encoding="cp932")
    assert content.decode("cp932") == "氏名,時間\r\n髙﨑 〓野,9:00～17:00 －\r\n"
    assert lost_letters("髙﨑𠮷野〜") == {"𠮷"}


def test_other_encodings_are_not_written() -> None:
    with pytest.raises(ValueError, match="euc_jp"):
        write_csv(["a"], [], encoding="euc_jp")


@given(st.lists(st.text(), min_size=1, max_size=4), st.sampled_from(["utf-8-sig", "cp932"]))
def test_whatever_people_wrote_is_exported_on_one_line(values: list[str], encoding: str) -> None:
    text = write_csv(["a"] * len(values), [values], encoding=encoding).decode(encoding)
    (_, row) = csv.reader(io.StringIO(text, newline=""))
    assert len(row) == len(values)
    assert all(cell[:1] not in ("=", "+", "-", "@") and "\n" not in cell for cell in row)
