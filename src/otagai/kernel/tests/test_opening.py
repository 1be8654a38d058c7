from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from otagai.kernel.opening import (
    LAST,
    OnHolidays,
    Opening,
    OpeningException,
    OpeningRule,
    days_shut,
    left_out,
    minutes_open,
    next_opening,
    openings,
)
from otagai.kernel.opening_reader import read_opening
from otagai.kernel.opening_words import describe
from otagai.kernel.working_days import is_holiday, is_year_end

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


def nth_by_counting(day: date) -> set[int]:
    """The slow way: count the same weekdays of the month up to this day, and look whether another one follows."""
    before = sum(1 for number in range(1, day.day + 1) if date(day.year, day.month, number).weekday() == day.weekday())
    return {before} | ({LAST} if (day + timedelta(days=7)).month != day.month else set())


@given(rules, st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_the_second_and_fourth_tuesday_are_those_one_counts_in_a_calendar(rule: OpeningRule, start: date) -> None:
    found = {opening.on for opening in openings([rule], [], start, 62)}
    for day in (start + timedelta(days=number) for number in range(62)):
        named = day.weekday() in rule.weekdays and (not rule.nth or bool(rule.nth & nth_by_counting(day)))
        if is_holiday(day):
            assert rule.holidays is not OnHolidays.CLOSED or day not in found
        elif rule.holidays is not OnHolidays.ONLY and not (rule.closed_at_year_end and is_year_end(day)):
            assert (day in found) == named
        if rule.closed_at_year_end and is_year_end(day):
            assert day not in found


@given(st.lists(rules, max_size=3), st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(0, 39), st.booleans())
def test_an_exceptional_day_is_as_it_says_and_changes_no_other(
    some: list[OpeningRule], start: date, after: int, closed: bool
) -> None:
    day = start + timedelta(days=after)
    exception = OpeningException(day) if closed else OpeningException(day, time(8), time(8, 30))
    with_it, without = openings(some, [exception], start, 40), openings(some, [], start, 40)
    assert [one for one in with_it if one.on != day] == [one for one in without if one.on != day]
    that_day = [(one.start, one.end) for one in with_it if one.on == day]
    assert that_day == ([] if closed else [(time(8), time(8, 30))])


@given(
    st.lists(rules, max_size=3), st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(0, 30), st.integers(0, 30)
)
def test_two_stretches_of_days_are_one_long_one(some: list[OpeningRule], start: date, one: int, other: int) -> None:
    later = start + timedelta(days=one)
    assert openings(some, [], start, one) + openings(some, [], later, other) == openings(some, [], start, one + other)


@given(rules)
def test_what_is_said_of_a_rule_is_read_back_as_the_same_days(rule: OpeningRule) -> None:
    assume(rule.holidays is not OnHolidays.ONLY)  # 「祝日だけ」 says no weekdays
    said = describe([rule])
    read = read_opening(said)
    assume(read is not None)  # what is not clear is left to people
    assert read is not None
    start = date(2026, 4, 1)
    assert {(one.on, one.start, one.end) for one in openings(read, [], start, 200) if not is_year_end(one.on)} == {
        (one.on, one.start, one.end) for one in openings([rule], [], start, 200) if not is_year_end(one.on)
    }, said


@pytest.mark.parametrize(
    ("hours", "whole", "minutes"),
    [
        ([(time(9, 30), time(11, 30))], True, 120),
        ([(time(10), time(15))], True, 300),
        ([(time(10), time(15))], False, 120),
        ([(time(9), time(10)), (time(11), time(12))], True, 120),
        ([(time(13), time(15))], True, None),
        ([], True, None),
    ],
    ids=["a morning", "all of a long day", "the morning of a long day", "twice", "another part", "nobody knows"],
)
def test_how_long_a_morning_was_open(hours: list[tuple[time, time]], whole: bool, minutes: int | None) -> None:
    day = [Opening(date(2026, 11, 10), start, end) for start, end in hours]
    assert minutes_open(day, time.min, time(12), whole=whole) == minutes


def test_a_closed_day_is_told_with_the_time_that_falls_away() -> None:
    closed, other = OpeningException(date(2026, 11, 24), note="研修"), OpeningException(date(2026, 11, 25))
    assert days_shut([SALON], [other, closed], date(2026, 11, 20), 5) == [closed]
    assert left_out([SALON], [other, closed], date(2026, 11, 20), 5) == [Opening(date(2026, 11, 24), TEN, NOON, "研修")]
    assert days_shut([SALON], [closed], date(2026, 11, 20), 4) == [], "not yet"
    assert days_shut([], [other], date(2026, 11, 20), 30) == [other], "no rule is known: every closed day is told"


@given(
    st.lists(rules, max_size=3), st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.sets(st.integers(0, 39), max_size=5)
)
def test_what_is_held_and_what_falls_away_are_together_what_the_rules_say(
    some: list[OpeningRule], start: date, shut: set[int]
) -> None:
    closed = [OpeningException(start + timedelta(days=number)) for number in shut]
    both = [*openings(some, closed, start, 40), *left_out(some, closed, start, 40)]
    assert sorted(both) == openings(some, (), start, 40)
