"""説明会: announce, invite, write down who came."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.front.desk.views.replies import again, done, made_once, number, say_errors
from otagai.kernel.text import clean
from otagai.town.places import actions, queries
from otagai.town.places.forms import BriefingForm, GuestsForm


@requires(Permission.KEEP_WINDOWS)
@require_http_methods(["GET", "POST"])
def briefings(request: StaffRequest) -> HttpResponse:
    """Every briefing; a new one below."""
    form = BriefingForm(request.POST or None, window_choices=queries.invitable())
    made: list[str] = []

    def plan() -> None:
        typed = form.cleaned_data
        made.append(
            made_once(
                request, "briefing",
                lambda: actions.plan_briefing(
                    on=typed["on"], starts_at=typed["starts_at"], where=clean(typed["where"]), note=clean(typed["note"]),
                    windows=typed["windows"], by=request.acting, at=timezone.now(), today=timezone.localdate(),
                ).pk,
            )
        )  # fmt: skip

    if request.method == "POST" and done(form, plan):
        messages.success(request, "説明会を入れました。")
        return redirect("desk:briefing", int(made[0]))
    return again(request, "desk/windows/briefings.html", {"form": form, "lines": queries.briefings()})


@requires(Permission.KEEP_WINDOWS)
@require_http_methods(["GET", "POST"])
def briefing(request: StaffRequest, pk: int) -> HttpResponse:
    """One briefing: who is invited (more may be), and on the day who came and gave the pledge."""
    page, today = queries.briefing_page(pk), timezone.localdate()
    form = GuestsForm(request.POST or None, window_choices=page.others)

    def invite() -> None:
        actions.invite(pk, windows=form.cleaned_data["windows"], by=request.acting, at=timezone.now(), today=today)

    if request.method == "POST" and done(form, invite):
        messages.success(request, "お招きしました。")
        return redirect("desk:briefing", pk)
    return again(
        request, "desk/windows/briefing.html", {"page": page, "form": form, "is_held": page.briefing.on <= today}
    )


@requires(Permission.KEEP_WINDOWS)
@require_POST
def briefing_attended(request: StaffRequest, pk: int) -> HttpResponse:
    """Who came: several windows take the step 説明会済 at once."""
    queries.briefing_page(pk)
    came, pledged = ({key for key in map(number, request.POST.getlist(name)) if key} for name in ("came", "pledged"))
    form = forms.Form({})
    taken: list[int] = []

    def attended() -> None:
        at, today = timezone.now(), timezone.localdate()
        taken.append(actions.record_attendance(pk, came=came, pledged=pledged, by=request.acting, at=at, today=today))

    if done(form, attended):
        messages.success(request, f"出席を書きました。{taken[0]}つの窓口が「説明会済」になりました。")
    else:
        say_errors(request, form)
    return redirect("desk:briefing", pk)
