"""iCalendar (RFC 5545): openings of a place and times of activities, for the calendar of a telephone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from otagai.kernel.opening import Opening

LONGEST_LINE = 75
TOWN_TIME = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True)
class Event:
    """One time in a calendar; `key` names what is on, so that its id stays the same when it is fetched again."""

    key: str
    name: str
    place: str
    url: str
    opening: Opening
    called_off: bool = False


def calendar_file(events: Iterable[Event], *, stamp: datetime, title: str = "") -> bytes:
    """The file; `title`: what a calendar that is subscribed to is called."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Otagai//places//JA", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{_text(title)}"] if title else []
    for event in events:
        lines += _event(event, stamp)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _event(event: Event, stamp: datetime) -> list[str]:
    opening = event.opening
    return [
        "BEGIN:VEVENT",
        f"UID:{event.key}-{opening.on:%Y%m%d}-{opening.start:%H%M}",
        f"DTSTAMP:{_utc(stamp)}",
        f"DTSTART:{_utc(_at(opening.on, opening.start))}",
        f"DTEND:{_utc(_at(opening.on, opening.end))}",
        f"SUMMARY:{_text(event.name)}",
        f"LOCATION:{_text(event.place)}",
        f"URL:{event.url}",
        *([f"DESCRIPTION:{_text(opening.note)}"] if opening.note else []),
        *(["STATUS:CANCELLED"] if event.called_off else []),
        "END:VEVENT",
    ]


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, TOWN_TIME)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> str:
    """No line longer than 75 bytes, and no letter cut in two."""
    pieces, size = [""], 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LONGEST_LINE:
            pieces.append("")
            size = 1
        pieces[-1] += letter
        size += width
    return "\r\n ".join(pieces)
