"""Answering a baton: received, accepted, joined, handed back — verbs of the taker."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Permission
from otagai.base.circles.words import Basis
from otagai.base.safekeeping.errors import RuleBroken
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.words import State, Timer
from otagai.welcome.referrals import rules
from otagai.welcome.referrals.actions.advance import advance, due, let_go, let_stay, locked, tell
from otagai.welcome.referrals.models import Referral
from otagai.welcome.referrals.words import HandBackReason
from otagai.welcome.referrals.words import ReferralState as S


@transaction.atomic
def receive(referral: Referral, *, by: Acting, at: datetime) -> Referral:
    """受け取る: the taker has read the letter; the giver still holds the baton."""
    now = locked(referral, S.RECEIVED, by=by)
    advance(now, to=S.RECEIVED, by=by, at=at, received_at=at)
    tell(now, now.sender_id, text="つなぎが受け取られました", key="received", by=by)
    return now


@transaction.atomic
def accept(referral: Referral, *, by: Acting, at: datetime) -> Referral:
    """引受: now, and only now, the taker holds the baton."""
    now = locked(referral, S.ACCEPTED, by=by)
    advance(now, to=S.ACCEPTED, by=by, at=at, answered_at=at, received_at=now.received_at or at)
    let_stay(now, basis=Basis.ACCEPTED, by=by, at=at)
    intake.pass_baton(
        now.consultation, verb="accepted", to=State.SUPPORTING, holder_id=now.receiver_id, by=by, at=at,
        next_step="最初の連絡", next_date=due(Timer.REFERRAL_CONTACT, now.consultation, at=at), note=now.receiver.name,
    )  # fmt: skip
    tell(now, now.sender_id, text="つなぎが引き受けられました", key="accepted", by=by)
    return now


@transaction.atomic
def join(referral: Referral, *, by: Acting, at: datetime) -> Referral:
    """一緒に対応: both work on it; the giver stays responsible."""
    now = locked(referral, S.JOINED, by=by)
    advance(now, to=S.JOINED, by=by, at=at, answered_at=at, received_at=now.received_at or at)
    let_stay(now, basis=Basis.JOINED, by=by, at=at)
    intake.pass_baton(
        now.consultation, verb="joined", to=State.SUPPORTING, by=by, at=at, next_step="一緒に最初の連絡",
        next_date=due(Timer.REFERRAL_CONTACT, now.consultation, at=at), note=now.receiver.name,
    )  # fmt: skip
    tell(now, now.sender_id, text="「一緒に対応」の返事が届きました", key="joined", by=by)
    return now


@transaction.atomic
def hand_back(
    referral: Referral, *, by: Acting, reason: HandBackReason | None, note: str, suggestion: str, at: datetime
) -> Referral:
    """差戻し: with a reason and a suggestion; the baton never left the giver. The third time it lies on the coordinator's desk."""
    if reasons := rules.why_not_hand_back(reason, suggestion):
        raise RuleBroken(reasons)
    now = locked(referral, S.HANDED_BACK, by=by)
    advance(
        now, to=S.HANDED_BACK, by=by, at=at, answered_at=at, hand_back_reason=reason, hand_back_note=note,
        suggestion=suggestion, note=suggestion,
    )  # fmt: skip
    consultation = intake.pass_baton(
        now.consultation, verb="handed_back", to=State.RECEIVED, by=by, at=at, next_step="つなぎ先を考えなおす",
        next_date=due(Timer.FIRST_CONTACT, now.consultation, at=at), note=now.receiver.name, handed_back=True,
    )  # fmt: skip
    tell(now, now.sender_id, text="つなぎが差し戻されました", key="handed_back", by=by)
    if consultation.hand_backs >= rules.COORDINATOR_AFTER_HAND_BACKS:
        tell(
            now,
            now.sender_id,
            text="3回差し戻され、調整役の机に置かれました",
            key="third",
            by=by,
            to=Permission.COORDINATE,
        )
    let_go(now, by=by, at=at)
    return now
