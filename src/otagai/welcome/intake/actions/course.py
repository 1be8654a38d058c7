"""The course of a consultation: received, recorded, supported, watched, passed on, ended, opened again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.models import User
from otagai.base.circles import actions as circles
from otagai.base.circles.words import Basis
from otagai.base.safekeeping.errors import RuleBroken
from otagai.welcome.intake import rules
from otagai.welcome.intake.actions.advance import (
    advance,
    due,
    folder_of,
    locked,
    locked_by_concerned,
    locked_by_holder,
    writing_for,
)
from otagai.welcome.intake.models import Consultation, Record
from otagai.welcome.intake.queries import opens_for
from otagai.welcome.intake.words import Method, RecordKind, State, Timer, Urgency


@dataclass(frozen=True)
class Entry:
    """One record as it is written: 日時・方法・相手・内容・所要時間 (minutes)."""

    kind: RecordKind
    text: str
    at: datetime
    method: Method | None = None
    with_whom: str = ""
    minutes: int | None = None
    corrects_id: int | None = None


@transaction.atomic
def receive(consultation: Consultation, *, by: Acting, at: datetime) -> Consultation:
    """受け止める: somebody has it. The first contact is due next, the same day when it is urgent."""
    return advance(
        locked_by_holder(consultation, by=by), verb="received", by=by, at=at, to=State.RECEIVED, received_at=at, held_by=by.user,
        next_step=Timer.FIRST_CONTACT.label,
        next_date=timezone.localdate(at) if consultation.urgency == Urgency.TODAY else due(Timer.FIRST_CONTACT, at=at),
    )  # fmt: skip


@transaction.atomic
def hold(consultation: Consultation, *, by: Acting, user: User | None, at: datetime) -> Consultation:
    """The person within the responsible organisation who looks after it (None: nobody in particular)."""
    now = locked_by_holder(consultation, by=by)
    if user is not None and (reasons := rules.why_not_hold(sees_it=bool(opens_for(now, [user.pk])))):
        raise RuleBroken(reasons)
    return advance(now, verb="held", by=by, at=at, held_by=user)


@transaction.atomic
def record(
    consultation: Consultation, *, by: Acting, entry: Entry, at: datetime, next_step: str, next_date: date | None = None
) -> Record:
    """Write a record into the folder of the writer's organisation, and say what comes next until when.

    A letter that goes on (続きの手紙) wants an answer anew, and is taken up with the next record of anybody else.
    """
    if reasons := rules.why_not_record(entry.kind, entry.text):
        raise RuleBroken(reasons)
    now = locked_by_concerned(consultation, by=by)
    organization_id = writing_for(now, by=by)
    folder = folder_of(now, organization_id=organization_id, by=by, at=at)
    written = Record.objects.create(
        consultation=now, circle_id=folder.circle_id, organization_id=organization_id, by=by.user, kind=entry.kind,
        method=entry.method or "", with_whom=entry.with_whom, text=entry.text, minutes=entry.minutes, at=entry.at,
        written_at=at, corrects_id=entry.corrects_id,
    )  # fmt: skip
    changes: dict[str, Any] = {}
    if now.ended_at is None:
        changes = {"next_step": next_step, "next_date": next_date or due(Timer.NEXT_STEP, at=at)}
    if entry.kind == RecordKind.WROTE_AGAIN:
        changes |= {"wrote_again_at": at, "told_origin_at": None, "origin_declined": False}
    elif now.wrote_again_at is not None:
        changes["wrote_again_at"] = None
    if entry.kind == RecordKind.CONTACT and now.first_contact_at is None:
        changes["first_contact_at"] = entry.at
    advance(now, verb="recorded", by=by, at=at, **changes)
    return written


@transaction.atomic
def support(consultation: Consultation, *, by: Acting, next_step: str, next_date: date, at: datetime) -> Consultation:
    """支えています: the holder supports on its own."""
    return advance(
        locked_by_holder(consultation, by=by),
        verb="supported",
        by=by,
        at=at,
        to=State.SUPPORTING,
        next_step=next_step,
        next_date=next_date,
    )


@transaction.atomic
def watch(consultation: Consultation, *, by: Acting, next_date: date | None, at: datetime) -> Consultation:
    """見守りへ: no steps just now; looked at again on a date, at the latest as the town has set."""
    latest = due(Timer.WATCHING_CHECK, at=at)
    return advance(
        locked_by_holder(consultation, by=by), verb="watched", by=by, at=at, to=State.WATCHING, next_step=Timer.WATCHING_CHECK.label,
        next_date=min(next_date or latest, latest),
    )  # fmt: skip


@transaction.atomic
def pass_baton(
    consultation: Consultation, *, verb: str, to: State, by: Acting, at: datetime, next_step: str, next_date: date,
    holder_id: int | None = None, joins_id: int | None = None, basis: Basis = Basis.ACCEPTED, note: str = "",
    handed_back: bool = False, headline: str = "",
) -> Consultation:  # fmt: skip
    """For the room of referrals: change state and holder in one step; whoever takes or joins stands in the circle first.

    `headline`: what the letter says in one line becomes what everybody concerned reads.
    """
    now = locked(consultation)
    for organization_id in {holder_id, joins_id} - {None, now.holder_id}:
        circles.join(now.circle_id, organization_id=organization_id or 0, basis=basis, by=by, at=at)
    changes: dict[str, Any] = {"next_step": next_step, "next_date": next_date}
    if holder_id is not None and holder_id != now.holder_id:
        changes |= {"holder_id": holder_id, "held_by": by.user if holder_id in by.organizations else None}
    if headline:
        changes["headline"] = headline
    if handed_back:
        changes["hand_backs"] = now.hand_backs + 1
        if now.hand_backs + 1 >= 3:
            changes["at_coordinator_since"] = at
    return advance(now, verb=verb, by=by, at=at, to=to, note=note, **changes)


@transaction.atomic
def end(consultation: Consultation, *, by: Acting, closing: rules.Closing, at: datetime) -> Consultation:
    """終える: with an outcome and an answer to where it came from, or not at all."""
    now = locked_by_holder(consultation, by=by)
    if reasons := [*rules.why_not_move(State(now.state), State.ENDED), *rules.why_not_close(closing)]:
        raise RuleBroken(reasons)
    entry = Entry(kind=RecordKind.DECISION, text=closing.note, at=at)
    record(now, by=by, entry=entry, at=at, next_step=now.next_step, next_date=now.next_date)
    return advance(
        locked(consultation), verb="ended", by=by, at=at, to=State.ENDED, ended_at=at, outcome=closing.outcome,
        next_step="", at_coordinator_since=None,
    )  # fmt: skip


@transaction.atomic
def reopen(consultation: Consultation, *, by: Acting, reason: str, at: datetime) -> Consultation:
    """もう一度ひらく: possible at any time, traced; it has a holder and a next date again."""
    if not reason.strip():
        raise RuleBroken(["もう一度ひらく理由を書いてください"])
    now = locked_by_concerned(consultation, by=by)
    if now.state != State.ENDED:
        raise RuleBroken(["この相談は まだ終わっていません"])
    return advance(
        now, verb="reopened", by=by, at=at, to=State.RECEIVED, note=reason, ended_at=None, outcome="",
        told_origin_at=None, next_step=Timer.FIRST_CONTACT.label, next_date=due(Timer.FIRST_CONTACT, at=at),
    )  # fmt: skip
