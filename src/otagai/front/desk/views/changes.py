"""Corrections of a consultation: its headline, and who of the organisation looks after it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.safekeeping.actions import once
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.front.desk import queries
from otagai.front.desk.forms.acts import ActForm, ChangeForm, HoldForm
from otagai.front.desk.views.pages import UNPROCESSABLE, both_texts
from otagai.town.areas import queries as areas
from otagai.welcome.intake import actions
from otagai.welcome.intake import queries as intake
from otagai.welcome.intake.models import Consultation

SHOWN = ("headline", "urgency", "kind", "themes", "about", "knows", "area_id", "next_step", "next_date")


@requires(Permission.WORK_ON_CONSULTATION)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """見出しを直す; when somebody else did so meanwhile, both texts are shown."""
    found = intake.consultation_for(request.acting, pk)
    grouped = areas.grouped_choices(timezone.localdate())
    if request.method != "POST":
        seen = {**{name: getattr(found, name) for name in SHOWN}, "seen_version": found.version}
        return form_page(request, found, ChangeForm(initial=seen, areas=grouped), "見出しを直す")
    form = ChangeForm(request.POST, areas=grouped)
    if form.is_valid():
        fields: dict[str, Any] = {name: form.cleaned_data[name] for name in SHOWN}
        try:
            actions.change(
                found, by=request.acting, seen_version=form.cleaned_data["seen_version"], at=timezone.now(), **fields
            )
        except StaleEdit as stale:
            return both_texts(request, stale, again=reverse("desk:consultation_change", args=[pk]))
        except RuleBroken as broken:
            form.refuse(broken.reasons)
        else:
            messages.success(request, "見出しを直しました。")
            return redirect("desk:consultation", pk)
    return form_page(request, found, form, "見出しを直す")


@requires(Permission.WORK_ON_CONSULTATION)
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: StaffRequest, pk: int) -> HttpResponse:
    """担当を決める: one of the people on duty in the organisation that holds it."""
    found = intake.consultation_for(request.acting, pk)
    colleagues = queries.colleagues(found.holder_id, on=timezone.localdate())
    seeing = intake.opens_for(found, [user.pk for user in colleagues])
    names = [(user.pk, user.display_name) for user in colleagues if user.pk in seeing]
    form = HoldForm(request.POST or None, colleagues=names, initial={"user": found.held_by_id})
    if request.method == "POST" and form.is_valid():
        user = next((user for user in colleagues if user.pk == form.cleaned_data["user"]), None)

        def create() -> str:
            actions.hold(found, by=request.acting, user=user, at=timezone.now())
            return str(found.pk)

        try:
            once(form.cleaned_data["key"], form=f"desk.hold.{pk}", create=create)
        except RuleBroken as broken:
            form.refuse(broken.reasons)
        else:
            messages.success(request, f"担当は {user.display_name if user else found.holder.name + 'のみんな'} です。")
            return redirect("desk:consultation", pk)
    return form_page(request, found, form, "担当を決める")


def form_page(request: StaffRequest, found: Consultation, form: ActForm, title: str) -> HttpResponse:
    """A page with one form about a consultation."""
    values = {"consultation": found, "form": form, "title": title}
    return render(request, "desk/form.html", values, status=UNPROCESSABLE if form.errors else 200)
