"""Dates as people read them."""

from datetime import UTC, date, datetime

import pytest

from otagai.base.ui import dates
from otagai.kernel.wareki import PartialDate

FRIDAY = date(2026, 11, 20)


def test_a_day_is_shown_with_its_weekday() -> None:
    assert dates.with_weekday(FRIDAY) == "2026年11月20日(金)"


def test_a_call_just_after_midnight_belongs_to_the_day_in_japan() -> None:
    received = datetime(2026, 11, 19, 15, 5, tzinfo=UTC)
    assert dates.with_time(received) == "2026年11月20日(金) 0:05"
    assert dates.with_weekday(received) == "2026年11月20日(金)"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (FRIDAY, "令和8年11月20日"),
        ("1941-03", "昭和16年3月"),
        (PartialDate(1941, about=True), "昭和16年ごろ"),
        (date(2019, 5, 1), "令和元年5月1日"),
    ],
)
def test_forms_that_want_wareki_get_it_whole_or_in_part(value: date | str | PartialDate, shown: str) -> None:
    assert dates.in_wareki(value) == shown


@pytest.mark.parametrize(
    ("day", "said"),
    [(20, "きょう"), (19, "きのう"), (17, "3日前"), (21, "あした"), (23, "3日後")],
)
def test_days_are_counted_from_today_as_people_say_it(day: int, said: str) -> None:
    assert dates.days_ago(date(2026, 11, day), FRIDAY) == said
