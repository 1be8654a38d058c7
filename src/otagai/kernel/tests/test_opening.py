from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.opening import (
    LAST,
    OnHolidays,
    Opening,
    OpeningException,
    OpeningRule,
    next_opening,
    openings,
)
from otagai.kernel.working_days import is_holiday

TUESDAY, TEN, NOON = frozenset({1}), time(10), time(12)
SALON = OpeningRule(TUESDAY, TEN, NOON, nth=frozenset({2, 4}))


def days(rule: OpeningRule, start: date, number: int = 31) -> list[date]:
    return [opening.on for opening in openings([rule], [], start, number)]


def test_the_salon_opens_on_the_second_and_fourth_tuesday() -> None:
    assert days(SALON, date(2026, 11, 1), 30) == [date(2026, 11, 10), date(2026, 11, 24)]


def test_the_last_friday_is_the_fourth_or_the_fifth() -> None:
    friday = OpeningRule(frozenset({4}), TEN, NOON, nth=frozenset({LAST}))
    assert days(friday, date(2026, 10, 1), 61) == [date(2026, 10, 30), date(2026, 11, 27)]


def test_a_holiday_closes_opens_or_is_the_only_day() -> None:
    monday = frozenset({0})
    holiday, usual = date(2026, 11, 23), date(2026, 11, 16)
    hours = {kind: days(OpeningRule(monday, TEN, NOON, holidays=kind), date(2026, 11, 16), 10) for kind in OnHolidays}
    assert hours == {OnHolidays.CLOSED: [usual], OnHolidays.OPEN: [usual, holiday], OnHolidays.ONLY: [holiday]}


def test_nobody_is_sent_to_a_closed_door_at_new_year() -> None:
    daily = OpeningRule(frozenset(range(7)), TEN, NOON, holidays=OnHolidays.OPEN)
    assert days(daily, date(2026, 12, 28), 8) == [date(2026, 12, 28), date(2027, 1, 4)]


def test_a_rule_holds_only_between_its_dates() -> None:
    winter = OpeningRule(TUESDAY, TEN, NOON, valid_from=date(2026, 11, 11), valid_to=date(2026, 11, 17))
    assert days(winter, date(2026, 11, 1)) == [date(2026, 11, 17)]


def test_a_closed_day_and_other_hours_are_announced() -> None:
    exceptions = [
        OpeningException(date(2026, 11, 10), note="お休みします"),
        OpeningException(date(2026, 11, 24), time(13), time(15), "もちつき"),
        OpeningException(date(2026, 11, 28), TEN, NOON),
    ]
    assert exceptions[0].closed
    assert openings([SALON], exceptions, date(2026, 11, 1), 30) == [
        Opening(date(2026, 11, 24), time(13), time(15), "もちつき"),
        Opening(date(2026, 11, 28), TEN, NOON),
    ]


def test_two_rules_that_say_the_same_are_one_opening() -> None:
    assert len(openings([SALON, SALON], [], date(2026, 11, 10), 1)) == 1


def test_next_is_the_one_that_runs_now_or_the_one_after() -> None:
    first, second = Opening(date(2026, 11, 10), TEN, NOON), Opening(date(2026, 11, 24), TEN, NOON)
    assert next_opening([SALON], [], datetime.combine(first.on, time(11, 59))) == first
    assert next_opening([SALON], [], datetime.combine(first.on, NOON)) == second


def test_a_place_that_never_opens_has_no_next_time() -> None:
    over = OpeningRule(TUESDAY, TEN, NOON, valid_to=date(2020, 1, 1))
    assert next_opening([over], [], datetime.combine(date(2026, 11, 10), TEN)) is None
    assert next_opening([], [], datetime.combine(date(2026, 11, 10), TEN)) is None


def test_hours_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="終わりの時刻"):
        OpeningRule(TUESDAY, NOON, TEN)
    with pytest.raises(ValueError, match="終わりの時刻"):
        OpeningRule(TUESDAY, TEN, TEN)
    for weekdays in (frozenset[int](), frozenset({7})):
        with pytest.raises(ValueError, match="曜日"):
            OpeningRule(weekdays, TEN, NOON)
    with pytest.raises(ValueError, match="第何週"):
        OpeningRule(TUESDAY, TEN, NOON, nth=frozenset({6}))
    with pytest.raises(ValueError, match="両方"):
        OpeningException(date(2026, 11, 10), TEN)
    with pytest.raises(ValueError, match="終わりの時刻"):
        OpeningException(date(2026, 11, 10), TEN, TEN)


moments = st.builds(datetime.combine, st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.times())
weekday_sets = st.frozensets(st.integers(0, 6), min_size=1)
rules = st.builds(
    OpeningRule,
    weekday_sets,
    st.sampled_from([time(9), time(9, 30)]),
    st.sampled_from([time(12), time(21, 30)]),
    st.frozensets(st.sampled_from([LAST, 1, 2, 3, 4, 5])),
    st.sampled_from(OnHolidays),
    st.booleans(),
)


@given(st.lists(rules, max_size=3), st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_openings_come_in_order_on_days_their_rules_name(some: list[OpeningRule], start: date) -> None:
    found = openings(some, [], start, 40)
    assert found == sorted(set(found))
    for opening in found:
        assert start <= opening.on < start + timedelta(days=40)
        assert any(opening.on.weekday() in rule.weekdays for rule in some)
        assert not is_holiday(opening.on) or any(rule.holidays is not OnHolidays.CLOSED for rule in some)


@given(st.lists(rules, min_size=1, max_size=3), moments)
def test_the_next_opening_is_the_first_that_has_not_ended(some: list[OpeningRule], now: datetime) -> None:
    coming = [each for each in openings(some, [], now.date(), 60) if (each.on, each.end) > (now.date(), now.time())]
    found = next_opening(some, [], now)
    assert found == coming[0] if coming else found is None or found.on >= now.date() + timedelta(days=60)
