"""申し込み: how one signs up for an activity, who did, and who still has to be told."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.audit.words import Purpose
from otagai.base.safekeeping.errors import StaleEdit
from otagai.front.desk.forms.signups import EnterForm, ToldForm
from otagai.front.desk.views.activities import kept
from otagai.front.desk.views.pages import both_texts
from otagai.front.desk.views.replies import again, done, made_once, say_errors
from otagai.kernel.text import clean
from otagai.kernel.wareki import with_weekday
from otagai.town.activities import actions as activities
from otagai.town.activities import queries as calendar
from otagai.town.activities.forms import SlotForm, TermsForm, TermsOfDayForm
from otagai.welcome.signups import actions, queries

SHOWN_DAYS = 12
A_LIST_REACHES = timedelta(days=400)


@requires(Permission.KEEP_ACTIVITIES)
@require_http_methods(["GET", "POST"])
def activity_terms(request: StaffRequest, pk: int) -> HttpResponse:
    """Capacity, last day, places for helpers; one form for each of them."""
    known, terms = kept(request, pk), calendar.terms_of(pk)
    sent = {name: request.POST if request.POST.get("act") == name else None for name in ("terms", "day", "slot")}
    shown = {name: getattr(terms, name) for name in TermsForm.base_fields} if terms else None
    form = TermsForm(sent["terms"], initial=shown)
    of_day = TermsOfDayForm(sent["day"], coming=known.coming, today=timezone.localdate(), prefix="day")
    slot = SlotForm(sent["slot"], prefix="slot")

    def set_terms() -> None:
        typed = {**form.cleaned_data, "word": clean(form.cleaned_data["word"])}
        activities.set_terms(pk, by=request.acting, seen_version=typed.pop("version") or 0, **typed)

    def set_day() -> None:
        activities.set_terms_of_day(pk, by=request.acting, **of_day.cleaned_data)

    def add_slot() -> None:
        (start, end), typed = slot.cleaned_data["times"], slot.cleaned_data
        made_once(
            request, f"activity_slot:{pk}",
            lambda: activities.add_slot(
                pk, by=request.acting, task=clean(typed["task"]), start=start, end=end, wanted=typed["wanted"]
            ),
        )  # fmt: skip

    try:
        for name, one, act in (("terms", form, set_terms), ("day", of_day, set_day), ("slot", slot, add_slot)):
            if sent[name] is not None and done(one, act):
                messages.success(request, "申し込みのきまりを 書きなおしました。")
                return redirect("desk:activity_terms", pk)
    except StaleEdit as stale:
        return both_texts(request, stale, again=reverse("desk:activity_terms", args=[pk]))
    values = {"activity": known.activity, "terms": terms, "form": form, "of_day": of_day, "slot": slot}
    return again(request, "desk/activities/terms.html", values)


@requires(Permission.KEEP_ACTIVITIES)
@require_POST
def activity_slot_close(request: StaffRequest, pk: int, slot: int) -> HttpResponse:
    """Nobody more is wanted for the task."""
    kept(request, pk)
    if not activities.close_slot(pk, slot, by=request.acting):
        raise Http404
    messages.success(request, "この手伝いの募集を しめました。申し込んだ人は そのままです。")
    return redirect("desk:activity_terms", pk)


@requires(Permission.KEEP_ACTIVITIES)
@require_http_methods(["GET", "POST"])
def activity_roll(request: StaffRequest, pk: int) -> HttpResponse:
    """名簿: who comes on a day, who waits, who still has to be told; whoever telephones is written down here."""
    known, terms = kept(request, pk), calendar.terms_of(pk)
    day = day_of(request, known)
    if terms is None or day is None:
        return again(request, "desk/activities/roll.html", {"activity": known.activity, "terms": terms})
    form = EnterForm(request.POST or None, terms=terms)

    def enter() -> None:
        made_once(
            request, f"sign_up_enter:{pk}:{day}",
            lambda: actions.enter(form.wish(pk, day), form.caller(), by=request.acting, at=timezone.now()).pk,
        )  # fmt: skip

    if request.method == "POST" and done(form, enter):
        messages.success(request, "申し込みを 書きました。")
        return redirect(address_of(pk, day))
    roll = queries.roll_of(pk, day, by=request.acting)
    if roll.circle_id is not None and roll.lines:
        audit.read(
            by=request.acting, subject=("activity", pk), circle_id=roll.circle_id, purpose=Purpose.SIGN_UPS,
            page="desk.activity_roll",
        )  # fmt: skip
    days = list(dict.fromkeys([*(each.on for each in known.coming), day]))[:SHOWN_DAYS]
    values = {
        "activity": known.activity, "terms": terms, "roll": roll, "form": form, "day": day,
        "days": [(one, with_weekday(one), f"?day={one.isoformat()}") for one in sorted(days)],
        "printed": timezone.localtime(), "printed_by": request.acting.name,
    }  # fmt: skip
    return again(request, "desk/activities/roll.html", values)


def day_of(request: StaffRequest, known: calendar.KeptActivity) -> date | None:
    """The day that was asked for, else the next one."""
    following = next((each.on for each in known.coming), None)
    try:
        asked = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return following
    return asked if abs(asked - timezone.localdate()) < A_LIST_REACHES else following


def address_of(pk: int, day: date) -> str:
    """The list of a day."""
    return f"{reverse('desk:activity_roll', args=[pk])}?day={day.isoformat()}"


@requires(Permission.KEEP_ACTIVITIES)
@require_POST
def sign_up_told(request: StaffRequest, pk: int, sign_up: int) -> HttpResponse:
    """知らせた: somebody telephoned, or met them."""
    kept(request, pk)
    who = queries.participant_for(pk, sign_up, by=request.acting)
    form = ToldForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        actions.told(pk, sign_up, by=request.acting, news=typed["news"], way=typed["way"], at=timezone.now())
        messages.success(request, "「知らせた」にしました。")
    else:
        say_errors(request, form)
    return redirect(address_of(pk, who.sign_up.day))


@requires(Permission.KEEP_ACTIVITIES)
@require_POST
def sign_up_end(request: StaffRequest, pk: int, sign_up: int) -> HttpResponse:
    """They said that they do not come; the next one moves up."""
    kept(request, pk)
    who = queries.participant_for(pk, sign_up, by=request.acting)
    actions.end(pk, sign_up, by=request.acting, at=timezone.now())
    messages.success(request, "取りやめにしました。順番待ちの人がいれば、席がまわります。")
    return redirect(address_of(pk, who.sign_up.day))
