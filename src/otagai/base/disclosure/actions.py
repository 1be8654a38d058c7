"""The one gate through which personal facts leave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.disclosure import rules
from otagai.base.disclosure.models import Disclosure
from otagai.base.disclosure.words import Item, LegalBasis, Means
from otagai.base.safekeeping.errors import RuleBroken


@transaction.atomic
def disclose(
    *, by: Acting, circle_id: int, subject: tuple[str, int], recipient_name: str, basis: LegalBasis, purpose: str,
    items: Sequence[Item], means: Means, at: datetime, recipient_id: int | None = None, reason: str = "",
    consent: rules.Agreement | None = None,
) -> Disclosure:  # fmt: skip
    """Check basis, purpose, recipient, items and consent, and write the line of the ledger. Raises RuleBroken: nothing leaves then."""
    leaving = rules.Leaving(
        recipient_id=recipient_id, recipient_name=recipient_name, basis=basis, reason=reason, purpose=purpose,
        items=items, consent=consent, on=timezone.localdate(at),
    )  # fmt: skip
    if reasons := rules.why_not_disclose(leaving):
        raise RuleBroken(reasons)
    line = Disclosure.objects.create(
        circle_id=circle_id, at=at, subject=subject[0], subject_id=subject[1], recipient_id=recipient_id,
        recipient_name=recipient_name[:120], basis=basis, reason=reason[:400], purpose=purpose[:200],
        items=[str(item) for item in items], means=means, decided_by=by.user, consent_id=consent.pk if consent else None,
    )  # fmt: skip
    audit.record(
        "disclosure.disclosed", by=by, circle_id=circle_id, subject=subject, recipient=recipient_id, basis=str(basis),
        items=[str(item) for item in items], means=str(means),
    )  # fmt: skip
    return line
