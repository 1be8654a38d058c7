"""What is paid, and when it was."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Sum

from otagai.base.accounts.acting import Acting
from otagai.base.audit import actions as audit
from otagai.base.safekeeping.errors import RuleBroken
from otagai.together.grants import rules
from otagai.together.grants.actions.applications import locked, why_not_giver
from otagai.together.grants.models import Application, Payment
from otagai.together.grants.words import ApplicationState, PaymentState


@transaction.atomic
def plan_payment(pk: int, *, by: Acting, amount: int, planned_on: date, note: str = "") -> Payment:
    """A payment to come; all of them together never more than was decided. RuleBroken with reasons."""
    application = locked(pk)
    rows = Payment.objects.filter(application=application).exclude(state=PaymentState.CANCELLED)
    planned = rows.aggregate(together=Sum("amount"))["together"] or 0
    state = ApplicationState(application.state)
    reasons = why_not_giver(by, application.terms.programme.giver_id) + rules.why_not_pay(
        state, granted=application.granted or 0, planned=planned, amount=amount
    )
    if reasons:
        raise RuleBroken(reasons)
    payment = Payment.objects.create(application=application, amount=amount, planned_on=planned_on, note=note.strip())
    audit.record("grants.payment_planned", by=by, subject=("grant", pk), amount=amount)
    return payment


@transaction.atomic
def pay(payment_id: int, *, by: Acting, on: date) -> None:
    """支払ずみ; once."""
    payment = _planned(payment_id, by=by)
    payment.state, payment.paid_on = PaymentState.PAID, on
    payment.save(update_fields=["state", "paid_on"])
    audit.record("grants.paid", by=by, subject=("grant", payment.application_id), amount=payment.amount)


@transaction.atomic
def cancel_payment(payment_id: int, *, by: Acting) -> None:
    """取りやめ: what was not paid yet."""
    payment = _planned(payment_id, by=by)
    payment.state = PaymentState.CANCELLED
    payment.save(update_fields=["state"])
    audit.record("grants.payment_cancelled", by=by, subject=("grant", payment.application_id), amount=payment.amount)


def _planned(payment_id: int, *, by: Acting) -> Payment:
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment_id)
    giver_id = Application.objects.values_list("terms__programme__giver_id", flat=True).get(pk=payment.application_id)
    reasons = why_not_giver(by, giver_id)
    if payment.state != PaymentState.PLANNED:
        reasons.append(f"もう「{PaymentState(payment.state).label}」です")
    if reasons:
        raise RuleBroken(reasons)
    return payment
