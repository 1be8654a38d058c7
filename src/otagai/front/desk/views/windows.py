"""地域の福祉相談窓口: what each one lacks, its steps towards the flag, its links, its cards."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from otagai.base.accounts import queries as accounts
from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.safekeeping.errors import StaleEdit
from otagai.base.ui.paper import qr_svg
from otagai.front.desk.views.pages import both_texts
from otagai.front.desk.views.replies import again, done, inside, made_once, number, say_errors
from otagai.kernel.text import clean
from otagai.town.organizations import queries as organizations
from otagai.town.places import actions, queries, rules
from otagai.town.places.forms import DayForm, HandOutForm, LinkForm, WindowForm, WindowStepForm
from otagai.town.places.words import BannerState, WindowState
from otagai.welcome.letterbox import queries as letterbox

ON_THE_WAY = (WindowState.CANDIDATE, WindowState.ASKED, WindowState.BRIEFED, WindowState.PAUSED)


@requires(Permission.KEEP_WINDOWS)
@require_GET
def windows(request: StaffRequest) -> HttpResponse:
    """Every window by state, and what each one lacks."""
    lines = queries.windows_for_staff(on=timezone.localdate())
    states = [
        (state, [(line, missing(line)) for line in lines if line.state is state])
        for state in (WindowState.OPEN, *ON_THE_WAY, WindowState.RETURNED)
    ]
    values = {"states": [(state, found) for state, found in states if found], "any": bool(lines)}
    return render(request, "desk/windows/list.html", values)


def missing(line: queries.WindowLine) -> list[str]:
    """What is still to be done for a window, in short sentences."""
    if line.state is WindowState.OPEN:
        reasons = ["年次確認の時期です"] if line.check_is_due else []
        return reasons if line.links else [*reasons, "リンク・QRコードを まだ渡していません"]
    if line.state is WindowState.RETURNED:
        return []
    return rules.why_not_open(rules.WindowFacts(line.briefed_on, line.pledged_on, len(line.banners)))


@requires(Permission.KEEP_WINDOWS)
@require_GET
def window(request: StaffRequest, pk: int) -> HttpResponse:
    """One window: where it stands, the next steps, flags, links, and its cards as numbers and states."""
    page = queries.window_page(pk)
    before = number(request.GET.get("before", ""))
    today, state = timezone.localdate(), WindowState(page.window.state)
    cards = letterbox.cards_of_window(pk, before=before)
    stock = queries.banners(state=BannerState.IN_STOCK)
    values = {
        "page": page, "window": page.window, "state": state, "now": timezone.now(), "cards": cards,
        "step": WindowStepForm(now=state, initial={"on": today}, auto_id="step_%s"),
        "day": DayForm(initial={"on": today}, auto_id="day_%s"), "check": DayForm(initial={"on": today}, auto_id="check_%s"),
        "link_form": LinkForm(auto_id="link_%s"),
        "hand_out": HandOutForm(banner_choices=[(one.pk, one.number) for one in stock]) if stock else None,
        "lacking": lacking(page), "may_have_links": state is WindowState.OPEN,
        "following": f"?before={cards.following}" if cards.following else "",
    }  # fmt: skip
    return again(request, "desk/windows/window.html", values)


def lacking(page: queries.WindowPage) -> list[str]:
    """Why the flag of the window is not up, or what is due."""
    kept, today = page.window, timezone.localdate()
    if kept.state == WindowState.OPEN:
        due = kept.next_check_on is not None and kept.next_check_on <= today
        return ["年次確認の時期です"] if due else []
    if kept.state == WindowState.RETURNED:
        return []
    facts = rules.WindowFacts(kept.briefed_on, kept.pledged_on, len(page.banners), kept.place.ended_on is not None)
    return rules.why_not_open(facts)


@requires(Permission.KEEP_WINDOWS)
@require_POST
def window_new(request: StaffRequest) -> HttpResponse:
    """A place becomes a candidate."""
    place = queries.place_for(number(request.POST.get("place", "")) or 0)
    form = forms.Form({})
    made: list[str] = []

    def propose() -> None:
        at = timezone.now()
        made.append(
            made_once(request, "window_new", lambda: actions.propose_window(place.pk, by=request.acting, at=at).pk)
        )

    if done(form, propose):
        messages.success(request, "窓口の候補にしました。")
        return redirect("desk:window", int(made[0]))
    say_errors(request, form)
    return redirect("desk:place_edit", place.pk)


@requires(Permission.KEEP_WINDOWS)
@require_http_methods(["GET", "POST"])
def window_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Who the host is and how they are reached."""
    known = queries.window_page(pk).window
    choices: Any = organizations.organization_choices(on=timezone.localdate())
    hosts = accounts.who_may(Permission.WRITE_CARD, on=timezone.localdate(), without=Permission.READ_CONSULTATION)
    form = WindowForm(
        request.POST or None, initial=WindowForm.shown(known), organization_choices=choices, account_choices=hosts
    )

    def change() -> None:
        seen = form.cleaned_data["version"] or 0
        actions.change_window(pk, by=request.acting, seen_version=seen, **form.fields_typed())

    try:
        if request.method == "POST" and done(form, change):
            messages.success(request, "書きなおしました。")
            return redirect("desk:window", pk)
    except StaleEdit as stale:
        return both_texts(request, stale, again=reverse("desk:window_edit", args=[pk]))
    return again(request, "desk/windows/edit.html", {"form": form, "window": known})


