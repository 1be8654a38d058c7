"""Reading opening hours from the texts and columns that towns publish; what is not understood completely is not
guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import product

from otagai.kernel.opening import END_OF_DAY, EVERY_DAY, LAST, OnHolidays, OpeningRule
from otagai.kernel.text import narrow
from otagai.kernel.wareki import WEEKDAYS

Rules = tuple[OpeningRule, ...]
_CLOCK = r"(?:午前|午後)?\d{1,2}(?::\d{2}|時半|時\d{1,2}分|時)"
_SPAN = rf"(?:{_CLOCK}(?:-|から){_CLOCK}(?:まで)?|24時間)"
_SPANS = re.compile(rf"{_SPAN}(?:(?:[、,と]|及び|および){_SPAN})*")
_WEEKDAY_LIST = r"[月火水木金土日](?:曜日?)?(?:[・、,と-]?[月火水木金土日](?:曜日?)?)*曜?"
_NTH = r"(?:第[1-5]|最終|[・、,と])+"
_DAYS = re.compile(
    rf"(?:毎週|毎月)?(?P<nth>{_NTH})?の?(?:(?P<daily>毎日)|(?P<plain>平日)|(?P<days>{_WEEKDAY_LIST}))?(?P<holiday>・?祝日?)?"
)
_HOLIDAY = r"(?:国民の|祝日法による)?(?:祝日|祝休日|祝祭日|祭日|休日|祝)"
_YEAR_END = r"(?:年末年始|12月29日から翌?年?1月3日(?:まで)?)(?:\(12/29-1/3\))?"
_SHUT = r"(?:は|を)?(?:お?休み?|除く|不可|休館|休業)"
_NOTE = re.compile(
    rf"(?P<shut>(?:{_HOLIDAY}|{_YEAR_END})(?:(?:[・、,と]|及び|および)(?:{_HOLIDAY}|{_YEAR_END}))*){_SHUT}|(?P<open>{_HOLIDAY}も(?:開く|開館|開きます))|(?P<only>祝日だけ)"
    r"|(?P<all_year>年中無休|年末年始も開く)|(?P<since>\d{4}年\d{1,2}月\d{1,2}日)から|(?P<until>\d{4}年\d{1,2}月\d{1,2}日)まで"
)
_SECTIONS = re.compile(
    r"【(?:開館|利用|開所|営業)時間】(?P<times>[^【]+)(?:【(?:休館|休業|定休|閉館)日】(?P<shut>.+))?"
)
_ROUND_THE_CLOCK = (time(0), END_OF_DAY)
_SEPARATORS = re.compile("(?:[・、,と]|及び|および)+")


@dataclass(frozen=True)
class _Days:
    weekdays: frozenset[int]
    nth: frozenset[int] = frozenset()
    holidays: OnHolidays = OnHolidays.OPEN
    also_on_holidays: bool = False


def read_opening(text: str) -> Rules | None:
    """The rules that a short Japanese text states, such as 「第2・第4火曜 10:00–12:00（祝日は休み）」 or
    「【開館時間】9:00～21:30【休館日】月曜日」; None when any part of it is unclear.

    A text that does not mention holidays means open on holidays; around New Year closed, unless it says otherwise.
    """
    compact = _compact(text)
    if compact in ("24時間利用可能", "24時間", "終日"):
        return _rules(_Days(EVERY_DAY), [_ROUND_THE_CLOCK])
    if sections := _SECTIONS.fullmatch(compact):
        return _from_sections(sections["times"], sections["shut"] or "")
    pieces = [_from_piece(piece) for piece in re.split("[;/／\n]", compact) if piece]
    return None if not pieces or None in pieces else tuple(rule for piece in pieces for rule in piece or ())


def _compact(text: str) -> str:
    text = re.sub("[~〜–—−]", "-", narrow(text).replace("：", ":"))
    return re.sub(r"[ \t　]|(?<=[日曜祝]):", "", text.replace("／", "/")).replace("時00分", "時")


def rules_from_columns(weekdays: str, start: str, end: str, note: str = "") -> Rules | None:
    """The rules of the columns 利用可能曜日 (「月火水木金」), 開始時間, 終了時間 and 特記事項; None if any of them
    is unclear.
    """
    if not (start and end) and not weekdays:
        return read_opening(note)
    days = _read_days(_compact(weekdays)) if weekdays else None
    span = _read_spans(_compact(f"{start}-{end}"))
    return None if days is None or span is None else _with_note(_rules(days, span), _compact(note))


def rules_from_week(opens: Sequence[str], closes: Sequence[str], note: str = "") -> Rules | None:
    """The rules of seven pairs of columns, Monday first; 「-」 or nothing is a closed day; None if any time or the
    note is unclear.
    """
    spans: dict[tuple[time, time], set[int]] = {}
    for weekday, (start, end) in enumerate(zip(opens, closes, strict=True)):
        if not start.strip(" -－") and not end.strip(" -－"):
            continue
        if (span := _read_spans(_compact(f"{start}-{end}"))) is None:
            return None
        spans.setdefault(span[0], set()).add(weekday)
    if not spans:
        return None
    rules = tuple(
        OpeningRule(frozenset(days), start, end, holidays=OnHolidays.OPEN) for (start, end), days in spans.items()
    )
    return _with_note(rules, _compact(note))


def _from_piece(piece: str) -> Rules | None:
    days = _DAYS.match(piece)
    rest = piece[days.end() :] if days else ""
    spans = _SPANS.match(rest)
    if not days or not days[0]:
        return None
    found = _read_days(days[0])
    times = _read_spans(spans[0]) if spans else None
    return (
        None if found is None or times is None or not spans else _with_note(_rules(found, times), rest[spans.end() :])
    )


def _with_note(rules: Rules, note: str) -> Rules | None:
    note = note.replace("(", "").replace(")", "").strip("。")
    for part in filter(None, re.split("、(?=祝|年|国|\\d{4}年)|。", note)):
        found = _NOTE.fullmatch(part)
        if not found:
            return None
        if found["shut"] and re.search(_HOLIDAY, re.sub(_YEAR_END, "", found["shut"])):
            rules = tuple(replace(rule, holidays=OnHolidays.CLOSED) for rule in rules)
        if found["only"]:
            rules = tuple(replace(rule, holidays=OnHolidays.ONLY) for rule in rules)
        if found["all_year"]:
            rules = tuple(replace(rule, closed_at_year_end=False) for rule in rules)
        if found["since"] or found["until"]:
            day = _read_day(found["since"] or found["until"])
            if day is None:
                return None
            since = bool(found["since"])
            rules = tuple(replace(rule, valid_from=day) if since else replace(rule, valid_to=day) for rule in rules)
    return rules


def _read_day(text: str) -> date | None:
    year, month, day = (int(part) for part in re.findall(r"\d+", text))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _rules(days: _Days, spans: list[tuple[time, time]]) -> Rules:
    rules = [OpeningRule(days.weekdays, start, end, days.nth, days.holidays) for start, end in spans]
    if days.also_on_holidays:
        rules += [OpeningRule(EVERY_DAY, start, end, holidays=OnHolidays.ONLY) for start, end in spans]
    # What is open around the clock has no door that somebody locks for New Year.
    return tuple(replace(rule, closed_at_year_end=(rule.start, rule.end) != _ROUND_THE_CLOCK) for rule in rules)


def _read_days(text: str) -> _Days | None:
    found = _DAYS.fullmatch(text)
    if not found or not text:
        return None
    nth = frozenset(int(digit) for digit in re.findall("[1-5]", found["nth"] or ""))
    nth |= {LAST} if "最終" in (found["nth"] or "") else set()
    if found["plain"]:
        return _Days(frozenset(range(5)), nth, OnHolidays.CLOSED)
    if found["daily"]:
        return _Days(EVERY_DAY, nth)
    weekdays = _read_weekdays(found["days"] or "")
    holiday = bool(found["holiday"])
    if not weekdays:
        return _Days(EVERY_DAY, holidays=OnHolidays.ONLY) if holiday and not nth else None
    return _Days(weekdays, nth, also_on_holidays=holiday)


def _read_weekdays(text: str) -> frozenset[int]:
    days: set[int] = set()
    for first, last in re.findall(f"([{WEEKDAYS}])(?:曜日?)?(?:-([{WEEKDAYS}]))?", text.replace("曜日", "曜")):
        start, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        days |= {weekday % 7 for weekday in range(start, (end if end >= start else end + 7) + 1)}
    return frozenset(days)


def _read_spans(text: str) -> list[tuple[time, time]] | None:
    if not _SPANS.fullmatch(text):
        return None
    spans = [_read_span(span) for span in re.findall(_SPAN, text)]
    return None if None in spans else [span for span in spans if span]


def _read_span(text: str) -> tuple[time, time] | None:
    if text == "24時間":
        return _ROUND_THE_CLOCK
    start, end = (_read_clock(clock) for clock in re.findall(_CLOCK, text))
    return (start, end) if start is not None and end is not None and start < end else None


def _read_clock(text: str) -> time | None:
    hour, minute = (int(part or 0) for part in [*re.findall(r"\d+", text), "0"][:2])
    minute = 30 if text.endswith("半") else minute
    if text.startswith("午後") and hour < 12:
        hour += 12
    if (hour, minute) == (24, 0):
        return END_OF_DAY
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _from_sections(times: str, shut: str) -> Rules | None:
    spans = _read_spans(times)
    closed = _read_closed(shut)
    if spans is None or closed is None:
        return None
    weekly, nth_closed, on_holidays = closed
    open_days = EVERY_DAY - weekly
    if not open_days:
        return None
    usual = open_days - {weekday for weekday, _ in nth_closed}
    groups = [(usual, frozenset[int]())] if usual else []
    for weekday in sorted(open_days - usual):
        missing = {nth for day, nth in nth_closed if day == weekday}
        groups.append((frozenset({weekday}), frozenset({1, 2, 3, 4, 5}) - missing))
    return tuple(
        OpeningRule(days, start, end, nth, OnHolidays.CLOSED if on_holidays else OnHolidays.OPEN)
        for (days, nth), (start, end) in product(groups, spans)
    )


def _read_closed(text: str) -> tuple[frozenset[int], set[tuple[int, int]], bool] | None:
    weekly: frozenset[int] = frozenset()
    nth_closed: set[tuple[int, int]] = set()
    on_holidays = False
    for part in filter(None, _SEPARATORS.split(re.sub(_YEAR_END, "", text).strip("。"))):
        part = re.sub("^(?:毎週|毎月|月の)", "", part)
        if re.fullmatch(f"{_HOLIDAY}|なし", part):
            on_holidays |= part != "なし"
        elif nth := re.fullmatch(f"第([1-5])([{WEEKDAYS}])曜日?", part):
            nth_closed.add((WEEKDAYS.index(nth[2]), int(nth[1])))
        elif days := re.fullmatch(f"([{WEEKDAYS}]+)(?:曜日?)?(祝)?(?:祭?日)?", part):
            weekly |= _read_weekdays(days[1])
            on_holidays |= bool(days[2])
        else:
            return None
    return weekly, nth_closed, on_holidays
