"""Days of an event as towns write them: 「8月5日（水）～8月16日（日）※10日（月）以外」; what is not understood is not guessed."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from otagai.kernel.text import narrow
from otagai.kernel.wareki import WEEKDAYS

LONGEST_DAYS = 366
_DAY = (
    r"(?:(?P<{0}y>\d{{4}})[-/.年])?(?:(?P<{0}m>\d{{1,2}})[-/.月])?(?P<{0}d>\d{{1,2}})日?"
    r"(?:\((?P<{0}w>[月火水木金土日])(?:曜日?)?(?:[・･]祝日?)?\))?"
)
_ONE = re.compile(_DAY.format(""))
_SPAN = re.compile(_DAY.format("a") + "[-~〜から]+" + _DAY.format("b") + "(?:まで)?")
_EXCEPT = re.compile(r"※?(.+?)(?:以外|を除く|は休み|は休館)$")
_CLOCK = re.compile(r"(午前|午後)?(\d{1,2})(?::(\d{2})|時(?:(\d{1,2})分|半)?)")


@dataclass(frozen=True)
class EventDays:
    """Single days, or every day from the first to the last (`daily`), but not on `left_out`; `working_days`: 平日のみ."""

    first: date
    last: date
    days: tuple[date, ...] = ()
    left_out: tuple[date, ...] = ()
    working_days: bool = False

    @property
    def daily(self) -> bool:
        """A span, not a list of days."""
        return not self.days


def read_event_days(text: str, *, near: date) -> EventDays:
    """The days that a text means; a year that is not said is the one that fits the weekday and lies nearest to `near`.

    Raises ValueError, in words, when any part is unclear.
    """
    compact = re.sub(r"\s", "", narrow(text)).replace("～", "~").replace("―", "-").replace("–", "-")
    span, _, note = re.sub(r"\(第.*?曜日?\)$", "", compact).partition("※")
    if not span:
        raise ValueError("開催日が ありません")
    if not _ONE.fullmatch(span) and (found := _SPAN.fullmatch(span)):
        first = _read(found, "a", near)
        last = _read(found, "b", first, month=first.month, after=first)
        return _with_note(EventDays(first, last), note)
    days: list[date] = []
    for part in re.split("[、,・]", span):
        found = _ONE.fullmatch(part)
        if not found or (not days and not found["m"]):
            raise ValueError(f"開催日が 読みとれません: {text.strip()[:40]}")
        days.append(_read(found, "", days[-1] if days else near, month=days[-1].month if days else 0))
    if note:
        raise ValueError(f"開催日の ただし書きが 読みとれません: {note[:40]}")
    return EventDays(days[0], max(days), tuple(dict.fromkeys(days)))


def _read(found: re.Match[str], of: str, near: date, *, month: int = 0, after: date | None = None) -> date:
    """The day of one part of a match; `month`: the one said before, where none is said."""
    month, day = int(found[f"{of}m"] or month), int(found[f"{of}d"])
    years = [int(found[f"{of}y"])] if found[f"{of}y"] else [near.year, near.year + 1, near.year - 1]
    fitting = []
    for year in years:
        try:
            fitting.append(date(year, month, day))
        except ValueError:
            continue
    weekday = found[f"{of}w"]
    fitting = [one for one in fitting if not weekday or WEEKDAYS[one.weekday()] == weekday]
    fitting = [one for one in fitting if after is None or one >= after]
    if not fitting:
        raise ValueError(f"日にちと曜日が 合いません: {found[0]}")
    return min(fitting, key=lambda one: abs(one - near))


def _with_note(span: EventDays, note: str) -> EventDays:
    if span.last < span.first or (span.last - span.first).days > LONGEST_DAYS:
        raise ValueError("終了日が 開始日より前か、1年より あとです")
    if not note:
        return span
    if note in ("平日のみ", "平日だけ"):
        return EventDays(span.first, span.last, working_days=True)
    if not (found := _EXCEPT.fullmatch(note)):
        raise ValueError(f"開催日の ただし書きが 読みとれません: {note[:40]}")
    left_out = []
    for part in re.split("[、,・]", found[1]):
        if not (one := _ONE.fullmatch(part)):
            raise ValueError(f"開催日の ただし書きが 読みとれません: {note[:40]}")
        left_out.append(_read(one, "", span.first, month=span.first.month, after=span.first))
    return EventDays(span.first, span.last, left_out=tuple(left_out))


def read_event_times(opens: str, closes: str) -> tuple[time, time, str]:
    """From–to, and what else the two cells say (several times, 「日曜は17:00まで」, no end). Raises ValueError without a beginning."""
    starts, ends = _clocks(opens), _clocks(closes)
    if not starts:
        raise ValueError("開始時間が 読みとれません")
    start = starts[0]
    later_ends = [one for one in ends if one > start]
    end = next(iter(later_ends), None) if len(starts) == 1 else max(later_ends, default=None)
    plain = len(starts) == len(ends) == 1 and _only_clock(opens) and _only_clock(closes)
    if end is None:
        later = timedelta(hours=start.hour + 2, minutes=start.minute)
        end = time(23, 59) if later >= timedelta(days=1) else time(start.hour + 2, start.minute)
        return start, end, "終わりの時刻は 目安です"
    said = " ".join(f"{opens} → {closes}".split())
    return start, end, "" if plain else said


def _clocks(text: str) -> list[time]:
    found = []
    for half, hour, minute, spoken in _CLOCK.findall(narrow(text)):
        hours = int(hour) + (12 if half == "午後" and int(hour) < 12 else 0)
        minutes = int(minute or spoken or 0)
        if hours < 24 and minutes < 60:
            found.append(time(hours, minutes))
    return found


def _only_clock(text: str) -> bool:
    return bool(_CLOCK.fullmatch(re.sub(r"\s", "", narrow(text))))
