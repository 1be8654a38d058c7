"""The one way a referral moves: lock, check, change, step, trace, notice."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.circles import actions as circles
from otagai.base.circles.queries import circles_through
from otagai.base.circles.words import Basis
from otagai.base.disclosure.words import Item
from otagai.base.municipality import queries as municipality
from otagai.base.notices import actions as notices
from otagai.base.notices.words import NoticeKind
from otagai.base.safekeeping.errors import RuleBroken
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.words import Timer, Urgency
from otagai.welcome.referrals import rules
from otagai.welcome.referrals.letter import person_of
from otagai.welcome.referrals.models import Referral, ReferralStep
from otagai.welcome.referrals.words import ReferralState as S


def locked(referral: Referral, to: S, *, by: Acting | None = None) -> Referral:
    """The referral as it is now, locked; refuses a step that is not in the table, or that belongs to the other end."""
    now = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("consultation", "receiver", "consent")
        .get(pk=referral.pk)
    )
    if reasons := rules.why_not_step(S(now.state), to):
        raise RuleBroken(reasons)
    if by is not None and (reasons := rules.why_not_side(to, **sides_of(now, by))):
        raise RuleBroken(reasons)
    return now


def due(timer: Timer, consultation: Consultation, *, at: datetime) -> date:
    """The day until which the step is due when it begins now: the town's settings, and the urgency."""
    today = timezone.localdate(at)
    return rules.until(municipality.due(timer, start=today), Urgency(consultation.urgency), today=today)


def sides_of(referral: Referral, by: Acting) -> dict[str, bool]:
    """On which ends of the baton the person stands."""
    return {"gives": referral.sender_id in by.organizations, "takes": referral.receiver_id in by.organizations}


def advance(referral: Referral, *, to: S, by: Acting, at: datetime, note: str = "", **changes: Any) -> None:
    """Store the new state of a locked referral, with its step and its trace."""
    before = S(referral.state)
    for name, value in {**changes, "state": to, "version": referral.version + 1}.items():
        setattr(referral, name, value)
    referral.save(update_fields=[*changes, "state", "version"])
    leave_step(referral, before=before, by=by, at=at, note=note)


def leave_step(referral: Referral, *, before: S | None, by: Acting, at: datetime, note: str = "") -> None:
    """A line of the referral's own story, and the deed."""
    ReferralStep.objects.create(
        referral=referral, circle_id=referral.circle_id, from_state=before or "", to_state=referral.state,
        note=note[:400], by=by.user, at=at,
    )  # fmt: skip
    audit.record(f"referrals.{referral.state}", by=by, subject=("referral", referral.pk), circle_id=referral.circle_id)


def tell(
    referral: Referral, organization_id: int, *, text: str, key: str, by: Acting, to: Permission = Permission.REFER
) -> None:
    """A notice to the people of one side; it names the number, not the person."""
    notices.give_to_duty(
        organization_id, permission=to, kind=NoticeKind.REFERRAL,
        text=f"{text}（{referral.consultation.receipt_number}）", url=reverse("desk:referral", args=[referral.pk]),
        key=f"referral:{referral.pk}:{key}:{referral.version}", by=by,
        about=notices.About(
            referral.consultation.circle_id, referral.consultation.area_id, also=(referral.circle_id,)
        ),
    )  # fmt: skip


def circles_of(referral: Referral) -> list[int]:
    """The circles that the taker stands in because of this referral: letter, header, and the person when all was agreed to."""
    person = (
        person_of(referral.consultation) if rules.shares_identity([Item(code) for code in referral.items]) else None
    )
    return [referral.consultation.circle_id, *([person.circle_id] if person else []), referral.circle_id]


def through_of(referral: Referral) -> str:
    """What the places of the taker hang on."""
    return f"referral:{referral.pk}"


def let_in(referral: Referral, *, by: Acting, at: datetime) -> None:
    """The taker may read the letter and see who holds the baton until when."""
    for circle_id in circles_of(referral):
        circles.join(
            circle_id, organization_id=referral.receiver_id, basis=Basis.REFERRED, by=by, at=at,
            through=through_of(referral),
        )  # fmt: skip


def let_stay(referral: Referral, *, basis: Basis, by: Acting, at: datetime) -> None:
    """The taker stands in the circles on its new basis; only after the letter was answered so (the database asks)."""
    it_was_another(referral.consultation, by=by, at=at)
    for circle_id in circles_through(through_of(referral)):
        circles.stand_on(
            circle_id, organization_id=referral.receiver_id, basis=basis, by=by, through=through_of(referral)
        )


def let_go(referral: Referral, *, by: Acting, at: datetime) -> None:
    """The taker leaves: from its next request on it sees nothing of it, unless it stands there for another reason."""
    for circle_id in circles_through(through_of(referral)):
        circles.leave(circle_id, organization_id=referral.receiver_id, by=by, at=at, through=through_of(referral))


@transaction.atomic
def it_was_another(consultation: Consultation, *, by: Acting, at: datetime) -> None:
    """The link to the person was corrected: whoever saw the wrong one through a letter about this loses that page at once,
    also after the letter was accepted; what they know of that person for another reason stays theirs.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT circle_id, organization_id FROM referrals_not_them(%s)", [consultation.pk])
        for circle_id, organization_id in cursor.fetchall():
            audit.record(
                "circles.left", by=by, circle_id=circle_id, subject=("circle", circle_id), organization=organization_id
            )
