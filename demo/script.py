"""How a story is written down: the words that came, and the turns that followed, each some days after the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from demo.households import Home, Part
from otagai.base.disclosure.words import Item, LegalBasis
from otagai.welcome.intake.words import (
    About,
    Door,
    Kind,
    Knows,
    Method,
    Origin,
    Outcome,
    ReplyBy,
    Theme,
    Urgency,
)  # fmt: skip
from otagai.welcome.referrals.words import HandBackReason

GIST = (Item.GIST, Item.THEMES)
WHO = (Item.GIST, Item.THEMES, Item.NAME, Item.KANA, Item.PHONE, Item.ADDRESS)
ALL = (*WHO, Item.BIRTH, Item.SEX, Item.HOUSEHOLD, Item.RECORDS)


@dataclass(frozen=True)
class Turn:
    """One thing that happens: what, how many days after the one before, and its facts."""

    verb: str
    days: float
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Story:
    """A worry or wish as somebody brought it, and what became of it. Untold parts lie in the future."""

    key: str
    said: str
    themes: tuple[Theme, ...]
    turns: tuple[Turn, ...]
    door: Door = Door.PHONE
    kind: Kind = Kind.WORRY
    about: About = About.SELF
    home: Home = Home.ANY
    part: Part = Part.ELDER
    caller: str = ""
    origin: Origin = Origin.PERSON
    urgency: Urgency = Urgency.ANYTIME
    knows: Knows = Knows.YES
    reply_by: ReplyBy = ReplyBy.PHONE
    safe_time: str = ""
    headline: str = ""
    holder: str = "shakyo"


def received(days: float = 0.2) -> Turn:
    """受け止める, by somebody of the front door."""
    return Turn("receive", days)


def met(days: float, method: Method, text: str, *, whom: str = "ご本人", minutes: int = 30, next_days: int = 0) -> Turn:
    """A contact by whoever holds it."""
    return Turn("met", days, {"method": method, "text": text, "whom": whom, "minutes": minutes, "next_days": next_days})


def no_answer(days: float, method: Method = Method.PHONE, text: str = "") -> Turn:
    """Nobody answered: a record too."""
    return Turn("no_answer", days, {"method": method, "text": text})


def note(days: float, text: str) -> Turn:
    """A note of whoever holds it."""
    return Turn("note", days, {"text": text})


def knew(days: float = 0.01, reason: str = "お名前と電話から") -> Turn:
    """It became clear whom it is about."""
    return Turn("knew", days, {"reason": reason})


def sent(
    days: float, to: str, reason: str, items: tuple[Item, ...] = WHO, basis: LegalBasis = LegalBasis.CONSENT, why: str = ""
) -> Turn:  # fmt: skip
    """つなぐ: to whom, why, what is passed on and on which basis."""
    return Turn("sent", days, {"to": to, "reason": reason, "items": items, "basis": basis, "why": why})


def read(days: float = 0.8) -> Turn:
    """The taker has read the letter."""
    return Turn("read", days)


def took(days: float = 1.0) -> Turn:
    """引受."""
    return Turn("took", days)


def joined(days: float = 1.0) -> Turn:
    """一緒に対応."""
    return Turn("joined", days)


def gave_back(days: float, reason: HandBackReason, text: str, suggestion: str) -> Turn:
    """差戻し, with reason and suggestion."""
    return Turn("gave_back", days, {"reason": reason, "text": text, "suggestion": suggestion})


def waits(days: float, until_days: int, reason: str) -> Turn:
    """待ち until a day."""
    return Turn("waits", days, {"until_days": until_days, "reason": reason})


def took_back(days: float, reason: str) -> Turn:
    """取り戻し."""
    return Turn("took_back", days, {"reason": reason})


def first_met(days: float, method: Method, text: str, *, whom: str = "ご本人", minutes: int = 45) -> Turn:
    """The taker's first contact."""
    return Turn("first_met", days, {"method": method, "text": text, "whom": whom, "minutes": minutes})


def result(days: float, text: str) -> Turn:
    """The taker says what became of it."""
    return Turn("result", days, {"text": text})


def answered(days: float, text: str, method: Method = Method.PHONE) -> Turn:
    """答えを返す, to where it came from."""
    return Turn("answered", days, {"text": text, "method": method})


def declined(days: float, reason: str) -> Turn:
    """No answer is wanted."""
    return Turn("declined", days, {"reason": reason})


def supported(days: float, next_step: str, next_days: int = 10) -> Turn:
    """The holder supports on its own."""
    return Turn("supported", days, {"next_step": next_step, "next_days": next_days})


def watched(days: float, next_days: int = 30) -> Turn:
    """見守りへ."""
    return Turn("watched", days, {"next_days": next_days})


def ended(days: float, outcome: Outcome, text: str) -> Turn:
    """終える."""
    return Turn("ended", days, {"outcome": outcome, "text": text})


def reopened(days: float, reason: str) -> Turn:
    """もう一度ひらく."""
    return Turn("reopened", days, {"reason": reason})
