"""Exceptional days in one cell: 「2026-12-28 休み（棚卸し）／2027-01-05 10:00–12:00」, written by us and read back."""

import re
from collections.abc import Iterable
from datetime import date, time

from otagai.kernel.opening import OpeningException

_BETWEEN = "／"
_DAY = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2}) (?:休み|(?P<start>\d{1,2}:\d{2})[–〜~-](?P<end>\d{1,2}:\d{2}))(?:（(?P<note>.+)）)?",
    re.ASCII,
)


def special_days_cell(days: Iterable[OpeningException]) -> str:
    """The days in order on one line; empty for none."""
    return _BETWEEN.join(_said(day) for day in sorted(days, key=lambda each: (each.on, each.start or time())))


def note_on_one_line(text: str) -> str:
    """A note as it stands in the cell: single spaces, no sign that parts days."""
    return " ".join(text.replace(_BETWEEN, "・").split())


def _said(day: OpeningException) -> str:
    times = "休み" if day.start is None or day.end is None else f"{day.start:%H:%M}–{day.end:%H:%M}"
    note = note_on_one_line(day.note)
    return f"{day.on.isoformat()} {times}" + (f"（{note}）" if note else "")


def read_special_days(cell: str) -> tuple[OpeningException, ...]:
    """The days of such a cell; raises ValueError with a sentence on anything else, for a guess would send people to closed doors."""
    return tuple(_read(part.strip()) for part in cell.split(_BETWEEN) if part.strip())


def _read(part: str) -> OpeningException:
    found = _DAY.fullmatch(part)
    if found is None:
        raise ValueError(f"臨時の休み・変更として 読めません: {part[:40]}")
    start, end = ((_clock(found[name]) if found[name] else None) for name in ("start", "end"))
    try:
        return OpeningException(date.fromisoformat(found["day"]), start, end, found["note"] or "")
    except ValueError:
        raise ValueError(f"臨時の休み・変更の 日か時刻が ありえません: {part[:40]}") from None


def _clock(text: str) -> time:
    hours, minutes = map(int, text.split(":"))
    try:
        return time(hours, minutes)
    except ValueError:
        raise ValueError(f"臨時の休み・変更の 時刻が ありえません: {text}") from None
