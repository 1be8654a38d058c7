"""Questions to the letterbox: what became of my number, the cards of a window, which letters wait to be opened."""

from __future__ import annotations

import hmac
import os
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from otagai.base.circles.postgresql.prepared import Slot, prepared
from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel import numbers, sealing
from otagai.welcome.letterbox import pace, rules
from otagai.welcome.letterbox.models import Letter, Slip
from otagai.welcome.letterbox.words import LetterKind, SafeState

NO_SALT = os.urandom(sealing.SALT_BYTES)
TRY_AGAIN_AFTER = timedelta(hours=1)
CARDS_A_PAGE = 20
CONSULTATIONS = (LetterKind.FORM, LetterKind.CARD, LetterKind.AGAIN)
"""Letters that become part of a consultation."""


class TooOften(RuleBroken):
    """Too many pairs of number and passphrase were tried from one address."""

    def __init__(self) -> None:
        super().__init__([rules.TOO_OFTEN])


@dataclass(frozen=True)
class Answer:
    """One answer, opened with the passphrase."""

    text: str
    at: datetime


@dataclass(frozen=True)
class SlipView:
    """What whoever holds number and passphrase may know."""

    receipt_number: str
    state: SafeState
    created_at: datetime
    updated_at: datetime
    word: str = ""
    answers: tuple[Answer, ...] = field(default=())


@dataclass(frozen=True)
class CardLine:
    """One card on its window's own page: nothing about the person (domain/casework.md §5.8)."""

    receipt_number: str
    state: SafeState
    created_at: datetime
    updated_at: datetime
    word: str


@dataclass(frozen=True)
class Waiting:
    """What lies unopened in the letterbox: since when nobody tried, and how many could not be opened."""

    since: datetime | None
    troubled: int


@dataclass(frozen=True)
class Troubled:
    """A letter that could not be opened or read: when and by which door it came, when it was last tried, why not."""

    receipt_number: str
    kind: LetterKind
    window: str
    arrived_at: datetime
    tried_at: datetime | None
    why: str


@dataclass(frozen=True)
class CardPage:
    """Some cards of a window, newest first; `following` is where the next page begins, None at the end."""

    lines: tuple[CardLine, ...]
    following: int | None


def slip_for(receipt_number: str, passphrase: str, *, address: str, at: datetime) -> SlipView | None:
    """What became of a number, for whoever knows its passphrase; None for a wrong pair and for an unknown number alike.

    Both cost the same time. Raises TooOften after many tries from one address.
    """
    slip = slip_held(receipt_number, passphrase, address=address, at=at)
    if slip is None:
        return None
    sealed = slip.messages.order_by("at", "pk").values_list("sealed", "at")
    answers = tuple(Answer(_opened(passphrase, slip, bytes(blob)), written) for blob, written in sealed)
    return SlipView(
        slip.receipt_number, SafeState(slip.safe_state), slip.created_at, slip.updated_at, slip.word_to_window, answers
    )


def _opened(passphrase: str, slip: Slip, blob: bytes) -> str:
    try:
        return sealing.open_reply(passphrase, bytes(slip.salt), blob).decode()
    except (sealing.SealBroken, UnicodeDecodeError):
        return "（お返事がありますが、うまく開けませんでした。お手数ですが、電話で受付番号をお伝えください）"


def slip_held(receipt_number: str, passphrase: str, *, address: str, at: datetime) -> Slip | None:
    """The slip, if the passphrase is its own. One costly derivation of the key, whether or not the number exists."""
    if not rules.may_ask(pace.counted("ask", address, at=at)):
        raise TooOften
    number = shown_number(receipt_number)
    slip = Slip.objects.filter(receipt_number=number).exclude(reply_key=b"").first() if number else None
    try:
        given = sealing.reply_public_key(passphrase, bytes(slip.salt) if slip else NO_SALT)
    except ValueError:
        return None
    return slip if slip is not None and hmac.compare_digest(given, bytes(slip.reply_key)) else None


