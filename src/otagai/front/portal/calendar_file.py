"""iCalendar (RFC 5545): the coming openings of a place, for the calendar of a telephone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from otagai.kernel.opening import Opening

LONGEST_LINE = 75
TOWN_TIME = ZoneInfo("Asia/Tokyo")


def calendar_file(*, name: str, place: str, url: str, key: str, openings: Iterable[Opening], stamp: datetime) -> bytes:
    """The file; `key` names the place in the ids of its events, which stay the same when it is fetched again."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Otagai//places//JA", "CALSCALE:GREGORIAN"]
    for opening in openings:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{key}-{opening.on:%Y%m%d}-{opening.start:%H%M}",
            f"DTSTAMP:{_utc(stamp)}",
            f"DTSTART:{_utc(_at(opening.on, opening.start))}",
            f"DTEND:{_utc(_at(opening.on, opening.end))}",
            f"SUMMARY:{_text(name)}",
            f"LOCATION:{_text(place)}",
            f"URL:{url}",
            *([f"DESCRIPTION:{_text(opening.note)}"] if opening.note else []),
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


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
