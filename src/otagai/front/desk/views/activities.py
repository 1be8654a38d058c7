"""活動の暦: writing down what people do together, on which days, and telling residents when a day is called off."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.safekeeping.errors import StaleEdit
from otagai.front.desk.views.pages import A_PAGE, both_texts, one_page
from otagai.front.desk.views.places import shown_day
from otagai.front.desk.views.replies import again, done, made_once, number, say_errors
from otagai.kernel.text import clean
from otagai.kernel.wareki import with_weekday
from otagai.town.activities import actions, queries, rules
from otagai.town.activities.forms import ActivityForm, CallOffForm, MoveForm
from otagai.town.activities.words import ActivityState
from otagai.town.areas import queries as areas
from otagai.town.organizations import queries as organizations
from otagai.town.places.forms import ExceptionForms, OpeningForm, OpeningForms, exceptions_typed, rules_typed


@requires(Permission.KEEP_ACTIVITIES)
@require_GET
def activities(request: StaffRequest) -> HttpResponse:
    """The activities that the person keeps, newest first, narrowed by a word and a state."""
    text, chosen = clean(request.GET.get("q", ""))[:60], request.GET.get("state", "")
    state = ActivityState(chosen) if chosen in set(ActivityState) else None
    after = number(request.GET.get("after", "")) or 0
    lines = queries.kept_activities(
        by=request.acting, on=timezone.localdate(), text=text, state=state, after=after, most=A_PAGE + 1
    )
    values = {
        **one_page(request, lines), "text": text, "state": chosen, "states": ActivityState.choices(),
    }  # fmt: skip
    return render(request, "desk/activities/list.html", values)


def details_form(request: StaffRequest, initial: dict[str, Any] | None = None) -> ActivityForm:
    """The form about an activity with the organisations, areas and places of today."""
    today = timezone.localdate()
    hosts: Any = organizations.organization_choices(on=today)
    return ActivityForm(
        request.POST or None, initial=initial, hosts=hosts, areas=areas.grouped_choices(today), places=queries.place_choices()
    )  # fmt: skip


@requires(Permission.KEEP_ACTIVITIES)
@require_http_methods(["GET", "POST"])
def activity_new(request: StaffRequest) -> HttpResponse:
    """A new activity, a draft; its days follow."""
    form = details_form(request, {"host_1": request.acting.organization_id})
    made: list[str] = []

    def add() -> None:
        made.append(
            made_once(request, "activity_new", lambda: actions.add_activity(by=request.acting, **form.fields_typed()).pk)
        )  # fmt: skip

    if request.method == "POST" and done(form, add):
        messages.success(request, "下書きにしました。つぎに、日にちを入れてください。")
        return redirect("desk:activity_days", int(made[0]))
    return again(request, "desk/activities/edit.html", {"form": form, "heading": "活動を加える"})


@requires(Permission.KEEP_ACTIVITIES)
@require_http_methods(["GET", "POST"])
def activity_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """What is said of an activity; whoever wrote meanwhile is not overwritten."""
    known = kept(request, pk)
    form = details_form(request, ActivityForm.shown(known.activity, known.hosts))

    def change() -> None:
        seen = form.cleaned_data["version"] or 0
        actions.change_activity(pk, by=request.acting, seen_version=seen, **form.fields_typed())

    try:
        if request.method == "POST" and done(form, change):
            messages.success(request, "書きなおしました。")
            return redirect("desk:activity_edit", pk)
    except StaleEdit as stale:
        return both_texts(request, stale, again=reverse("desk:activity_edit", args=[pk]))
    values = {
        "form": form, "heading": known.activity.title, "known": known, "activity": known.activity, "coming": known.coming[:10],
        "call_off": CallOffForm(coming=known.coming, prefix="off"), "move": MoveForm(now=known.state, prefix="move"),
        "may_move": rules.NEXT[known.state], "is_shown": known.state in (ActivityState.PUBLISHED, ActivityState.CANCELLED),
    }  # fmt: skip
    return again(request, "desk/activities/edit.html", values)


@requires(Permission.KEEP_ACTIVITIES)
@require_http_methods(["GET", "POST"])
def activity_days(request: StaffRequest, pk: int) -> HttpResponse:
    """Rules and single days, in plain controls."""
    known = kept(request, pk)
    recurrences, days = queries.typed_days(pk)
    sent = request.POST or None
    openings = OpeningForms(sent, initial=[OpeningForm.shown(rule) for rule in recurrences], prefix="rules")
    singles = ExceptionForms(sent, initial=[shown_day(day) for day in days], prefix="days")
    form = forms.Form(sent)

    def keep() -> None:
        actions.set_days(
            pk, by=request.acting, seen_version=number(request.POST.get("version", "")) or 0,
            recurrences=rules_typed(openings), days=exceptions_typed(singles),
        )  # fmt: skip

    try:
        if sent is not None and openings.is_valid() and singles.is_valid() and done(form, keep):
            messages.success(request, "日にちを書きなおしました。")
            return redirect("desk:activity_edit", pk)
    except StaleEdit as stale:
        return both_texts(request, stale, again=reverse("desk:activity_days", args=[pk]))
    values = {
        "activity": known.activity, "form": form, "openings": openings, "exceptions": singles,
        "version": request.POST.get("version", known.activity.version),
    }  # fmt: skip
    return again(request, "desk/activities/days.html", values)


@requires(Permission.KEEP_ACTIVITIES)
@require_POST
def activity_call_off(request: StaffRequest, pk: int) -> HttpResponse:
    """One day is called off; residents read why."""
    form = CallOffForm(request.POST, coming=kept(request, pk).coming, prefix="off")

    def call_off() -> None:
        typed = form.cleaned_data
        actions.call_off(pk, by=request.acting, day=typed["day"], said=clean(typed["said"]))

    if done(form, call_off):
        messages.success(request, f"{with_weekday(form.cleaned_data['day'])}を 中止にしました。住民の暦に 出ています。")
    else:
        say_errors(request, form)
    return redirect("desk:activity_edit", pk)


@requires(Permission.KEEP_ACTIVITIES)
@require_POST
def activity_hold(request: StaffRequest, pk: int) -> HttpResponse:
    """A day that was called off is held after all."""
    kept(request, pk)
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        messages.error(request, "日にちを 選びなおしてください。")
        return redirect("desk:activity_edit", pk)
    actions.hold_after_all(pk, by=request.acting, day=day)
    messages.success(request, f"{with_weekday(day)}の 中止を取り消しました。")
    return redirect("desk:activity_edit", pk)


@requires(Permission.KEEP_ACTIVITIES)
@require_POST
def activity_move(request: StaffRequest, pk: int) -> HttpResponse:
    """下書き→公開→中止→終わり."""
    form = MoveForm(request.POST, now=kept(request, pk).state, prefix="move")

    def move() -> None:
        actions.move(pk, by=request.acting, to=form.cleaned_data["to"], said=clean(form.cleaned_data["said"]))

    if done(form, move):
        messages.success(request, f"「{form.cleaned_data['to'].label}」にしました。")
    else:
        say_errors(request, form)
    return redirect("desk:activity_edit", pk)


def kept(request: StaffRequest, pk: int) -> queries.KeptActivity:
    """The activity, for those who keep it; for those who keep others 403, and a draft is not there at all."""
    known = queries.activity_for(pk, on=timezone.localdate())
    if not rules.may_keep(request.acting, known.hosts):
        raise Http404 if known.state is ActivityState.DRAFT else PermissionDenied
    return known
