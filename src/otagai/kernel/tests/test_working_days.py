from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.working_days import (
    add_working_days,
    holiday_name,
    is_holiday,
    is_working_day,
    is_year_end,
    working_days_between,
)

days = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_an_answer_due_in_three_working_days_skips_the_weekend() -> None:
    friday = date(2026, 11, 20)
    # 11月23日(月)は 勤労感謝の日
    assert add_working_days(friday, 3) == date(2026, 11, 26)


def test_nobody_has_to_answer_at_new_year() -> None:
    assert add_working_days(date(2026, 12, 28), 1) == date(2027, 1, 4)
    assert add_working_days(date(2026, 12, 28), 1, year_end=None) == date(2026, 12, 29)


def test_today_is_enough_when_the_office_works_today() -> None:
    assert add_working_days(date(2026, 11, 20), 0) == date(2026, 11, 20)
    assert add_working_days(date(2026, 11, 21), 0) == date(2026, 11, 24)


def test_holidays_have_names_and_substitutes() -> None:
    assert holiday_name(date(2026, 11, 23)) == "勤労感謝の日"
    assert holiday_name(date(2026, 11, 24)) == ""
    assert is_holiday(date(2026, 5, 6))  # 振替休日
    assert is_holiday(date(2026, 9, 22))  # 国民の休日


def test_the_closing_days_may_be_others_in_another_town() -> None:
    assert is_year_end(date(2026, 12, 29))
    assert is_year_end(date(2027, 1, 3))
    assert not is_year_end(date(2027, 1, 4))
    assert is_year_end(date(2026, 8, 14), ((8, 13), (8, 16)))


def test_a_deadline_in_the_past_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="0以上"):
        add_working_days(date(2026, 11, 20), -1)


@given(days, st.integers(0, 40))
def test_a_deadline_is_a_working_day_and_as_far_away_as_asked(start: date, number: int) -> None:
    due = add_working_days(start, number)
    assert is_working_day(due)
    assert number == 0 or working_days_between(start, due) == number


@given(days, st.integers(0, 20), st.integers(1, 20))
def test_more_days_are_never_sooner(start: date, number: int, more: int) -> None:
    assert add_working_days(start, number) < add_working_days(start, number + more) or number == 0
    assert add_working_days(start, number) <= add_working_days(start + timedelta(days=1), number)


def test_no_working_day_has_passed_backwards() -> None:
    assert working_days_between(date(2026, 11, 20), date(2026, 11, 1)) == 0
