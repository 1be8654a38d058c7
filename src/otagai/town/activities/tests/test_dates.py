"""Laws of the days: no day outside the rule, what is left out is gone, what is called off is said, and called off once."""

from __future__ import annotations

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from otagai.kernel.opening import OnHolidays, OpeningException, OpeningRule
from otagai.town.activities.queries.dates import Days, Held
from otagai.town.places.queries.hours import Hours

START, SPAN = date(2026, 11, 1), 92
days = st.integers(0, SPAN - 1).map(lambda number: START + timedelta(days=number))
recurrences = st.builds(
    OpeningRule,
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    start=st.sampled_from([time(9), time(9, 30), time(10)]),
    end=st.sampled_from([time(11), time(12)]),
    nth=st.frozensets(st.sampled_from([1, 2, 3, 4, 5, -1]), max_size=2),
    holidays=st.sampled_from(OnHolidays),
    closed_at_year_end=st.booleans(),
)


@given(st.lists(recurrences, max_size=2), st.dictionaries(days, st.booleans(), max_size=4))
def test_each_time_is_by_a_rule_or_a_single_day_and_what_is_left_out_is_gone(
    rules: list[OpeningRule], special: dict[date, bool]
) -> None:
    left_out = {day for day, is_held in special.items() if not is_held}
    singles = [
        OpeningException(day) if day in left_out else OpeningException(day, time(14), time(15)) for day in special
    ]
    held = Days(Hours(list(rules), singles)).between(START, SPAN)
    assert {each.on for each in held if each.on in special} == special.keys() - left_out
    for each in held:
        by_rule = any(rule.holds_on(each.on) and (rule.start, rule.end) == (each.start, each.end) for rule in rules)
        assert by_rule if each.on not in special else (each.start, each.end) == (time(14), time(15))


@given(st.lists(recurrences, min_size=1, max_size=2), days)
def test_a_day_called_off_stands_there_once_as_called_off(rules: list[OpeningRule], day: date) -> None:
    off = Held(day, time(10), time(12), "雨のため", called_off=True)
    before = Days(Hours(list(rules))).between(START, SPAN)
    after = Days(Hours(list(rules), [OpeningException(day)]), [off]).between(START, SPAN)
    assert [each for each in after if each.on == day] == [off]
    assert [each for each in after if each.on != day] == [each for each in before if each.on != day]
    assert after == sorted(after)
