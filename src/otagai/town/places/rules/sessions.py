"""Decisions about 開催の記録: which day can be told, how many, and from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from otagai.town.places.rules import months_before
from otagai.town.places.words import DayPart

NOT_YET_HELD, TOO_LONG_AGO = "これからの日は まだ 書けません", "1年より前の日です。日にちを たしかめてください"
MORE_NEW_THAN_CAME = "はじめて来た人は、来た人の数までです"
ALREADY_TOLD = "この日の この時間の記録は もう あります。直したいときは 相談窓口に お電話ください"
OTHER_PART = "何時から・何時まで が、えらんだ「午前・午後・夕方から」と 合いません"
LONGEST_AGO_MONTHS, MOST_PEOPLE = 13, 2000
PART_HOURS = {
    DayPart.MORNING: (time.min, time(12)),
    DayPart.AFTERNOON: (time(12), time(17)),
    DayPart.EVENING: (time(17), time.max),
}
"""When each part of a day is; what began in the morning and lasted until three was in the morning as well."""


@dataclass(frozen=True)
class Session:
    """What is judged of a time people met: the day, how many came, how many of them for the first time, from when to when.

    `begins` and `ends`: both or neither; neither: as long as the place is usually open.
    """

    held_on: date
    came: int
    first_timers: int
    part: DayPart = DayPart.MORNING
    begins: time | None = None
    ends: time | None = None


def why_not_session(counted: Session, *, today: date) -> list[str]:
    """A time people met lies in the last year, in the part of the day it says, and the new ones are among those who came."""
    reasons = []
    if counted.held_on > today:
        reasons.append(NOT_YET_HELD)
    elif counted.held_on < months_before(today, LONGEST_AGO_MONTHS):
        reasons.append(TOO_LONG_AGO)
    if counted.first_timers > counted.came:
        reasons.append(MORE_NEW_THAN_CAME)
    if counted.begins and counted.ends and not touches(counted.part, counted.begins, counted.ends):
        reasons.append(OTHER_PART)
    return reasons


def touches(part: DayPart, begins: time, ends: time) -> bool:
    """Whether some of the time lies in the part of the day."""
    start, end = PART_HOURS[part]
    return begins < end and start < ends


def minutes_between(begins: time, ends: time) -> int:
    """How long it lasted, in minutes."""
    return (ends.hour - begins.hour) * 60 + ends.minute - begins.minute


def from_until(begins: time | None, ends: time | None) -> str:
    """10:00–11:30; nothing where nobody said."""
    return f"{begins:%-H:%M}–{ends:%-H:%M}" if begins and ends else ""
