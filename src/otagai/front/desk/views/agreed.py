"""この相談の同意: what was agreed to when nobody is named yet, and the way to take it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.audit.words import Purpose
from otagai.base.safekeeping.errors import RuleBroken
from otagai.kernel.numbers import row_number
from otagai.town.consents import actions as consenting
from otagai.town.consents import queries as consents
from otagai.town.consents.models import Consent
from otagai.welcome.intake import queries as intake


@requires(Permission.WORK_ON_CONSULTATION)
@require_http_methods(["GET", "HEAD", "POST"])
def consultation_consents(request: StaffRequest, pk: int) -> HttpResponse:
    """All consents about the consultation; pressing the button takes one back, and nothing more is passed on."""
    found = intake.consultation_for(request.acting, pk)
    lines = consents.consents_of(on=timezone.localdate(), subject=("consultation", pk))
    if request.method == "POST":
        chosen = row_number(request.POST.get("consent", ""))
        if chosen not in {line.pk for line in lines if line.in_force}:
            messages.error(request, "取り消す同意を 選んでください。もう取り消されているかもしれません。")
        else:
            take_back(request, consents.consent_for(request.acting, chosen))
        return redirect("desk:consultation_consents", pk)
    audit.read(
        by=request.acting, subject=("consultation", pk), circle_id=found.circle_id, purpose=Purpose.CASEWORK,
        page="desk.consultation_consents",
    )  # fmt: skip
    return render(request, "desk/agreed.html", {"consultation": found, "consents": lines, "may_write": True})


def take_back(request: StaffRequest, given: Consent) -> None:
    """Take it back, or say why not."""
    try:
        consenting.withdraw(given, by=request.acting, at=timezone.now())
    except RuleBroken as broken:
        for reason in broken.reasons:
            messages.error(request, reason)
    else:
        messages.success(request, "同意を取り消しました。これからは 伝えません。")
