"""What the screens of referrals need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet
from django.http import Http404

from otagai.base.accounts.acting import Acting, Areas
from otagai.base.circles.postgresql.prepared import Slot, prepared
from otagai.base.disclosure.words import Item
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.queries import may_read
from otagai.welcome.intake.words import Urgency
from otagai.welcome.referrals.models import Referral, ReferralQuerySet, ReferralStep
from otagai.welcome.referrals.numbers import Load, loads
from otagai.welcome.referrals.words import ReferralState

MOST = 200  # more than anybody can have waiting; none may be hidden


@dataclass(frozen=True)
class ReferralLine:
    """One referral in a list."""

    pk: int
    consultation_id: int
    receipt_number: str
    headline: str
    urgency: Urgency
    sender: str
    receiver: str
    state: ReferralState
    sent_at: datetime | None
    due_on: date | None
    on_hold_until: date | None
    sender_id: int
    receiver_id: int
    result: str
    sender_phone: str
    items: tuple[str, ...]

    @property
    def says(self) -> str:
        """What the letter tells, in words."""
        return "・".join(Item.label_of(code) for code in self.items)

    def days_over(self, on: date) -> int:
        """Days since the answer was due; 0 when it is not."""
        return max((on - self.due_on).days, 0) if self.due_on else 0


@dataclass(frozen=True)
class StepLine:
    """One step of a referral."""

    at: datetime
    state: str
    by: str
    note: str


LINE = (
    "pk", "consultation_id", "consultation__receipt_number", "headline", "consultation__urgency",
    "sender__name", "receiver__name", "state", "sent_at", "due_on", "on_hold_until",
    "sender_id", "receiver_id", "result", "sender__phone", "items",
)  # fmt: skip


def line_of(pk, consultation, number, headline, urgency, sender, receiver, state, *rest) -> ReferralLine:  # type: ignore[no-untyped-def]
    """One row, in the order of LINE, as a line."""
    sent, due, held, sender_id, receiver_id, result, phone, items = rest
    return ReferralLine(
        pk, consultation, number, headline, Urgency(urgency), sender, receiver, ReferralState(state), sent, due, held,
        sender_id, receiver_id, result, phone, tuple(items),
    )  # fmt: skip


def seen_by(acting: Acting) -> ReferralQuerySet:
    """Referrals that the person may see: the circle decides in the database, permission and duty × area narrow further."""
    return Referral.objects.within(acting.areas) if may_read(acting) else Referral.objects.none()


@dataclass(frozen=True)
class Batons:
    """The referrals on today's desk: to be answered by us, waiting for others, and those whose result came back."""

    inbox: tuple[ReferralLine, ...]
    outbox: tuple[ReferralLine, ...]
    to_report: tuple[ReferralLine, ...]


def batons(acting: Acting) -> Batons:
    """The three short lists of the desk in one query."""
    ours = acting.organizations
    lines = dict.fromkeys(line_of(*row) for row in rows_of_batons(ours, acting.areas))
    return Batons(
        tuple(line for line in lines if line.state != ReferralState.REPORTED and line.receiver_id in ours),
        tuple(line for line in lines if line.state != ReferralState.REPORTED and line.sender_id in ours),
        tuple(line for line in lines if line.state == ReferralState.REPORTED),
    )


@prepared
def rows_of_batons(ours: tuple[int, ...], areas: Areas | None) -> QuerySet[Any, Any]:
    """What waits for our answer, what we wait for, and what came back, each in its order; with LINE."""
    seen = Referral.objects.within(areas)
    waiting = seen.waiting().order_by("due_on", "pk")
    reported = seen.filter(sender_id__in=ours, state=ReferralState.REPORTED).order_by("reported_at")
    to_answer, asked, done = (
        rows.values_list(*LINE)[:MOST]
        for rows in (waiting.filter(receiver_id__in=ours), waiting.filter(sender_id__in=ours), reported)
    )
    return to_answer.union(asked, done, all=True)


def referral_for(acting: Acting, pk: int) -> Referral:
    """The door to one referral: giver and taker; 404 for everybody else."""
    found = (
        seen_by(acting)
        .select_related("consultation", "consultation__holder", "sender", "receiver", "drafted_by", "consent")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    return found


def letter_to_answer(acting: Acting, **which: object) -> int | None:
    """The letter about a consultation that waits for an answer of the acting person's organisations; None when there is none."""
    waiting = seen_by(acting).to_be_answered_by(acting.organizations).filter(**which)
    return waiting.values_list("pk", flat=True).first()


def referrals_of(consultation: Consultation) -> tuple[ReferralLine, ...]:
    """All referrals of one consultation that the reader may see, newest first."""
    return tuple(line_of(*row) for row in rows_of_consultation(consultation=consultation.pk))


@prepared
def rows_of_consultation(*, consultation: Slot) -> QuerySet[Any, Any]:
    """The referrals of a consultation, with LINE."""
    return Referral.objects.filter(consultation=consultation).order_by("-drafted_at").values_list(*LINE)


def steps_of(referral: Referral) -> tuple[StepLine, ...]:
    """The referral's own story."""
    rows = ReferralStep.objects.filter(referral=referral).order_by("at", "pk")
    return tuple(
        StepLine(at, ReferralState.label_of(state), by or "", note)
        for at, state, by, note in rows.values_list("at", "to_state", F("by__display_name"), "note")
    )


__all__ = [
    "Batons", "Load", "ReferralLine", "StepLine", "batons", "letter_to_answer", "loads",
    "referral_for", "referrals_of", "steps_of",
]  # fmt: skip
