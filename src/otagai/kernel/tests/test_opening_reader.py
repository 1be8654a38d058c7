from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.opening import openings
from otagai.kernel.opening_reader import read_opening, rules_from_columns, rules_from_week
from otagai.kernel.opening_words import describe


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("第2・第4火曜 10:00–12:00（祝日は休み）", "第2・第4火曜 10:00–12:00（祝日は休み）"),
        ("毎週水曜日　午後１時〜午後３時", "毎週水曜 13:00–15:00"),
        ("平日9時から17時", "毎週月〜金曜 9:00–17:00（祝日は休み）"),
        ("火～日：午前9時～午後5時", "毎週火〜日曜 9:00–17:00"),
        ("土日祝 10:00-19:00", "毎週土・日曜 10:00–19:00／祝日 10:00–19:00"),
        ("最終金曜 13時半から15時", "最終金曜 13:30–15:00"),
        ("毎月第1、第3土曜日 10:00~11:30", "第1・第3土曜 10:00–11:30"),
        ("月・水・金 10:00-12:00、13:00-15:00", "毎週月・水・金曜 10:00–12:00、13:00–15:00"),
        ("月～金 8:30～17:15（祝日・年末年始を除く）", "毎週月〜金曜 8:30–17:15（祝日は休み）"),
        ("24時間利用可能", "毎日 24時間（年末年始も開く）"),
        ("【開館時間】9:00～21:30 【休館日】月曜日", "毎週火〜日曜 9:00–21:30"),
        ("【開館時間】9:00～17：００ 【休館日】月曜日", "毎週火〜日曜 9:00–17:00"),
        ("【開館時間】8：30～17：15 【休館日】土日曜日、祝休日", "毎週月〜金曜 8:30–17:15（祝日は休み）"),
        (
            "【開館時間】8:30～17：15 【休館日】土曜日、日曜日、祝日法による休日",
            "毎週月〜金曜 8:30–17:15（祝日は休み）",
        ),
        ("【開館時間】9:00～21:30 【休館日】12月29日から翌年１月３日まで", "毎日 9:00–21:30"),
        (
            "【開館時間】9:30～12:00、13:00～15:30【休館日】土日祝、年末年始",
            "毎週月〜金曜 9:30–12:00、13:00–15:30（祝日は休み）",
        ),
    ],
)
def test_hours_as_towns_publish_them_are_understood(text: str, words: str) -> None:
    rules = read_opening(text)
    assert rules is not None
    assert describe(rules) == words


@pytest.mark.parametrize(
    "text",
    [
        "【開館時間】9:00～19:00 【休館日】水曜日、年末年始（水曜日が祝日の場合は翌平日休）",
        "【開館時間】8:30～17:00（外来）12:00～20:00（見舞い）24時間（救急）",
        "【開館時間】午前９時から午後５時 【休館日】毎週月曜日及び年末年始、展示替に伴う臨時休館日",
        "平日：午前9時～午後7時（地域交流センター休館日を除く）",
        "【開館時間】9:00～17:00【休館日】月火水木金土日",
        "毎月1日 10:00-12:00",
        "月1回 10:00-12:00",
        "第2火曜日",
        "月曜 10:00-9:00",
        "月曜 25:00-26:00",
        "土曜日は午前中のみ",
        "不定休",
        "",
    ],
)
def test_what_is_unclear_is_not_guessed(text: str) -> None:
    assert read_opening(text) is None


@given(st.text("第1234毎週月火水木金土日祝平休館開時間半分午前後:0-〜、・（）【】年末始は 除く", max_size=24))
def test_whatever_is_written_is_understood_or_left(text: str) -> None:
    rules = read_opening(text)
    assert rules is None or describe(rules)


def test_a_centre_closed_on_the_third_sunday_is_open_on_the_others() -> None:
    rules = read_opening("【開館時間】9：00～21：30 【休館日】月の第3日曜日、祝日")
    assert rules is not None
    sundays = [opening.on.day for opening in openings(rules, [], date(2026, 11, 1), 30) if opening.on.weekday() == 6]
    assert sundays == [1, 8, 22, 29]


def test_the_columns_of_an_open_dataset_become_rules() -> None:
    rules = rules_from_columns("月火水木金", "09:00", "14:30")
    assert rules is not None
    assert describe(rules) == "毎週月〜金曜 9:00–14:30"
    assert rules_from_columns("月火水木金", "9:00", "17:00", "祝日を除く") != rules_from_columns(
        "月火水木金", "9:00", "17:00"
    )


def test_a_note_that_says_more_than_the_columns_is_left_to_people() -> None:
    assert rules_from_columns("月火水木金", "09:00", "14:30", "水曜日は午後2時まで利用可能") is None
    assert rules_from_columns("", "09:00", "14:30") is None
    assert rules_from_columns("月", "9時", "") is None


def test_hours_that_stand_in_the_note_alone_are_read_from_there() -> None:
    rules = rules_from_columns("", "", "", "【開館時間】9:00～21:30 【休館日】月曜日")
    assert rules is not None
    assert rules[0].end == time(21, 30)


def test_seven_pairs_of_columns_become_few_rules() -> None:
    rules = rules_from_week(["8:30"] * 5 + ["9:00", "-"], ["17:15"] * 5 + ["12:00", "-"], "祝日を除く")
    assert rules is not None
    assert describe(rules) == "毎週月〜金曜 8:30–17:15（祝日は休み）／毎週土曜 9:00–12:00（祝日は休み）"
    assert rules_from_week(["-"] * 7, ["-"] * 7) is None
    assert rules_from_week(["8:30"] * 7, [""] * 7) is None
    assert rules_from_week(["8:30"] * 7, ["17:00"] * 7, "お盆期間は不可") is None
