"""When a place is open: rules (「第2・第4火曜 10:00–12:00」) and exceptions (「8月13日は休み」) that become days
and hours.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from otagai.kernel.working_days import is_holiday, is_year_end

EVERY_DAY = frozenset(range(7))
LAST = -1
"""In `nth`: the last one of the month."""
END_OF_DAY = time(23, 59)
"""Stands for midnight, so that an opening ends on the day it began."""
LOOK_AHEAD_DAYS = 366


class OnHolidays(StrEnum):
    """What a rule does on national holidays."""

    CLOSED = "closed"
    OPEN = "open"
    ONLY = "only"


@dataclass(frozen=True)
class OpeningRule:
    """Hours on certain weekdays (0 = Monday), every week or only the `nth` of the month (1–5, −1 the last; empty =
    every).

    Times are local; `end` is later than `start` on the same day. Closed around New Year unless said otherwise, for
    nobody should be sent to a closed door. Raises ValueError on hours or weekdays that cannot be.
    """

    weekdays: frozenset[int]
    start: time
    end: time
    nth: frozenset[int] = frozenset()
    holidays: OnHolidays = OnHolidays.CLOSED
    closed_at_year_end: bool = True
    valid_from: date | None = None
    valid_to: date | None = None

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError("終わりの時刻は 始まりより 後にしてください")
        if not self.weekdays or not self.weekdays <= EVERY_DAY:
            raise ValueError("曜日を 選んでください")
        if not self.nth <= {LAST, 1, 2, 3, 4, 5}:
            raise ValueError("第何週かは 1から5か 最終です")

    @property
    def is_every_holiday(self) -> bool:
        """Whether the rule is 「祝日」 alone: every national holiday, on whatever weekday it falls."""
        return self.holidays is OnHolidays.ONLY and self.weekdays == EVERY_DAY and not self.nth

    def holds_on(self, day: date) -> bool:
        """Say whether the place is open on a day by this rule alone."""
        return (
            day.weekday() in self.weekdays
            and (not self.nth or bool(self.nth & _nth_of(day)))
            and self._holds_on_holiday(day)
            and not (self.closed_at_year_end and is_year_end(day))
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_to is None or day <= self.valid_to)
        )

    def _holds_on_holiday(self, day: date) -> bool:
        if self.holidays is OnHolidays.OPEN:
            return True
        return is_holiday(day) == (self.holidays is OnHolidays.ONLY)


def _nth_of(day: date) -> set[int]:
    last = (day + timedelta(days=7)).month != day.month
    return {(day.day - 1) // 7 + 1} | ({LAST} if last else set())


@dataclass(frozen=True)
class OpeningException:
    """One day that is different: closed (no times) or other hours; several for one day are several openings."""

    on: date
    start: time | None = None
    end: time | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if (self.start is None) != (self.end is None):
            raise ValueError("始まりと 終わりの時刻を 両方 書くか、両方 空けてください(休み)")
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise ValueError("終わりの時刻は 始まりより 後にしてください")

    @property
    def closed(self) -> bool:
        """Whether the place is closed that day."""
        return self.start is None


@dataclass(frozen=True, order=True)
class Opening:
    """One time at which the place is open; `note` says why it is different from usual."""

    on: date
    start: time
    end: time
    note: str = ""


def openings(
    rules: Iterable[OpeningRule], exceptions: Iterable[OpeningException], start: date, days: int
) -> list[Opening]:
    """The openings from `start` over a number of days, in order, each once; a day with an exception follows it
    alone.
    """
    rules, exceptions = tuple(rules), tuple(exceptions)
    span = (start + timedelta(days=number) for number in range(days))
    return [opening for day in span for opening in sorted(_on_day(rules, exceptions, day))]


def _on_day(rules: tuple[OpeningRule, ...], exceptions: tuple[OpeningException, ...], day: date) -> set[Opening]:
    special = [exception for exception in exceptions if exception.on == day]
    if special:
        return set(_special_openings(special))
    return {Opening(day, rule.start, rule.end) for rule in rules if rule.holds_on(day)}


def _special_openings(special: list[OpeningException]) -> Iterator[Opening]:
    for exception in special:
        if exception.start is not None and exception.end is not None:
            yield Opening(exception.on, exception.start, exception.end, exception.note)


def days_shut(
    rules: Iterable[OpeningRule], exceptions: Iterable[OpeningException], start: date, days: int
) -> list[OpeningException]:
    """臨時の休み from `start` over a number of days, in order: the closed days on which a rule would open the place (every closed
    day where no rule is known).
    """
    rules, last = tuple(rules), start + timedelta(days=days - 1)
    shut = (day for day in exceptions if day.closed and start <= day.on <= last)
    return sorted(
        (day for day in shut if not rules or any(rule.holds_on(day.on) for rule in rules)), key=lambda day: day.on
    )


def left_out(
    rules: Iterable[OpeningRule], exceptions: Iterable[OpeningException], start: date, days: int
) -> list[Opening]:
    """The times of the rules that fall away on closed days, in order, each with the word why."""
    rules = tuple(rules)
    return [
        Opening(opening.on, opening.start, opening.end, day.note)
        for day in days_shut(rules, exceptions, start, days)
        for opening in sorted(_on_day(rules, (), day.on))
    ]


def minutes_open(day: Iterable[Opening], begins: time, ends: time, *, whole: bool) -> int | None:
    """How long the openings of one day last between two times, in minutes; `whole`: those that touch this span, from end to end.

    None where none of them touches it.
    """
    touching = [(opening.start, opening.end) for opening in day if opening.start < ends and begins < opening.end]
    spans = touching if whole else [(max(start, begins), min(end, ends)) for start, end in touching]
    long = sum((end.hour - start.hour) * 60 + end.minute - start.minute for start, end in spans)
    return long if touching else None


def next_opening(
    rules: Iterable[OpeningRule], exceptions: Iterable[OpeningException], after: datetime
) -> Opening | None:
    """The opening that runs at a local date and time, or else the next one; None if there is none for a year."""
    rules, exceptions = tuple(rules), tuple(exceptions)
    for number in range(LOOK_AHEAD_DAYS):
        day = after.date() + timedelta(days=number)
        for opening in sorted(_on_day(rules, exceptions, day)):
            if day > after.date() or opening.end > after.time():
                return opening
    return None
