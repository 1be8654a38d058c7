"""Batons that wait too long are found by the worker, and climb: holder → coordinator → manager."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.kernel.working_days import working_days_between
from otagai.welcome.intake.actions import escalation as intake
from otagai.welcome.intake.rules import levels_told
from otagai.welcome.intake.words import Level, Timer
from otagai.welcome.referrals.models import Referral


@transaction.atomic
def tell_waiting(*, by: Acting, at: datetime) -> int:
    """Tell about every baton whose answer is overdue, once per level: taker, then coordinators of both, then both leaders."""
    today, limits, made = timezone.localdate(at), intake.told(), 0
    late = Referral.objects.waiting().filter(due_on__lt=today).select_related("consultation").order_by("due_on")
    for referral in late.iterator(500):
        over = working_days_between(referral.due_on, today) if referral.due_on else 0
        for level in levels_told(over, limits):
            both = [referral.receiver_id] if level == Level.HOLDER else [referral.sender_id, referral.receiver_id]
            made += intake.tell(
                referral.consultation, subject=("referral", referral.pk), timer=Timer.REFERRAL_ANSWER, level=level,
                due=str(referral.due_on), organizations=both, by=by, at=at,
                text=f"つなぎ（{referral.consultation.receipt_number}）の返事が 期限をすぎています",
            )  # fmt: skip
    return made
