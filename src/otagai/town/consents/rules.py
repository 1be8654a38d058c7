"""Decisions about consent: what makes one, and what it allows to pass on, to whom, on which day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from otagai.base.disclosure.words import Item
from otagai.town.consents.words import ConsentGiver

LONGEST_YEARS = 3
"""A consent is asked for again after at most so many years (a setting of this house, not of a law)."""


@dataclass(frozen=True)
class Given:
    """A consent as it is recorded: to whom, for what, which items, from when until when, and whether it was taken
    back.
    """

    recipient_id: int
    purpose: str
    items: frozenset[Item]
    given_on: date
    valid_until: date | None = None
    withdrawn: bool = False


def why_not_withdraw(*, only_asked: bool) -> list[str]:
    """Whoever was only asked by a letter takes back nothing that was said to others."""
    return ["まず つなぎに答えてください（引き受ける・一緒に対応する）。そのあとで 取り消せます"] if only_asked else []


def why_not_consent(given: Given, *, today: date, known_items: Collection[Item] = tuple(Item)) -> list[str]:
    """同意 names its purpose and its items, begins no later than today and has an end (個人情報保護法
    27条1項・69条2項1号: a person can only agree to what was said to them).
    """
    reasons = []
    if not given.purpose.strip():
        reasons.append("何のために伝えるかを 書いてください")
    if not given.items:
        reasons.append("伝えてよいことを ひとつは 選んでください")
    if unknown := given.items - set(known_items):
        reasons.append(f"知らない項目です: {'・'.join(sorted(unknown))}")
    if given.given_on > today:
        reasons.append("同意をもらった日が これからの日です")
    return [*reasons, *_why_not_until(given, today)]


def _why_not_until(given: Given, today: date) -> list[str]:
    if given.valid_until is None:
        return []
    if given.valid_until < given.given_on:
        return ["「いつまで」は 同意をもらった日より 後にしてください"]
    if given.valid_until < today:
        return ["「いつまで」が もう過ぎています"]
    if given.valid_until.year - given.given_on.year > LONGEST_YEARS:
        return [f"「いつまで」は {LONGEST_YEARS}年までにしてください。その後は もう一度 聞きます"]
    return []


def is_in_force(given: Given, on: date) -> bool:
    """Given already, neither withdrawn nor run out on the day (the last day counts)."""
    return not given.withdrawn and given.given_on <= on and (given.valid_until is None or on <= given.valid_until)


def items_allowed(consents: Iterable[Given], recipient_id: int, on: date) -> frozenset[Item]:
    """What may be passed on to the recipient on the day: the items of every consent to them in force; nothing
    without one.
    """
    allowed = (given.items for given in consents if given.recipient_id == recipient_id and is_in_force(given, on))
    return frozenset[Item]().union(*allowed)


def needs_asking_again(giver: ConsentGiver) -> bool:
    """What the family said is asked of the person as soon as that is possible."""
    return giver is ConsentGiver.FAMILY
