"""定員・参加申込 of a list of events: what a row says of signing up; what is not understood is told, not guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from otagai.kernel.event_days import read_event_days
from otagai.kernel.text import narrow
from otagai.town.activities.rules import MOST_SEATS, NOT_TAKEN

LONGEST_HOW, LONGEST_URL = 400, 400
_SEATS = re.compile(r"\d[\d,]*")


@dataclass(frozen=True)
class SignUpFacts:
    """How many may come, until when one signs up, how and where; `is_closed`: nobody may for this day."""

    capacity: int | None = None
    closes_on: date | None = None
    how: str = ""
    form_url: str = ""
    is_closed: bool = False
    doubts: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether the row tells anything of it."""
        return bool(self.capacity or self.closes_on or self.how or self.form_url or self.is_closed)


def read_sign_up(line: Mapping[str, str], *, first: date, near: date) -> SignUpFacts:
    """What a row says of signing up; `first`: the first day of the event, after which it cannot close."""
    if line.get("sign_how") == NOT_TAKEN:
        return SignUpFacts(is_closed=True)
    doubts: list[str] = []
    capacity = _capacity(line.get("capacity", ""), doubts)
    closes_on = _closes_on(line.get("closes_on", ""), first, near, doubts)
    return SignUpFacts(
        capacity, closes_on, _how(line, doubts), _form_url(line.get("form_url", ""), doubts), doubts=tuple(doubts)
    )


def _capacity(text: str, doubts: list[str]) -> int | None:
    """One number of people: 「20」「先着20名」; several of them, or of something else (組), are no capacity."""
    if not text:
        return None
    compact = narrow(text).replace(" ", "")
    numbers = _SEATS.findall(compact)
    people = re.fullmatch(r"[^\d]*\d[\d,]*(?:人|名|\Z).*", compact)
    number = int(numbers[0].replace(",", "")) if len(numbers) == 1 and people else 0
    if 1 <= number <= MOST_SEATS:
        return number
    doubts.append(f"定員「{text[:40]}」は 人数として読めないので、入れていません")
    return None


def _closes_on(text: str, first: date, near: date, doubts: list[str]) -> date | None:
    if not text:
        return None
    try:
        closes_on = read_event_days(text, near=near).last
    except ValueError:
        doubts.append(f"参加申込終了日「{text[:40]}」が 読みとれないので、入れていません")
        return None
    if closes_on > first:
        doubts.append(f"参加申込終了日「{text[:40]}」が 開始日より あとなので、入れていません")
        return None
    return closes_on


def _how(line: Mapping[str, str], doubts: list[str]) -> str:
    """The way, and at what hour of the last day it ends where the list says so."""
    until = line.get("closes_at", "")
    how = " ".join(
        part for part in (line.get("sign_how", ""), f"（しめきりの日は {until}まで）" if until else "") if part
    )
    if len(how) <= LONGEST_HOW:
        return how
    doubts.append("参加申込方法が 長すぎるので、入れていません")
    return ""


def _form_url(text: str, doubts: list[str]) -> str:
    if not text or (text.startswith(("http://", "https://")) and len(text) <= LONGEST_URL):
        return text
    doubts.append(f"連絡先FormURL「{text[:40]}」は アドレスではないので、入れていません")
    return ""
