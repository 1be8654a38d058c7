import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.kanji_variants import GROUPS, PLAIN_SHAPE
from otagai.kernel.text import bigrams, clean, fold, isolate, kana_only, kanji_number, narrow


def test_a_nul_and_other_controls_never_reach_the_database_but_line_breaks_stay() -> None:
    assert clean("ゴミ\x00が\x07出せない\r\n来週\tまた\x1b") == "ゴミが出せない\n来週\tまた"


def test_a_family_name_keeps_the_shape_it_was_typed_in() -> None:
    assert clean("神\ufa19 塚\ufa10 \ufa11") == "神\ufa19 塚\ufa10 \ufa11"


def test_letters_typed_in_two_parts_become_one() -> None:
    assert clean("か\u3099") == "が"


def test_half_a_letter_from_a_broken_phone_is_dropped() -> None:
    assert clean("a\ud83db") == "ab"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "\x00" not in once
    once.encode("utf-8")


def test_a_right_to_left_mark_cannot_turn_the_words_around_it() -> None:
    assert isolate("山田\u202egnp.exe") == "山田gnp.exe"
    assert isolate("محمد さん") == "\u2068محمد さん\u2069"
    assert isolate("山田 花子") == "山田 花子"


def test_no_direction_mark_is_shown() -> None:
    marks = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    assert [mark for mark in marks if isolate(f"a{mark}b") != "ab"] == []
    assert clean(marks) == marks


@given(st.text())
def test_isolated_text_holds_no_open_direction_mark(text: str) -> None:
    for line in isolate(text).split("\n"):
        assert line.count("\u2068") == line.count("\u2069") <= 1
        assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u200e\u200f\u061c")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ヤマダ　ハナコ", "やまだ はなこ"),
        ("ﾔﾏﾀﾞﾊﾅｺ", "やまだはなこ"),
        ("髙橋", "高橋"),
        ("渡邉", "渡辺"),
        ("渡邊", "渡辺"),
        ("斎藤", "齊藤"),
        ("澤田", "沢田"),
        ("濵崎", "浜﨑"),
        ("辻󠄀", "辻"),
        ("コーヒーショップ", "コヒシヨツプ"),
        ("ァヶ", "あけ"),
        ("やいづ", "ヤイズ"),
        ("Ｍａｒｉａ", "maria"),
        ("ジョン・スミス", "じよんすみす"),
    ],
)
def test_however_it_is_typed_it_is_found(typed: str, kept: str) -> None:
    assert fold(typed) == fold(kept) != ""


def test_different_people_stay_different() -> None:
    assert fold("小野") != fold("大野")
    assert fold("佐々木") != fold("佐木")


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_width_and_composition_make_no_difference(text: str) -> None:
    assert fold(unicodedata.normalize("NFKC", text)) == fold(text) == fold(unicodedata.normalize("NFD", text))


def test_every_shape_of_a_kanji_belongs_to_one_group_only() -> None:
    shapes = [shape for group in GROUPS for shape in group]
    assert len(shapes) == len(set(shapes))
    assert not set(PLAIN_SHAPE.values()) & {chr(shape) for shape in PLAIN_SHAPE}


def test_a_name_of_one_letter_has_no_pair_of_letters() -> None:
    assert bigrams("林") == frozenset()
    assert bigrams("山田花") == {"山田", "田花"}


def test_kana_is_told_from_kanji() -> None:
    assert kana_only("ヤマダ はなこ")
    assert not kana_only("山田はなこ")
    assert not kana_only("ーー")


@pytest.mark.parametrize(("kanji", "number"), [("十六", 16), ("二〇", 20), ("百五", 105), ("三", 3), ("二十", 20)])
def test_kanji_numbers_are_read(kanji: str, number: int) -> None:
    assert kanji_number(kanji) == number


@pytest.mark.parametrize("text", ["", "花", "十花", "五六十"])
def test_what_is_no_kanji_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="数字"):
        kanji_number(text)


def test_every_kind_of_hyphen_becomes_one() -> None:
    assert narrow("０５４ー６２１−２９４１　") == "054-621-2941"
    assert narrow("コーヒー") == "コーヒー"
