"""When a place of a list is open: rules where they are unambiguous, words where they are not, exceptional days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from otagai.kernel.headers import Field
from otagai.kernel.opening import OpeningException, OpeningRule
from otagai.kernel.opening_reader import rules_from_columns, rules_from_week
from otagai.kernel.special_days import read_special_days
from otagai.kernel.text import narrow

Values = Mapping[Field, str]
EMPTY = frozenset({"", "-", "－", "ー", "―", "なし", "無し", "未定", "不明"})


class RowRejected(ValueError):
    """A row that cannot be stored; the message says why."""


@dataclass(frozen=True)
class Week:
    """Opening and closing times of a row in seven pairs of columns, Monday first; none without such columns."""

    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()


NO_WEEK = Week()


def hours_said(row: Values, week: Week) -> tuple[tuple[OpeningRule, ...], str]:
    """Rules where they are unambiguous, and in words what is not (both, when only a remark is unclear)."""
    hours, said = _rules_and_words(row, week)
    return hours, one_line(f"{said} {row.get(Field.HOURS_MORE, '')}")


def _rules_and_words(row: Values, week: Week) -> tuple[tuple[OpeningRule, ...], str]:
    note = one_line(row.get(Field.HOURS_NOTE, ""))
    shut = one_line(row.get(Field.SHUT_DAYS, ""))
    days, start, end = (row.get(of, "") for of in (Field.WEEKDAYS, Field.OPENS, Field.CLOSES))
    said = " ".join(filter(None, (note, f"休み: {shut}" if shut else "")))
    if week.opens:
        for read in (said, ""):
            if found := rules_from_week(week.opens, week.closes, read):
                return found, "" if read == said else said
        return (), said or _spoken_week(week)
    for read in (said, "") if days and start and end and not shut else (said,):
        if (days or start or read) and (found := rules_from_columns(days, start, end, read)):
            return found, "" if read == said else said
    spoken = f"{days} {start}〜{end}".strip() if start or end else days
    return (), one_line(" ".join(filter(None, (spoken, said))))


def _spoken_week(week: Week) -> str:
    parts = [
        f"{day} {start}〜{end}" for day, start, end in zip("月火水木金土日", week.opens, week.closes, strict=True)
        if narrow(start) not in EMPTY
    ]  # fmt: skip
    return "、".join(parts)


def special_said(text: str) -> tuple[OpeningException, ...]:
    """The exceptional days of a cell; raises RowRejected with a sentence when they cannot be read."""
    try:
        return read_special_days(text)
    except ValueError as wrong:
        raise RowRejected(str(wrong)) from wrong


def one_line(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())
