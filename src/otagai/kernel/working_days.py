"""Days on which an office works, for deadlines that a person can keep (開庁日)."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias

import jpholiday

YearEnd: TypeAlias = tuple[tuple[int, int], tuple[int, int]] | None
"""First and last (month, day) of the closing days around New Year; None where there are none."""
YEAR_END: YearEnd = ((12, 29), (1, 3))
"""12月29日から 1月3日まで (行政機関の休日に関する法律 1条; 国民の祝日 1月1日 is among them)."""
_ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=4096)
def is_holiday(day: date) -> bool:
    """Say whether a day is a national holiday, 振替休日 and 国民の休日 included (国民の祝日に関する法律)."""
    return bool(jpholiday.is_holiday(day))


def holiday_name(day: date) -> str:
    """The name of a national holiday; empty on other days."""
    return jpholiday.is_holiday_name(day) or ""


def is_year_end(day: date, year_end: YearEnd = YEAR_END) -> bool:
    """Say whether a day lies in the closing days around New Year; None means that there are none."""
    if year_end is None:
        return False
    first, last = year_end
    today = (day.month, day.day)
    return first <= today <= last if first <= last else today >= first or today <= last


def is_working_day(day: date, *, year_end: YearEnd = YEAR_END) -> bool:
    """Say whether offices work: Monday to Friday, no national holiday, not in the closing days around New Year."""
    return day.weekday() < 5 and not is_holiday(day) and not is_year_end(day, year_end)


def _working_days_from(day: date, year_end: YearEnd) -> Iterator[date]:
    while True:
        if is_working_day(day, year_end=year_end):
            yield day
        day += _ONE_DAY


def add_working_days(start: date, days: int, *, year_end: YearEnd = YEAR_END) -> date:
    """The working day that comes `days` (0 or more) working days after `start`; the first day does not count
    (民法140条).

    0 is `start` itself, or the next working day if nobody works then. Raises ValueError on a negative number.
    """
    if days < 0:
        raise ValueError("日数は 0以上にしてください")
    following = _working_days_from(start if days == 0 else start + _ONE_DAY, year_end)
    return next(day for number, day in enumerate(following, start=1) if number >= days)


def working_days_between(start: date, end: date, *, year_end: YearEnd = YEAR_END) -> int:
    """How many working days have passed: those after `start` up to and with `end`; 0 if `end` is not later."""
    span = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(is_working_day(day, year_end=year_end) for day in span)
