"""The acts of a consultation: each has an address of its own, is sent by POST, and leads back to the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.safekeeping.actions import drop_draft, once
from otagai.base.safekeeping.errors import RuleBroken
from otagai.front.desk import queries
from otagai.front.desk.forms.acts import ActForm
from otagai.front.desk.views import deeds
from otagai.front.desk.views.consultation import show
from otagai.front.desk.views.deeds import DEEDS, Deed
from otagai.front.desk.views.drafts import name_of
from otagai.welcome.intake import queries as intake
from otagai.welcome.intake.models import Consultation
from otagai.welcome.intake.words import Method


def view_of(deed: Deed) -> Callable[..., Any]:
    """The view that takes the form of one act."""

    @requires(deed.permission)
    @require_POST
    def act(request: StaffRequest, pk: int) -> HttpResponse:
        found = intake.consultation_for(request.acting, pk)
        form = deed.form(request.POST, usual=queries.usual_of(found))
        return done(request, found, deed, form) if form.is_valid() else show(request, found, refused=form)

    return act


def done(request: StaffRequest, found: Consultation, deed: Deed, form: ActForm) -> HttpResponse:
    """Do it once, however often the button was pressed; a rule that says no shows its reasons beside what was typed."""
    page = reverse("desk:consultation", args=[found.pk])

    def create() -> str:
        deed.do(found, form.cleaned_data, by=request.acting, at=timezone.now())
        drop_draft(by=request.acting, form=name_of(deed.form.act, found.pk))
        return page

    try:
        once(form.cleaned_data["key"], form=f"desk.{deed.form.act}.{found.pk}", create=create)
    except RuleBroken as broken:
        form.refuse(broken.reasons)
        return show(request, intake.consultation_for(request.acting, found.pk), refused=form)
    messages.success(request, deed.done, extra_tags=f"act-{deed.form.act}-{found.pk}")  # the kept text may go
    return redirect(page)


ONE_TAP = frozenset({Method.PHONE, Method.VISIT})
VIEWS = {name: view_of(deed) for name, deed in DEEDS.items()}


@requires(Permission.WORK_ON_CONSULTATION)
@require_POST
def no_answer(request: StaffRequest, pk: int, method: str) -> HttpResponse:
    """不在・応答なし, with one tap."""
    found = intake.consultation_for(request.acting, pk)
    form = ActForm(request.POST)
    if method not in ONE_TAP:
        raise Http404
    if not form.is_valid():
        return redirect("desk:consultation", pk)

    def create() -> str:
        deeds.no_answer(found, Method(method), by=request.acting, at=timezone.now())
        return str(found.pk)

    once(form.cleaned_data["key"], form=f"desk.no_answer.{method}.{pk}", create=create)
    messages.success(request, "不在を記録しました。")
    return redirect("desk:consultation", pk)
