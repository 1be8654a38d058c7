"""The letter on paper: the values that paper/letter.typ shows, and nothing that is not in the letter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from otagai.base.disclosure.words import LegalBasis
from otagai.base.municipality import queries as municipality
from otagai.base.ui import dates
from otagai.welcome.referrals.models import Referral


def sheet_of(referral: Referral, *, by: str, at: datetime) -> dict[str, Any]:
    """Texts of the letter of a referral; `by` printed it."""
    return {
        "town": municipality.town().name,
        "number": referral.consultation.receipt_number,
        "sender": referral.sender.name,
        "receiver": referral.receiver.name,
        "sent": dates.with_weekday(referral.sent_at) if referral.sent_at else "",
        "due": dates.with_weekday(referral.due_on) if referral.due_on else "",
        "reason": referral.reason,
        "basis": LegalBasis.label_of(referral.basis),
        "basis_note": referral.basis_note,
        "lines": [[line["label"], line["value"]] for line in referral.letter],
        "printed": f"{dates.with_time(at)} {by}が印刷",
    }
