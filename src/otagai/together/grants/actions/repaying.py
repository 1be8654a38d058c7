"""返還: decided by another hand, received, called off with a reason; and who hears when its day has passed."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.notices import actions as notices
from otagai.base.notices.words import NoticeKind
from otagai.base.safekeeping.errors import RuleBroken
from otagai.together.grants import queries
from otagai.together.grants.actions.applications import locked, why_not_giver
from otagai.together.grants.actions.payments import planned_money, together
from otagai.together.grants.models import Payment
from otagai.together.grants.rules import repaying as rules
from otagai.together.grants.words import ApplicationState, MoneyKind, PaymentState


@transaction.atomic
def decide_repayment(pk: int, *, by: Acting, amount: int, because: str, due_on: date, on: date) -> Payment:
    """So much comes back until that day, and why. RuleBroken with reasons."""
    application = locked(pk)
    asked = rules.Repayment(
        amount, because, due_on, application.written_by_id, by.user.pk if by.user else None
    )  # fmt: skip
    reasons = why_not_giver(by, application.terms.programme.giver_id) + rules.why_not_repay(
        ApplicationState(application.state), asked, paid=together(pk, MoneyKind.PAYMENT, paid=True),
        asked_before=together(pk, MoneyKind.REPAYMENT), on=on,
    )  # fmt: skip
    if reasons:
        raise RuleBroken(reasons)
    made = Payment.objects.create(
        application=application, kind=MoneyKind.REPAYMENT, amount=amount, planned_on=due_on, because=because.strip(),
        decided_on=on, decided_by=by.user,
    )  # fmt: skip
    audit.record("grants.repayment_decided", by=by, subject=("grant", pk), amount=amount)
    return made


@transaction.atomic
def receive(payment_id: int, *, by: Acting, received_on: date, on: date) -> None:
    """受け取った; once. RuleBroken with reasons."""
    repayment = planned_money(payment_id, MoneyKind.REPAYMENT, by=by)
    if reasons := rules.why_not_received(received_on, decided_on=repayment.decided_on or received_on, on=on):
        raise RuleBroken(reasons)
    repayment.state, repayment.paid_on = PaymentState.PAID, received_on
    repayment.save(update_fields=["state", "paid_on"])
    audit.record("grants.repaid", by=by, subject=("grant", repayment.application_id), amount=repayment.amount)


@transaction.atomic
def call_off_repayment(payment_id: int, *, by: Acting, because: str) -> None:
    """It need not come back after all: the line stays, with the reason. RuleBroken without one."""
    repayment = planned_money(payment_id, MoneyKind.REPAYMENT, by=by)
    if not because.strip():
        raise RuleBroken(["返還を取りやめる わけを 書いてください"])
    repayment.state, repayment.cancelled_because = PaymentState.CANCELLED, because.strip()
    repayment.save(update_fields=["state", "cancelled_because"])
    audit.record("grants.repayment_called_off", by=by, subject=("grant", repayment.application_id))


@transaction.atomic
def tell_late(*, on: date) -> int:
    """Those who decide at the giver hear once of each repayment whose day has passed. Returns how many are late."""
    late = queries.late_repayments(on)
    for repayment, application, giver, due_on in late:
        people = queries.deciders(giver, on=on)
        notices.give(
            people, kind=NoticeKind.GRANTS, text=f"助成の返還の期限が すぎています（申請 {application}番）",
            url=reverse("desk:grant", args=[application]), key=f"grant-repayment:{repayment}:{due_on}",
        )  # fmt: skip
    return len(late)
