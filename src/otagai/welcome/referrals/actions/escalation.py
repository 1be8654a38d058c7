"""Batons that wait too long are found by the worker, and climb: holder → coordinator → manager."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.kernel.working_days import working_days_between
from otagai.welcome.intake.actions import escalation as intake
from otagai.welcome.intake.rules import Told, levels_told
from otagai.welcome.intake.words import Level, Timer
from otagai.welcome.referrals.actions.advance import due
from otagai.welcome.referrals.models import Referral


@transaction.atomic
def tell_waiting(*, by: Acting, at: datetime) -> int:
    """Tell about every baton whose answer is overdue, and about each office that works with (一緒に対応) and has contacted
    nobody in time; once per level: taker, then coordinators of both, then both leaders. Returns notices.
    """
    today, limits, made = timezone.localdate(at), intake.told(), 0
    late = Referral.objects.waiting().filter(due_on__lt=today).select_related("consultation").order_by("due_on")
    for referral in late.iterator(500):
        made += climb(
            referral, Timer.REFERRAL_ANSWER, "返事", until=referral.due_on or today, limits=limits, by=by, at=at
        )
    joined = Referral.objects.not_contacted().filter(answered_at__lt=at).select_related("consultation")
    for referral in joined.order_by("answered_at").iterator(500):
        until = due(Timer.REFERRAL_CONTACT, referral.consultation, at=referral.answered_at or at)
        made += climb(referral, Timer.REFERRAL_CONTACT, "最初の連絡", until=until, limits=limits, by=by, at=at)
    return made


def climb(
    referral: Referral, timer: Timer, step: str, *, until: date, limits: Told, by: Acting, at: datetime
) -> int:  # fmt: skip
    """Tell every level that must know by now that this step was due until a day; returns notices."""
    over, made = working_days_between(until, timezone.localdate(at)) if until < timezone.localdate(at) else 0, 0
    for level in levels_told(over, limits):
        both = [referral.receiver_id] if level == Level.HOLDER else [referral.sender_id, referral.receiver_id]
        made += intake.tell(
            referral.consultation, subject=("referral", referral.pk), timer=timer, level=level, due=str(until),
            organizations=both, by=by, at=at, text=f"つなぎ（{referral.consultation.receipt_number}）の{step}が 期限をすぎています",
        )  # fmt: skip
    return made
