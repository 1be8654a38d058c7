"""What may leave, to whom, on which basis. Pure: values in, reasons out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from otagai.base.disclosure.words import Item, LegalBasis

NEEDS_REASON = {
    LegalBasis.ARTICLE_106_6: "支援会議の名前と日を、理由に書いてください",
    LegalBasis.VITAL_INTEREST: "なぜ本人の同意を待てないか、理由を書いてください",
    LegalBasis.LAW: "どの法令の何条によるか、理由に書いてください",
}


class Agreement(Protocol):
    """A consent as the room of consents keeps it: who may receive, which items, until when."""

    pk: int
    recipient_id: int
    items: list[str]
    valid_until: date | None
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Leaving:
    """Everything that is asked before personal facts leave."""

    recipient_id: int | None
    recipient_name: str
    basis: LegalBasis
    reason: str
    purpose: str
    items: Collection[Item]
    consent: Agreement | None
    on: date


def why_not_disclose(leaving: Leaving) -> list[str]:
    """Nothing leaves without recipient, purpose, items and a basis that covers them (個人情報保護法27条・69条; house.md, one gate)."""
    reasons = []
    if not leaving.recipient_name.strip():
        reasons.append("だれに伝えるかを選んでください")
    if not leaving.purpose.strip():
        reasons.append("何のために伝えるかを書いてください")
    if not leaving.items:
        reasons.append("伝えることを 1つ以上選んでください")
    if leaving.basis in NEEDS_REASON and not leaving.reason.strip():
        reasons.append(NEEDS_REASON[leaving.basis])
    if leaving.basis == LegalBasis.CONSENT:
        reasons.extend(why_not_by_consent(leaving))
    return reasons


def why_not_by_consent(leaving: Leaving) -> list[str]:
    """A consent must be in force today, name this recipient and cover every item; the household is no sharing boundary."""
    consent = leaving.consent
    if consent is None:
        return ["本人の同意が まだ記録されていません"]
    if consent.withdrawn_at is not None:
        return ["本人が同意を取り消しています"]
    if consent.valid_until is not None and consent.valid_until < leaving.on:
        return ["同意の期限がすぎています。本人に もう一度きいてください"]
    if consent.recipient_id != leaving.recipient_id:
        return ["この相手に伝えることには、同意がありません"]
    missing = [item.label for item in leaving.items if item not in consent.items]
    return [f"同意がないもの：{'、'.join(missing)}"] if missing else []
