"""つなぎのページ: giver and taker see the same: where the baton is, who holds it, until when, and the letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.audit.words import Purpose
from otagai.base.disclosure import actions as disclosure
from otagai.base.disclosure.words import Item, LegalBasis, Means
from otagai.base.safekeeping.actions import once
from otagai.base.safekeeping.errors import RuleBroken
from otagai.base.ui.paper import render_pdf
from otagai.front.desk.forms.acts import ActForm
from otagai.front.desk.views.batons import DEEDS, BatonDeed
from otagai.front.desk.views.pages import UNPROCESSABLE
from otagai.welcome.intake import queries as intake
from otagai.welcome.referrals import queries
from otagai.welcome.referrals.models import Referral
from otagai.welcome.referrals.sheet import sheet_of
from otagai.welcome.referrals.words import ReferralState as S

NEXT = {S.ACCEPTED: "contact", S.JOINED: "contact", S.CONTACTED: "result"}
PAST_SENDING = frozenset(S) - {S.DRAFT, S.TAKEN_BACK, S.HANDED_BACK}


@requires(Permission.REFER)
@require_safe
def referral(request: StaffRequest, pk: int) -> HttpResponse:
    """The page; reading it is written down."""
    found = queries.referral_for(request.acting, pk)
    audit.read(
        by=request.acting,
        subject=("referral", pk),
        circle_id=found.circle_id,
        purpose=Purpose.REFERRAL,
        page="desk.referral",
    )
    return show(request, found)


def show(request: StaffRequest, found: Referral, *, refused: ActForm | None = None) -> HttpResponse:
    """Render the page; with the form that a rule refused, what was typed still in it (422)."""
    mine = [deed for deed in DEEDS.values() if deed.is_of(found, request.acting) and S(found.state) in deed.states]
    if refused is not None and DEEDS[refused.act] not in mine:
        mine.append(DEEDS[refused.act])
    acts = [offered(found, deed, refused) for deed in mine]
    values = {
        "referral": found, "steps": queries.steps_of(found), "day": timezone.localdate(),
        "at_once": [act for act in acts if act["deed"].at_once], "acts": [act for act in acts if not act["deed"].at_once],
        "may_open": intake.is_shared_with(request.acting, found.consultation_id), "form": refused,
        "at_once_refused": refused is not None and DEEDS[refused.act].at_once,
        "may_print": S(found.state) in PAST_SENDING, "basis": LegalBasis.label_of(found.basis),
    }  # fmt: skip
    return render(request, "desk/referral.html", values, status=UNPROCESSABLE if refused else 200)


def offered(found: Referral, deed: BatonDeed, refused: ActForm | None) -> dict[str, Any]:
    """One act with its form: the refused one as it was typed, the others empty."""
    mine = refused is not None and refused.act == deed.form.act
    is_next = refused is None and deed.form.act == NEXT.get(S(found.state))
    return {
        "deed": deed, "form": refused if mine else deed.form(), "open": mine or is_next, "is_next": is_next,
        "address": deed.address(found.pk),
    }  # fmt: skip


def view_of(deed: BatonDeed) -> Callable[..., Any]:
    """The view that takes the form of one act; for the other side it does not exist."""

    @requires(Permission.REFER)
    @require_POST
    def act(request: StaffRequest, pk: int) -> HttpResponse:
        found = queries.referral_for(request.acting, pk)
        if not deed.is_of(found, request.acting):
            raise Http404
        form = deed.form(request.POST)
        return done(request, found, deed, form) if form.is_valid() else show(request, found, refused=form)

    return act


def done(request: StaffRequest, found: Referral, deed: BatonDeed, form: ActForm) -> HttpResponse:
    """Do it once, however often the button was pressed; a rule that says no shows its reasons."""

    def create() -> str:
        deed.do(found, form.cleaned_data, by=request.acting, at=timezone.now())
        return following(found, deed)

    try:
        page = once(form.cleaned_data["key"], form=f"desk.baton.{deed.form.act}.{found.pk}", create=create)
    except RuleBroken as broken:
        form.refuse(broken.reasons)
        return show(request, queries.referral_for(request.acting, found.pk), refused=form)
    messages.success(request, deed.done, extra_tags=f"baton-{deed.form.act}-{found.pk}")  # the kept text may go
    return redirect(page)


def following(found: Referral, deed: BatonDeed) -> str:
    """Where one goes after it: to write anew, to choose another one, home when it was given away, else the page."""
    if deed.form.act == "rewrite":
        return reverse("desk:refer_to", args=[found.consultation_id, found.receiver_id]) + f"?again={found.pk}"
    if deed.form.act == "reroute":
        return reverse("desk:refer", args=[found.consultation_id])
    if deed.form.act == "hand_back":
        return reverse("desk:today")
    if deed.form.act in {"take_back", "contact"}:
        return reverse("desk:consultation", args=[found.consultation_id])
    return reverse("desk:referral", args=[found.pk])


VIEWS = {name: view_of(deed) for name, deed in DEEDS.items()}


@requires(Permission.REFER)
@require_POST
def letter(request: StaffRequest, pk: int) -> HttpResponse:
    """The letter on paper; when the giver prints it, that it left is a line of the ledger."""
    found = queries.referral_for(request.acting, pk)
    if S(found.state) not in PAST_SENDING:
        raise Http404
    now = timezone.now()
    if found.sender_id in request.acting.organizations:
        try:
            leave(request, found, now)
        except RuleBroken as broken:
            for reason in broken.reasons:
                messages.error(request, reason)
            return redirect("desk:referral", pk)
    audit.read(
        by=request.acting,
        subject=("referral", pk),
        circle_id=found.circle_id,
        purpose=Purpose.PRINT,
        page="desk.letter",
    )
    pdf = render_pdf("referrals/letter", sheet_of(found, by=request.acting.name, at=now))
    headers = {"Content-Disposition": f'attachment; filename="letter-{pk}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def leave(request: StaffRequest, found: Referral, at: datetime) -> None:
    """Paper of the giver goes to the taker: through the one gate. (The taker's own print has left already.)"""
    disclosure.disclose(
        by=request.acting, circle_id=found.circle_id, subject=("referral", found.pk), recipient_id=found.receiver_id,
        recipient_name=found.receiver.name, basis=LegalBasis(found.basis), reason=found.basis_note,
        purpose=found.reason[:200], items=[Item(code) for code in found.items], means=Means.PRINT,
        consent=found.consent, at=at,
    )  # fmt: skip


VIEWS["print"] = letter
