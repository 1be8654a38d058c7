"""A group's own page of its place, opened by its link; no password: nothing changed, or what should be written otherwise."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from otagai.base.accounts.doors import public
from otagai.base.safekeeping.errors import RuleBroken
from otagai.base.ui import views as ui
from otagai.front.portal.forms import GroupForm
from otagai.front.portal.sayings import label
from otagai.front.portal.session_form import REASONS, GroupSessionForm
from otagai.front.portal.views.places import facts_of, local_now
from otagai.front.portal.views.window import dead
from otagai.town.places import actions
from otagai.town.places import queries as places
from otagai.welcome.letterbox import pace, rules

WHY = "居場所をひらく人: リンクを持っていること"
SAID = frozenset({"unchanged", "sent", "session"})


@require_http_methods(["GET", "HEAD", "POST"])
@public(why=WHY)
def group(request: HttpRequest, token: str) -> HttpResponse:
    """What residents read of the place; 「変わりありません」 counts at once."""
    door = places.place_by_token(token, on=timezone.localdate())
    if door is None:
        return dead(request)
    if request.method == "POST":
        return told(request, token, door, {}, request.POST.get("key", ""))
    said = request.GET.get("said", "")
    page = as_residents_see(door)
    values = {
        "door": door, "token": token, "key": uuid.uuid4(), "said": said if said in SAID else "", "place": page or door,
        "sessions": [(on, label(part), hours, came) for on, part, hours, came in places.sessions_by_token(token)],
        **(facts_of(page) if page else {}),
    }  # fmt: skip
    return render(request, "portal/group.html", values)


def as_residents_see(door: places.PlaceDoor) -> places.PlacePage | None:
    """The public page of the place; None while residents do not see it."""
    try:
        return places.place_page(door.place_id, at=local_now())
    except Http404:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@public(why=WHY)
def group_change(request: HttpRequest, token: str) -> HttpResponse:
    """What changed; staff look before residents read it."""
    door = places.place_by_token(token, on=timezone.localdate())
    if door is None:
        return dead(request, kept=request.POST.get("note", ""))
    form = GroupForm(request.POST or None, initial=GroupForm.shown(door))
    if request.method == "POST" and form.is_valid():
        return told(request, token, door, form.said(door), str(form.cleaned_data["key"]))
    return render(request, "portal/group_change.html", {"door": door, "token": token, "form": form})


def told(request: HttpRequest, token: str, door: places.PlaceDoor, said: dict[str, str], key: str) -> HttpResponse:
    """Store it once for the key that was sent, and go back to the page."""
    if not rules.may_ask(pace.counted("group", str(door.place_id), at=timezone.now())):
        return ui.too_many(request)
    try:
        submission = uuid.UUID(key)
    except ValueError:
        submission = uuid.uuid4()
    if not actions.say_by_link(token, submission=submission, said=said):
        return dead(request)
    return redirect(f"{reverse('portal:group', args=[token])}?said={'sent' if said else 'unchanged'}")


@require_http_methods(["GET", "HEAD", "POST"])
@public(why=WHY)
def group_session(request: HttpRequest, token: str) -> HttpResponse:
    """開催の記録: how many came, in numbers; a worry goes through the front door instead."""
    today = timezone.localdate()
    door = places.place_by_token(token, on=today)
    if door is None:
        return dead(request)
    form = GroupSessionForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        if not rules.may_ask(pace.counted("group", str(door.place_id), at=timezone.now())):
            return ui.too_many(request)
        try:
            stored = actions.record_session_by_link(
                token, submission=form.cleaned_data["key"], said=form.said(), today=today
            )
            return redirect(f"{reverse('portal:group', args=[token])}?said=session") if stored else dead(request)
        except RuleBroken as broken:
            for reason in broken.reasons:
                form.add_error(None, REASONS[reason])
    return render(request, "portal/group_session.html", {"door": door, "token": token, "form": form})
