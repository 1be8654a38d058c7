"""相談のページ: what, who, how urgent, who holds it until when, the next step, and the story."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.audit.words import Purpose
from otagai.base.ui.remembered import remembered_around, remembered_as
from otagai.base.ui.tokens import token as token_of
from otagai.front.desk import queries
from otagai.front.desk.forms.acts import ActForm, blank
from otagai.front.desk.forms.base import this_minute
from otagai.front.desk.forms.hearing import kept_values
from otagai.front.desk.framed import framed
from otagai.front.desk.rules import NextStep
from otagai.front.desk.views.deeds import DEEDS, Deed
from otagai.front.desk.views.drafts import KEPT_ACTS, drafts_of
from otagai.front.desk.views.pages import UNPROCESSABLE
from otagai.welcome.intake import queries as intake
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.words import Kind
from otagai.welcome.referrals import queries as referrals


@requires(Permission.READ_CONSULTATION)
@require_safe
def consultation(request: StaffRequest, pk: int) -> HttpResponse:
    """The page; reading it is written down. Whoever was only asked by a letter reads that one."""
    try:
        found = intake.consultation_for(request.acting, pk)
    except Http404:
        if letter := referrals.letter_to_answer(request.acting, consultation_id=pk):
            return redirect("desk:referral", letter)
        raise
    leave_reading(request, found, Purpose.CASEWORK, "desk.consultation")
    return show(request, found)


def leave_reading(request: StaffRequest, found: Consultation, purpose: Purpose, page: str) -> None:
    """Who opened it, and why (safety rule 11)."""
    audit.read(
        by=request.acting, subject=("consultation", found.pk), circle_id=found.circle_id, purpose=purpose, page=page
    )


def show(request: StaffRequest, found: Consultation, *, refused: ActForm | None = None) -> HttpResponse:
    """Render the page; with the form that a rule refused, what was typed still in it (422)."""
    before = moment_of(request.GET.get("before", ""))
    page = queries.consultation_page(request.acting, found, before=before, on=timezone.localdate())
    may, token = request.acting.may, token_of(request)
    values = {
        "page": page, "consultation": found, "before": before, "form": refused, "received": "received" in request.GET,
        "acts": acts_drawn(request, page, refused, token), "csrf_token": token,
        **around(
            page, can_work=may(Permission.WORK_ON_CONSULTATION),
            can_start=found.kind == Kind.WISH and may(Permission.KEEP_STARTUPS),
        ),
    }  # fmt: skip
    if refused:
        return render(request, "desk/consultation.html", values, status=UNPROCESSABLE)
    return framed(request, "desk/consultation.html", values)


def around(page: queries.ConsultationPage, *, can_work: bool, can_start: bool = False) -> dict[str, SafeString]:
    """What stands above and beside the story; drawn once as long as it says the same, and as long as it is today."""
    values = {
        "page": page,
        "consultation": page.consultation,
        "can_work": can_work,
        "can_start": can_start,
        "address": primary(page),
    }
    key = (page.key, can_work, can_start, timezone.localdate())
    return {
        "top": remembered_as(key, "desk/consultation_top.html", **values),
        "aside": remembered_as(key, "desk/consultation_aside.html", **values),
    }


@dataclass(frozen=True)
class Offered:
    """One act with its form: empty, or as it was typed when it was refused or left half written."""

    deed: Deed
    open: bool
    fields: str = ""
    form: ActForm | None = None
    drafted: bool = False

    @property
    def keeps(self) -> bool:
        """Whether the server keeps what is being typed."""
        return self.deed.name in KEPT_ACTS


def acts_drawn(
    request: StaffRequest, page: queries.ConsultationPage, refused: ActForm | None, token: str
) -> SafeString:
    """What can be done; where nothing was typed yet it looks the same on many pages, but for number, key and token."""
    found = page.consultation
    names = acts_of(request, page, refused)
    drafts = drafts_of(request.acting, pk=found.pk, acts=names)
    acts = tuple(offered(found, DEEDS[name], refused, page.next_step, drafts.get(name, "")) for name in names)
    can_refer = "refer" in page.acts and request.acting.may(Permission.REFER) and not is_refer(page)
    values = {"acts": acts, "ended": found.ended_at is not None, "can_refer": can_refer}
    own = {"number": str(found.pk), "key": str(uuid.uuid4()), "csrf_token": token}
    if any(act.form for act in acts):
        return render_to_string("desk/consultation_acts.html", {**values, **own}, request)
    return remembered_around(own, "desk/consultation_acts.html", **values)


def acts_of(request: StaffRequest, page: queries.ConsultationPage, refused: ActForm | None) -> list[str]:
    """Names of the acts shown: those that fit the state and the person's duties, and the one that was refused."""
    names = [*page.acts, *([refused.act] if refused is not None and refused.act not in page.acts else [])]
    return [name for name in names if name in DEEDS and request.acting.may(DEEDS[name].permission)]


def offered(found: Consultation, deed: Deed, refused: ActForm | None, step: NextStep | None, draft: str) -> Offered:
    """One act; open is the one that was refused or begun, else the next step."""
    if refused is not None and refused.act == deed.name:
        return Offered(deed, open=True, form=refused)
    usual = queries.usual_of(found)
    if draft:
        begun = deed.form(usual=usual, initial=kept_values(deed.form, draft))
        return Offered(deed, open=True, form=begun, drafted=True)
    is_next = refused is None and step is not None and step.act == deed.name
    return Offered(deed, open=is_next, fields=blank(deed.form, this_minute(), tuple(usual.items())))


def is_refer(page: queries.ConsultationPage) -> bool:
    """Whether つなぐ is the primary button already."""
    return page.next_step is not None and page.next_step.act == "refer"


def primary(page: queries.ConsultationPage) -> str:
    """Where the one primary button leads: a form on the page, the page of つなぐ, or the referral."""
    step = page.next_step
    if step is None:
        return ""
    if step.act == "baton":
        return reverse("desk:referral", args=[page.my_baton.pk]) if page.my_baton else ""
    if step.act == "refer":
        return reverse("desk:refer", args=[page.consultation.pk])
    return f"#act-{step.act}"


def moment_of(text: str) -> datetime | None:
    """A moment with its zone from an address; None when it is none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None


@requires(Permission.READ_CONSULTATION)
@require_safe
def printed(request: StaffRequest, pk: int) -> HttpResponse:
    """受付票 for A4 paper: for our own papers; what leaves for others is the letter of a referral."""
    found = intake.consultation_for(request.acting, pk)
    leave_reading(request, found, Purpose.PRINT, "desk.consultation_print")
    page = queries.consultation_page(request.acting, found, before=None, on=timezone.localdate())
    return render(request, "desk/consultation_print.html", {"page": page, "consultation": found, "at": timezone.now()})
