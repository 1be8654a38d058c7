"""Paper cards: the sheet that is printed, and whose card a serial is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from otagai.base.municipality import queries as municipality
from otagai.base.ui.paper import qr_svg, render_pdf
from otagai.kernel.numbers import card_qr, card_serial, parse_card
from otagai.welcome.intake.models import ConnectionCard
from otagai.welcome.intake.words import PUBLIC_THEMES, About, Knows, Urgency


@dataclass(frozen=True)
class PrintedCard:
    """A card that was printed: its serial, its window, and the number it was keyed in under ("" while it was not)."""

    serial: str
    window_id: int | None
    window: str
    receipt_number: str


def printed_card(serial: str) -> PrintedCard | None:
    """The card with the serial as somebody typed it; None when it is no serial, or none of ours. One query."""
    try:
        shown = card_serial(parse_card(serial))
    except ValueError:
        return None
    row = ConnectionCard.objects.filter(serial=shown).values_list("window_id", "window__place__name", "receipt_number")
    found = row.first()
    return PrintedCard(shown, found[0], found[1] or "", found[2]) if found else None


def card_sheets(serials: Sequence[str], *, window: str = "") -> bytes:
    """A PDF: A4, two A5 cards on each sheet, every one with its serial and QR code. Usable by the public role."""
    town = municipality.town()
    cards = [
        {"serial": serial, "qr": qr_svg(card_qr(settings.OTAGAI_ORIGIN, parse_card(serial)), label=serial)}
        for serial in serials
    ]
    values = {
        "town": town.name, "desk": town.desk_name, "phone": town.desk_phone, "hours": town.desk_hours, "window": window,
        "cards": cards, "themes": [theme.label for theme in PUBLIC_THEMES], "abouts": [about.label for about in About],
        "urgencies": [urgency.label for urgency in Urgency], "knows": [knows.label for knows in Knows],
    }  # fmt: skip
    return render_pdf("intake/card", values)
