"""The settings page of the town."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.municipality import actions, queries
from otagai.base.municipality.forms import DeadlinesForm, TownForm
from otagai.base.notices import queries as notices
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.base.ui import facts
from otagai.base.ui.views import Clash, conflict

Labels = Mapping[str, str]


def page(
    request: StaffRequest, labels: Labels, *, town: TownForm | None = None, deadlines: DeadlinesForm | None = None
) -> HttpResponse:
    """The page with both forms, one of them perhaps with its errors."""
    found = queries.settings_of_town()
    if found is None:
        raise Http404
    values = {
        "town_form": town or TownForm(initial={**found.fields, "seen_version": found.version}),
        "deadlines_form": deadlines or DeadlinesForm(deadlines=queries.deadlines(), labels=labels),
        "code": found.code, "worker": notices.worker_health(now=timezone.now()),
    }  # fmt: skip
    return render(request, "municipality/settings.html", values)


@requires(Permission.KEEP_SETTINGS)
@require_GET
def settings(request: StaffRequest, labels: Labels) -> HttpResponse:
    """Name, desk, deadlines, and whether the worker is alive."""
    return page(request, labels)


@requires(Permission.KEEP_SETTINGS)
@require_POST
def change_town(request: StaffRequest, labels: Labels) -> HttpResponse:
    """Store what the town says of itself."""
    form = TownForm(request.POST)
    if not form.is_valid():
        return page(request, labels, town=form)
    try:
        actions.change(by=request.acting, **form.cleaned_data)
    except RuleBroken as broken:
        form.add_error(None, ValidationError(broken.reasons))
        return page(request, labels, town=form)
    except StaleEdit as stale:
        clashes = [Clash(label, yours, stale.theirs.get(label, "")) for label, yours in stale.yours.items()]
        return conflict(request, clashes=clashes, again=reverse("municipality:settings"))
    facts.forget()
    messages.success(request, "まちの設定を変えました。")
    return redirect("municipality:settings")


@requires(Permission.KEEP_SETTINGS)
@require_POST
def change_deadlines(request: StaffRequest, labels: Labels) -> HttpResponse:
    """Store the deadlines that differ from before."""
    form = DeadlinesForm(request.POST, deadlines=queries.deadlines(), labels=labels)
    if not form.is_valid():
        return page(request, labels, deadlines=form)
    with transaction.atomic():
        for step, (amount, unit) in form.chosen().items():
            actions.set_deadline(step, amount=amount, unit=unit, by=request.acting)
    messages.success(request, "期限を変えました。これから始まる段階に使われます。")
    return redirect("municipality:settings")
