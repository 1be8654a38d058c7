"""What the screens of referrals need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import F, QuerySet
from django.http import Http404

from otagai.base.accounts.acting import Acting
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.words import Urgency
from otagai.welcome.referrals.models import Referral, ReferralStep
from otagai.welcome.referrals.words import ReferralState

FEW = 20


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


@dataclass(frozen=True)
class Load:
    """What an organisation carries now: open consultations, batons waiting, median days to an answer (None: no answers yet)."""

    held: int
    waiting: int
    median_days: float | None


LINE = (
    "pk", "consultation_id", "consultation__receipt_number", "consultation__headline", "consultation__urgency",
    F("sender__name"), F("receiver__name"), "state", "sent_at", "due_on", "on_hold_until",
)  # fmt: skip


def lines_of(rows: QuerySet[Referral]) -> tuple[ReferralLine, ...]:
    """The rows as lines; one query."""
    return tuple(
        ReferralLine(
            pk,
            consultation,
            number,
            headline,
            Urgency(urgency),
            sender,
            receiver,
            ReferralState(state),
            sent,
            due,
            hold,
        )
        for pk, consultation, number, headline, urgency, sender, receiver, state, sent, due, hold in rows.values_list(
            *LINE
        )
    )


def inbox(acting: Acting) -> tuple[ReferralLine, ...]:
    """Batons that wait for our answer, the most urgent deadline first."""
    return lines_of(Referral.objects.to_be_answered_by(acting.organizations).order_by("due_on", "pk")[:FEW])


def outbox(acting: Acting) -> tuple[ReferralLine, ...]:
    """Batons of ours that wait for an answer of somebody else."""
    return lines_of(
        Referral.objects.waiting().filter(sender_id__in=acting.organizations).order_by("due_on", "pk")[:FEW]
    )


def to_report(acting: Acting) -> tuple[ReferralLine, ...]:
    """Batons whose result came back to us: the origin waits for an answer."""
    return lines_of(
        Referral.objects.filter(sender_id__in=acting.organizations, state=ReferralState.REPORTED).order_by(
            "reported_at"
        )[:FEW]
    )


def referral_for(acting: Acting, pk: int) -> Referral:
    """The door to one referral: giver and taker; 404 for everybody else."""
    found = (
        Referral.objects.select_related(
            "consultation", "consultation__holder", "sender", "receiver", "drafted_by", "consent"
        )
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    return found


def referrals_of(consultation: Consultation) -> tuple[ReferralLine, ...]:
    """All referrals of one consultation that the reader may see, newest first."""
    return lines_of(Referral.objects.filter(consultation=consultation).order_by("-drafted_at"))


def steps_of(referral: Referral) -> tuple[StepLine, ...]:
    """The referral's own story."""
    rows = ReferralStep.objects.filter(referral=referral).order_by("at", "pk")
    return tuple(
        StepLine(at, ReferralState.label_of(state), by or "", note)
        for at, state, by, note in rows.values_list("at", "to_state", F("by__display_name"), "note")
    )


def loads(organization_ids: Iterable[int]) -> dict[int, Load]:
    """For choosing whom to ask: numbers only, through a function of the database that tells nothing else."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT organization_id, held, waiting, median_days FROM referrals_loads(%s)", [list(organization_ids)]
        )
        return {
            pk: Load(held, waiting, None if days is None else float(days))
            for pk, held, waiting, days in cursor.fetchall()
        }
