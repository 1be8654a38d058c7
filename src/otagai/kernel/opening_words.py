"""Opening rules in words: 「第2・第4火曜 10:00–12:00（祝日は休み）」, written by us and read from what others
wrote.
"""

from collections.abc import Iterable, Sequence
from datetime import time
from itertools import groupby

from otagai.kernel.opening import END_OF_DAY, EVERY_DAY, LAST, OnHolidays, OpeningRule
from otagai.kernel.wareki import WEEKDAYS, PartialDate, seireki


def describe(rules: Iterable[OpeningRule]) -> str:
    """The rules in words, one piece for each set of days, joined by 「／」; empty text for no rules.

    That a place is closed around New Year is usual and left out; that it is open then is said.
    """
    ordered = sorted(rules, key=_days_key)
    return "／".join(_piece(list(same_days)) for _, same_days in groupby(ordered, key=_days_key))


def _days_key(rule: OpeningRule) -> tuple[object, ...]:
    first_valid = rule.valid_from.isoformat() if rule.valid_from else ""
    last_valid = rule.valid_to.isoformat() if rule.valid_to else ""
    return (
        rule.is_every_holiday,
        sorted(rule.weekdays),
        sorted(rule.nth),
        rule.holidays,
        rule.closed_at_year_end,
        first_valid,
        last_valid,
    )


def _piece(rules: list[OpeningRule]) -> str:
    rule = rules[0]
    times = sorted({(each.start, each.end) for each in rules})
    return f"{_days(rule)} {'、'.join(_span(start, end) for start, end in times)}{_notes(rule)}"


def _days(rule: OpeningRule) -> str:
    if rule.is_every_holiday:
        return "祝日"
    if rule.nth:
        return "・".join(_nth_word(nth) for nth in sorted(rule.nth, key=lambda nth: nth % 10)) + _weekdays(
            rule.weekdays
        )
    return "毎日" if rule.weekdays == EVERY_DAY else f"毎週{_weekdays(rule.weekdays)}"


def _nth_word(nth: int) -> str:
    return "最終" if nth == LAST else f"第{nth}"


def _weekdays(weekdays: frozenset[int]) -> str:
    first, last = min(weekdays), max(weekdays)
    if len(weekdays) > 2 and len(weekdays) == last - first + 1:
        return f"{WEEKDAYS[first]}〜{WEEKDAYS[last]}曜"
    return "・".join(WEEKDAYS[weekday] for weekday in sorted(weekdays)) + "曜"


def _span(start: time, end: time) -> str:
    if (start, end) == (time(0), END_OF_DAY):
        return "24時間"
    return f"{_clock(start)}–{'24:00' if end == END_OF_DAY else _clock(end)}"


def _clock(at: time) -> str:
    return f"{at.hour}:{at.minute:02}"


def _notes(rule: OpeningRule) -> str:
    notes = []
    if rule.holidays is OnHolidays.CLOSED:
        notes.append("祝日は休み")
    if rule.holidays is OnHolidays.ONLY and not rule.is_every_holiday:
        notes.append("祝日だけ")
    if not rule.closed_at_year_end:
        notes.append("年末年始も開く")
    if rule.valid_from:
        notes.append(f"{seireki(PartialDate.of(rule.valid_from))}から")
    if rule.valid_to:
        notes.append(f"{seireki(PartialDate.of(rule.valid_to))}まで")
    return f"（{'、'.join(notes)}）" if notes else ""


def week_table(rules: Sequence[OpeningRule]) -> list[tuple[str, str]]:
    """Seven lines (月 … 日, hours or 「休み」) for a place whose rules are the same every week; nth rules say so."""
    return [(name, _on_weekday(rules, weekday)) for weekday, name in enumerate(WEEKDAYS)]


def _on_weekday(rules: Sequence[OpeningRule], weekday: int) -> str:
    held = [rule for rule in rules if weekday in rule.weekdays and rule.holidays is not OnHolidays.ONLY]
    spans = sorted({("・".join(map(_nth_word, sorted(rule.nth))), rule.start, rule.end) for rule in held})
    return "、".join(f"{nth} {_span(start, end)}".strip() for nth, start, end in spans) or "休み"
