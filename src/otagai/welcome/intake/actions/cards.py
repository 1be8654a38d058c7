"""Paper: つながりカード printed with a serial of their own, and keyed in by it; keyed twice is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel.numbers import card_serial, parse_card
from otagai.welcome.intake import rules
from otagai.welcome.intake.actions.arrival import Arrival, arrive
from otagai.welcome.intake.models import ConnectionCard, Consultation
from otagai.welcome.intake.words import Door, Origin
from otagai.welcome.letterbox import actions as letterbox
from otagai.welcome.letterbox import queries as letters


@transaction.atomic
def print_cards(*, window_id: int | None, number: int, by: Acting, at: datetime) -> list[str]:
    """Serials of new blank cards, for a window or for nobody yet; also for the window itself (the public role)."""
    if reasons := rules.why_not_print(number):
        raise RuleBroken(reasons)
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('intake_card_seq') FROM generate_series(1, %s)", [number])
        serials = [card_serial(int(row[0])) for row in cursor.fetchall()]
    ConnectionCard.objects.bulk_create(
        [ConnectionCard(serial=serial, window_id=window_id, printed_at=at, printed_by=by.user) for serial in serials]
    )
    if by.user is not None:
        audit.record("intake.cards_printed", by=by, subject=("window", window_id), number=number)
    return serials


@transaction.atomic
def key_in(serial: str, arrival: Arrival, *, by: Acting, at: datetime) -> Consultation:
    """The words of a paper card become a consultation of its window; a card that was keyed in already gives that one.

    Raises RuleBroken for what is no serial, a serial never printed here, and a card that others keyed in.
    """
    card = card_of(serial)
    if card.receipt_number:
        earlier = Consultation.objects.filter(receipt_number=card.receipt_number).first()
        if earlier is None:
            raise RuleBroken([f"このカードは もう入力されています（受付番号 {card.receipt_number}）"])
        return earlier
    window_id = card.window_id or arrival.origin_window_id
    number = letters.next_receipt_number(timezone.localdate(at))
    letterbox.slip_for_card(number, window_id=window_id, at=at)
    from_card = replace(arrival, door=Door.CARD, origin_window_id=window_id)
    if window_id is not None:
        from_card = replace(from_card, origin=Origin.WINDOW)
    consultation = arrive(from_card, by=by, at=at, receipt_number=number)
    ConnectionCard.objects.filter(pk=card.pk).update(receipt_number=number, keyed_at=at)
    audit.record(
        "intake.card_keyed", by=by, subject=("consultation", consultation.pk), circle_id=consultation.circle_id
    )
    return consultation


def card_of(serial: str) -> ConnectionCard:
    """The printed card with this serial, locked; raises RuleBroken with what to do when there is none."""
    try:
        shown = card_serial(parse_card(serial))
    except ValueError as wrong:
        raise RuleBroken([str(wrong)]) from None
    card = ConnectionCard.objects.select_for_update().filter(serial=shown).first()
    if card is None:
        raise RuleBroken([f"{shown} は、このまちで印刷した記録がありません。「聞き取り」に 書き写してください"])
    return card
