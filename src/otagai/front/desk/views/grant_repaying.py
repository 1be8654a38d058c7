"""助成の返還: decided by whoever gives, received, called off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.front.desk.forms.grants import CallOffForm, ReceivedForm, RepaymentForm
from otagai.front.desk.views.grants import application_page, shown
from otagai.front.desk.views.replies import again, done, inside, made_once, say_errors
from otagai.kernel.text import clean
from otagai.together.grants import actions


@requires(Permission.DECIDE_GRANTS)
@require_POST
def repayment_new(request: StaffRequest, pk: int) -> HttpResponse:
    """So much comes back, until then, because."""
    page, form = application_page(request, pk), RepaymentForm(request.POST, prefix="back")

    def decide() -> str:
        typed, on = form.cleaned_data, timezone.localdate()
        return str(
            actions.decide_repayment(
                pk, by=request.acting, amount=typed["amount"], because=clean(typed["because"]), due_on=typed["due_on"], on=on
            ).pk
        )  # fmt: skip

    if done(form, lambda: made_once(request, "repayment", decide)):
        messages.success(request, "返還を決めて、支払一覧に のせました。団体に 知らせてください。")
        return redirect("desk:grant", pk)
    return again(request, "desk/grants/grant.html", shown(page, repayment=form))


@requires(Permission.DECIDE_GRANTS)
@require_POST
def repayment_move(request: StaffRequest, pk: int, payment: int) -> HttpResponse:
    """受け取った, or 取りやめ with its reason."""
    page = application_page(request, pk)
    inside(payment, page.repayments)
    if "cancel" in request.POST:
        ended = CallOffForm(request.POST)
        if done(
            ended,
            lambda: actions.call_off_repayment(
                payment, by=request.acting, because=clean(ended.cleaned_data["because"])
            ),
        ):
            messages.success(request, "返還を 取りやめました。わけといっしょに のこります。")
        else:
            say_errors(request, ended)
        return redirect("desk:grant", pk)
    came, today = ReceivedForm(request.POST), timezone.localdate()
    if done(
        came,
        lambda: actions.receive(payment, by=request.acting, received_on=came.cleaned_data["on"], on=today),
    ):
        messages.success(request, "受け取りました。")
    else:
        say_errors(request, came)
    return redirect("desk:grant", pk)
