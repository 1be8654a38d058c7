"""Giving consent and taking it back; taking back stops new sharing at the next request."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.circles.queries import was_only_asked
from otagai.base.disclosure.words import Item
from otagai.base.safekeeping.errors import RuleBroken
from otagai.town.consents import rules
from otagai.town.consents.models import Consent
from otagai.town.consents.words import ConsentGiver, ConsentMethod


@dataclass(frozen=True)
class About:
    """What the consent belongs to: a circle, and in it a person, or something else (such as a consultation) by its
    number.
    """

    circle_id: int
    person_id: int | None = None
    subject: str = ""
    subject_id: int | None = None


@transaction.atomic
def give(
    about: About,
    *,
    by: Acting,
    recipient_id: int,
    purpose: str,
    items: Collection[Item],
    method: ConsentMethod,
    giver: ConsentGiver = ConsentGiver.PERSON,
    at: datetime,
    valid_until: date | None = None,
) -> Consent:
    """Somebody agreed that these items may be passed on to this recipient for this purpose. Raises RuleBroken with
    reasons.
    """
    if by.user is None:
        raise PermissionDenied
    given = rules.Given(recipient_id, purpose, frozenset(items), timezone.localdate(at), valid_until)
    reasons = rules.why_not_consent(given, today=max(given.given_on, timezone.localdate()))
    if about.person_id is None and about.subject_id is None:
        reasons.append("だれの同意かが ありません")
    if reasons:
        raise RuleBroken(reasons)
    consent = Consent.objects.create(
        circle_id=about.circle_id, person_id=about.person_id, subject=about.subject, subject_id=about.subject_id,
        recipient_id=recipient_id, purpose=purpose.strip(), items=sorted(items), method=method, giver=giver, given_at=at,
        valid_until=valid_until, recorded_by=by.user,
    )  # fmt: skip
    audit.record(
        "consents.given", by=by, circle_id=about.circle_id, subject=("consent", consent.pk), recipient=recipient_id,
        items=sorted(items),
    )  # fmt: skip
    return consent


@transaction.atomic
def withdraw(consent: Consent, *, by: Acting, at: datetime) -> None:
    """The person took it back; doing so twice changes nothing. What was passed on before stays in the ledger. Raises
    RuleBroken for whoever was only asked.
    """
    if reasons := rules.why_not_withdraw(only_asked=was_only_asked(consent.circle_id, by)):
        raise RuleBroken(reasons)
    if Consent.objects.filter(pk=consent.pk, withdrawn_at__isnull=True).update(withdrawn_at=at):
        audit.record("consents.withdrawn", by=by, circle_id=consent.circle_id, subject=("consent", consent.pk))