def shown_number(typed: str) -> str:
    """A receipt number as it is kept, from what somebody typed; "" if it is none."""
    try:
        return str(numbers.parse_receipt(typed))
    except ValueError:
        return ""


def cards_of_window(window_id: int, *, before: int | None = None, most: int = CARDS_A_PAGE) -> CardPage:
    """The cards of one window, newest first, `before` the given place in the list. One query."""
    return page_of_cards(Slip.objects.filter(window_id=window_id), before=before, most=most)


def cards_of_writer(
    user_id: int, windows: Collection[int], *, before: int | None = None, most: int = CARDS_A_PAGE
) -> CardPage:
    """The cards that somebody wrote after logging in, and those of their windows, newest first. One query."""
    found = Slip.objects.filter(Q(own__user=user_id) | Q(window_id__in=windows))
    return page_of_cards(found, before=before, most=most)


def page_of_cards(found: QuerySet[Slip], *, before: int | None, most: int) -> CardPage:
    """Some of these, newest first; one query."""
    if before is not None:
        found = found.filter(pk__lt=before)
    slips = list(found.defer("salt", "reply_key").order_by("-pk")[: most + 1])
    lines = tuple(
        CardLine(slip.receipt_number, SafeState(slip.safe_state), slip.created_at, slip.updated_at, slip.word_to_window)
        for slip in slips[:most]
    )
    return CardPage(lines, slips[most - 1].pk if len(slips) > most else None)


def unopened(limit: int, *, kinds: Collection[LetterKind] = CONSULTATIONS) -> list[Letter]:
    """Letters of these kinds to open now: the oldest first, quarantined ones after the others and only a few; troubled ones are tried
    again every hour."""
    waiting = Letter.objects.filter(opened_at__isnull=True, kind__in=kinds).filter(
        Q(tried_at__isnull=True) | Q(tried_at__lt=timezone.now() - TRY_AGAIN_AFTER)
    )
    usual = list(waiting.filter(quarantined=False).order_by("arrived_at", "pk")[:limit])
    room = min(limit - len(usual), rules.QUARANTINED_A_ROUND)
    return usual + list(waiting.filter(quarantined=True).order_by("arrived_at", "pk")[:room])


def waiting(*, before: datetime) -> Waiting:
    """Letters that lie unopened since before the moment: since when the oldest untried one, how many in trouble. One query."""
    lying = list(oldest_waiting(before=before))
    since = next((arrived_at for arrived_at, trouble in lying if not trouble), None)
    return Waiting(since, sum(bool(trouble) for _, trouble in lying))


@prepared
def oldest_waiting(*, before: Slot) -> QuerySet[Any, Any]:
    """When the oldest letters that nobody opened arrived, and their trouble."""
    waiting = Letter.objects.filter(opened_at__isnull=True, arrived_at__lt=before)
    return waiting.order_by("arrived_at").values_list("arrived_at", "trouble")[:100]


def in_trouble() -> list[Troubled]:
    """Letters that could not be opened or taken in, and those put aside in a flood; the oldest first. One query.

    Nothing of what is in them, and not who wrote them: the seal is not touched.
    """
    lying = Letter.objects.filter(~Q(trouble="") | Q(quarantined=True), opened_at__isnull=True)
    rows = lying.order_by("arrived_at", "pk").values_list(
        "receipt_number", "kind", "window__place__name", "arrived_at", "tried_at", "trouble"
    )
    return [
        Troubled(number, LetterKind(kind), window or "", arrived, tried, rules.trouble_in_words(trouble))
        for number, kind, window, arrived, tried, trouble in rows
    ]


def next_receipt_number(on: date) -> str:
    """The next 受付番号, of the 年度 of the day; never given twice, also when the transaction is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('letterbox_receipt_seq')")
        running = int(cursor.fetchone()[0])
    return str(numbers.ReceiptNumber(numbers.fiscal_year(on), running))
