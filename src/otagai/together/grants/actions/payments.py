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
from otagai.together.grants.words import ApplicationState, MoneyKind, PaymentState


@transaction.atomic
def plan_payment(pk: int, *, by: Acting, amount: int, planned_on: date, note: str = "") -> Payment:
    """A payment to come; all of them together never more than was decided. RuleBroken with reasons."""
    application = locked(pk)
    planned = together(pk, MoneyKind.PAYMENT)
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
    payment = planned_money(payment_id, MoneyKind.PAYMENT, by=by)
    payment.state, payment.paid_on = PaymentState.PAID, on
    payment.save(update_fields=["state", "paid_on"])
    audit.record("grants.paid", by=by, subject=("grant", payment.application_id), amount=payment.amount)


@transaction.atomic
def cancel_payment(payment_id: int, *, by: Acting) -> None:
    """取りやめ: what was not paid yet."""
    payment = planned_money(payment_id, MoneyKind.PAYMENT, by=by)
    payment.state = PaymentState.CANCELLED
    payment.save(update_fields=["state"])
    audit.record("grants.payment_cancelled", by=by, subject=("grant", payment.application_id), amount=payment.amount)


def together(application_id: int, kind: MoneyKind, *, paid: bool = False) -> int:
    """What was planned or paid one way (`paid`: only what was paid), in yen; one query."""
    rows = Payment.objects.filter(application_id=application_id, kind=kind).exclude(state=PaymentState.CANCELLED)
    rows = rows.filter(state=PaymentState.PAID) if paid else rows
    return rows.aggregate(together=Sum("amount"))["together"] or 0


def planned_money(payment_id: int, kind: MoneyKind, *, by: Acting) -> Payment:
    """A payment or repayment that is still to come, locked; RuleBroken for whoever does not give, and when it is done."""
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment_id, kind=kind)
    giver_id = Application.objects.values_list("terms__programme__giver_id", flat=True).get(pk=payment.application_id)
    reasons = why_not_giver(by, giver_id)
    if payment.state != PaymentState.PLANNED:
        reasons.append(f"もう「{PaymentState(payment.state).label}」です")
    if reasons:
        raise RuleBroken(reasons)
    return payment