def acted(request: StaffRequest, pk: int, form: forms.BaseForm, act: Callable[[], object], said: str) -> HttpResponse:
    """Do it and go back to the page of the window; where a rule says no, its reasons are said there."""
    if done(form, act):
        messages.success(request, said)
    else:
        say_errors(request, form)
    return redirect("desk:window", pk)


@requires(Permission.KEEP_WINDOWS)
@require_POST
def window_step(request: StaffRequest, pk: int) -> HttpResponse:
    """One step: 候補 → 依頼 → 説明会済 → 掲揚中 → 休止 → 返納."""
    form = WindowStepForm(request.POST, now=WindowState(queries.window_page(pk).window.state))

    def step() -> None:
        typed = form.cleaned_data
        note = clean(typed["note"])
        actions.step(pk, to=typed["to"], by=request.acting, at=timezone.now(), on=typed["on"], note=note)

    return acted(request, pk, form, step, "次の段階に進めました。")


@requires(Permission.KEEP_WINDOWS)
@require_POST
def window_pledge(request: StaffRequest, pk: int) -> HttpResponse:
    """守秘の約束: what is heard stays with those who must know."""
    queries.window_page(pk)
    form = DayForm(request.POST)
    return acted(
        request, pk, form, lambda: actions.pledge(pk, by=request.acting, on=form.cleaned_data["on"]),
        "守秘の約束の日を書きました。",
    )  # fmt: skip


@requires(Permission.KEEP_WINDOWS)
@require_POST
def window_check(request: StaffRequest, pk: int) -> HttpResponse:
    """年次確認: somebody was there, it goes on for another year."""
    queries.window_page(pk)
    form = DayForm(request.POST)

    def check() -> None:
        typed = form.cleaned_data
        actions.yearly_check(pk, by=request.acting, at=timezone.now(), on=typed["on"], note=clean(typed["note"]))

    return acted(request, pk, form, check, "年次確認を書きました。また来年です。")


@requires(Permission.KEEP_WINDOWS)
@require_POST
def window_link(request: StaffRequest, pk: int) -> HttpResponse:
    """A new link: shown, with its QR code, this one time. Pressed twice it is one, and not shown again."""
    page = queries.window_page(pk)
    form = LinkForm(request.POST)
    tokens: list[str] = []

    def issue() -> int:
        typed = form.cleaned_data
        last = typed["expires_on"]
        expires = timezone.make_aware(datetime.combine(last, time.max)) if last else None
        token = actions.issue_link(
            pk, holder=clean(typed["holder"]), by=request.acting, at=timezone.now(), expires_at=expires
        )
        tokens.append(token)
        return pk

    if not done(form, lambda: made_once(request, "window_link", issue)):
        say_errors(request, form)
    elif tokens:
        return render(
            request, "desk/windows/link.html", link_shown(page.window, tokens[0], form.cleaned_data["holder"])
        )
    else:
        messages.warning(
            request, "リンクは もう出しました。見えるのは1度だけです。写せなかったときは、止めて 出し直してください。"
        )
    return redirect("desk:window", pk)


def link_shown(kept: Any, token: str, holder: str) -> dict[str, Any]:
    """The link as text and as QR code for the card that is handed over."""
    address = settings.OTAGAI_ORIGIN + reverse("portal:window", args=[token])
    drawn = base64.b64encode(qr_svg(address).encode()).decode()
    return {"window": kept, "address": address, "qr": f"data:image/svg+xml;base64,{drawn}", "holder": holder}


@requires(Permission.KEEP_WINDOWS)
@require_POST
def window_revoke(request: StaffRequest, pk: int, link: int) -> HttpResponse:
    """The link is dead from the next request on."""
    inside(link, queries.window_page(pk).links)
    actions.revoke_link(pk, link, by=request.acting, at=timezone.now())
    messages.success(request, "リンクを止めました。もう開きません。")
    return redirect("desk:window", pk)
