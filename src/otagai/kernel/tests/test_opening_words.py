from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.opening import END_OF_DAY, EVERY_DAY, LAST, OnHolidays, OpeningRule, openings
from otagai.kernel.opening_reader import read_opening
from otagai.kernel.opening_words import describe, week_table

TEN, NOON, ONE, THREE = time(10), time(12), time(13), time(15)


def on(*weekdays: int, nth: tuple[int, ...] = (), holidays: OnHolidays = OnHolidays.OPEN) -> OpeningRule:
    return OpeningRule(frozenset(weekdays), TEN, NOON, frozenset(nth), holidays)


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ([on(1, nth=(2, 4), holidays=OnHolidays.CLOSED)], "第2・第4火曜 10:00–12:00（祝日は休み）"),
        ([on(1)], "毎週火曜 10:00–12:00"),
        ([on(0, 1, 2, 3, 4)], "毎週月〜金曜 10:00–12:00"),
        ([on(0, 2, 4)], "毎週月・水・金曜 10:00–12:00"),
        ([on(4, nth=(LAST, 1))], "第1・最終金曜 10:00–12:00"),
        ([on(*range(7))], "毎日 10:00–12:00"),
        ([on(0, holidays=OnHolidays.ONLY)], "毎週月曜 10:00–12:00（祝日だけ）"),
        ([on(0, nth=(2,), holidays=OnHolidays.ONLY)], "第2月曜 10:00–12:00（祝日だけ）"),
        ([on(5, 6), on(*range(7), holidays=OnHolidays.ONLY)], "毎週土・日曜 10:00–12:00／祝日 10:00–12:00"),
        (
            [on(1), OpeningRule(frozenset({1}), ONE, THREE, holidays=OnHolidays.OPEN)],
            "毎週火曜 10:00–12:00、13:00–15:00",
        ),
        ([], ""),
    ],
)
def test_a_resident_can_read_when_the_place_is_open(rules: list[OpeningRule], words: str) -> None:
    assert describe(rules) == words


def test_round_the_clock_and_dates_are_said() -> None:
    always = OpeningRule(EVERY_DAY, time(0), END_OF_DAY, holidays=OnHolidays.OPEN, closed_at_year_end=False)
    assert describe([always]) == "毎日 24時間（年末年始も開く）"
    spring = OpeningRule(frozenset({1}), TEN, NOON, valid_from=date(2027, 4, 1), valid_to=date(2027, 5, 31))
    assert describe([spring]) == "毎週火曜 10:00–12:00（祝日は休み、2027年4月1日から、2027年5月31日まで）"


def test_a_week_is_shown_day_by_day() -> None:
    table = dict(week_table([on(0), on(2, nth=(1,)), OpeningRule(frozenset({0}), ONE, END_OF_DAY)]))
    assert table["月"] == "10:00–12:00、13:00–24:00"
    assert table["水"] == "第1 10:00–12:00"
    assert table["日"] == "休み"


described = st.builds(
    OpeningRule,
    st.frozensets(st.integers(0, 6), min_size=1),
    st.sampled_from([time(0), time(9), time(9, 30)]),
    st.sampled_from([time(12), time(21, 30), END_OF_DAY]),
    st.frozensets(st.sampled_from([LAST, 1, 2, 3, 4, 5])),
    st.sampled_from(OnHolidays),
    st.just(True),
)


@given(st.lists(described, min_size=1, max_size=3))
def test_what_we_write_we_can_read_and_it_means_the_same_days(rules: list[OpeningRule]) -> None:
    # Around the clock is never closed for New Year: that has no other words.
    rules = [rule for rule in rules if rule.start != time(0) or rule.end != END_OF_DAY]
    if rules:
        again = read_opening(describe(rules))
        assert again is not None
        assert openings(again, [], date(2026, 1, 1), 500) == openings(rules, [], date(2026, 1, 1), 500)
