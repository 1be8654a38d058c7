"""After the baton was taken: first contact, result, and the end with an answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from otagai.base.accounts.acting import Acting
from otagai.base.safekeeping.errors import RuleBroken
from otagai.welcome.intake import actions as intake
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.rules import Closing
from otagai.welcome.intake.words import RecordKind
from otagai.welcome.referrals import rules
from otagai.welcome.referrals.actions.advance import advance, locked, tell
from otagai.welcome.referrals.models import Referral
from otagai.welcome.referrals.numbers import unanswered
from otagai.welcome.referrals.words import ReferralState as S


@transaction.atomic
def report_contact(referral: Referral, *, by: Acting, entry: intake.Entry, at: datetime) -> Referral:
    """最初の連絡: the taker has met or called the person; the giver sees that, not what was said."""
    now = locked(referral, S.CONTACTED, by=by)
    intake.record(now.consultation, by=by, entry=entry, at=at, next_step="支援を進める")
    if entry.kind == RecordKind.NO_ANSWER:
        return now
    advance(now, to=S.CONTACTED, by=by, at=at, first_contact_at=entry.at)
    tell(now, now.sender_id, text="つなぎ先が最初の連絡をしました", key="contacted", by=by)
    return now


@transaction.atomic
def report_result(referral: Referral, *, by: Acting, result: str, at: datetime) -> Referral:
    """結果を知らせる: what became of it, for the giver, who answers the one it came from."""
    if not result.strip():
        raise RuleBroken(["結果を書いてください"])
    now = locked(referral, S.REPORTED, by=by)
    advance(now, to=S.REPORTED, by=by, at=at, result=result, reported_at=at)
    tell(now, now.sender_id, text="つなぎの結果が届きました。書いた人へのお知らせをお願いします", key="reported", by=by)
    return now


@transaction.atomic
def complete_reported(consultation: Consultation, *, by: Acting, at: datetime) -> None:
    """完了: the origin has its answer, so the referrals with a result are done."""
    for referral in Referral.objects.filter(consultation=consultation, state=S.REPORTED):
        advance(locked(referral, S.DONE), to=S.DONE, by=by, at=at, done_at=at)


@transaction.atomic
def finish(consultation: Consultation, *, by: Acting, closing: Closing, at: datetime) -> Consultation:
    """終える, when no referral is left without an answer."""
    states = [S(state) for state in Referral.objects.filter(consultation=consultation).values_list("state", flat=True)]
    if reasons := rules.why_not_finish(states, unanswered(consultation)):
        raise RuleBroken(reasons)
    complete_reported(consultation, by=by, at=at)
    return intake.end(consultation, by=by, closing=closing, at=at)
