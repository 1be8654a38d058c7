"""居場所の管理: what is said of each place, when it is open, and who looked last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.safekeeping.errors import StaleEdit
from otagai.front.desk.views.pages import A_PAGE, both_texts, one_page
from otagai.front.desk.views.replies import again, done, made_once, number, say_errors
from otagai.kernel.opening import OpeningException, OpeningRule
from otagai.kernel.text import clean
from otagai.town.areas import queries as areas
from otagai.town.organizations import queries as organizations
from otagai.town.places import actions, queries
from otagai.town.places.forms import (
    ExceptionForms,
    OpeningForm,
    OpeningForms,
    PlaceDetails,
    SpokenHoursForm,
    exceptions_typed,
    rules_typed,
)
from otagai.town.places.models import Place
from otagai.town.places.words import PlaceKind


@requires(Permission.KEEP_PLACES)
@require_GET
def places(request: StaffRequest) -> HttpResponse:
    """How many wait to be confirmed; below, all of them by word and kind."""
    text, chosen = clean(request.GET.get("q", ""))[:60], request.GET.get("kind", "")
    kind = PlaceKind(chosen) if chosen in set(PlaceKind) else None
    after, today = number(request.GET.get("after", "")) or 0, timezone.localdate()
    lines = queries.staff_places(on=today, kind=kind, text=text, after=after, most=A_PAGE + 1)
    first = not (text or chosen or after)
    values = {
        **one_page(request, lines), "text": text, "kind": chosen, "kinds": PlaceKind.choices(),
        "waiting": queries.places_waiting() if first else 0, "nothing_yet": first and not lines,
    }  # fmt: skip
    return render(request, "desk/places/list.html", values)


def details_form(request: StaffRequest, initial: dict[str, Any] | None = None) -> PlaceDetails:
    """The form about a place with the organisations of today."""
    choices: Any = organizations.organization_choices(on=timezone.localdate())
    return PlaceDetails(request.POST or None, initial=initial, organization_choices=choices)


@requires(Permission.KEEP_PLACES)
@require_http_methods(["GET", "POST"])
def place_new(request: StaffRequest) -> HttpResponse:
    """A new place; its hours follow."""
    form = details_form(request)
    made: list[str] = []

    def add() -> None:
        today = timezone.localdate()
        made.append(
            made_once(request, "place_new", lambda: actions.add_place(by=request.acting, on=today, **form.fields_typed()).pk)
        )  # fmt: skip

    if request.method == "POST" and done(form, add):
        messages.success(request, "居場所を加えました。つぎに、開いている時を入れてください。")
        return redirect("desk:place_hours", int(made[0]))
    return again(request, "desk/places/edit.html", {"form": form, "heading": "居場所を加える"})


@requires(Permission.KEEP_PLACES)
@require_http_methods(["GET", "POST"])
def place_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """What is said of a place; whoever wrote meanwhile is not overwritten."""
    known = queries.place_for(pk)
    form = details_form(request, PlaceDetails.shown(known))

    def change() -> None:
        seen = form.cleaned_data["version"] or 0
        actions.change_place(pk, by=request.acting, seen_version=seen, **form.fields_typed())

    try:
        if request.method == "POST" and done(form, change):
            messages.success(request, "書きなおしました。")
            return redirect("desk:place_edit", pk)
    except StaleEdit as stale:
        return both_texts(request, stale, again=reverse("desk:place_edit", args=[pk]))
    values = {
        "form": form, "place": known, "heading": known.name, "hours": hours_in_words(pk),
        "may_propose": request.acting.may(Permission.KEEP_WINDOWS) and known.ended_on is None,
        "window": queries.window_of_place(pk), "links": queries.links_of_place(pk), "areas": areas_around(known),
    }  # fmt: skip
    return again(request, "desk/places/edit.html", values)


def areas_around(place: Place) -> list[areas.AreaHere]:
    """In which areas of all layers a place lies; none without a point."""
    if place.latitude is None or place.longitude is None:
        return []
    return areas.areas_at(place.latitude, place.longitude, on=timezone.localdate())


def hours_in_words(pk: int) -> str:
    """When the place is open, in one line."""
    return actions.hours_in_words(*actions.openings_of(pk))


@requires(Permission.KEEP_PLACES)
@require_http_methods(["GET", "POST"])
def place_hours(request: StaffRequest, pk: int) -> HttpResponse:
    """Rules and exceptional days, in plain controls or in one line of words."""
    known = queries.place_for(pk)
    rules, days = actions.openings_of(pk)
    sent = request.POST if request.method == "POST" and "text" not in request.POST else None
    spoken = SpokenHoursForm(request.POST if "text" in request.POST else None)
    openings = OpeningForms(sent, initial=[OpeningForm.shown(rule) for rule in rules], prefix="rules")
    exceptions = ExceptionForms(sent, initial=[shown_day(day) for day in days], prefix="days")
    try:
        if spoken.is_bound and done(spoken, lambda: keep(request, pk, spoken.cleaned_data["text"], days)):
            return kept(request, pk)
        if sent is not None and openings.is_valid() and exceptions.is_valid():
            form = forms.Form({})
            if done(form, lambda: keep(request, pk, rules_typed(openings), exceptions_typed(exceptions))):
                return kept(request, pk)
            say_errors(request, form)
    except StaleEdit as stale:
        return both_texts(request, stale, again=reverse("desk:place_hours", args=[pk]))
    values = {
        "place": known, "openings": openings, "exceptions": exceptions, "spoken": spoken, "hours": hours_in_words(pk),
        "version": request.POST.get("version", known.version),
    }  # fmt: skip
    return again(request, "desk/places/hours.html", values)


def shown_day(day: OpeningException) -> dict[str, Any]:
    """The initial values of the form for an exceptional day."""
    return {"day": day.on, "times": (day.start, day.end) if day.start and day.end else None, "note": day.note}


def keep(request: StaffRequest, pk: int, rules: Sequence[OpeningRule], exceptions: Sequence[OpeningException]) -> None:
    """Store when the place is open, compared with the version that was seen."""
    actions.set_openings(
        pk, by=request.acting, seen_version=number(request.POST.get("version", "")) or 0, openings=rules,
        exceptions=exceptions,
    )  # fmt: skip


def kept(request: StaffRequest, pk: int) -> HttpResponse:
    """Back to the place, saying how the hours were understood."""
    messages.success(request, f"開いている時：{hours_in_words(pk) or 'まだ書かれていません'}")
    return redirect("desk:place_edit", pk)


@requires(Permission.KEEP_PLACES)
@require_POST
def place_verify(request: StaffRequest, pk: int) -> HttpResponse:
    """One tap: somebody looked, it is true today (最終確認日)."""
    place = queries.place_for(pk)
    actions.verify(pk, by=request.acting, on=timezone.localdate())
    messages.success(request, f"{place.name}：きょう確かめました。")
    return redirect("desk:place_edit", pk) if request.POST.get("stay") else redirect("desk:places_confirm")


@requires(Permission.KEEP_PLACES)
@require_GET
def places_confirm(request: StaffRequest) -> HttpResponse:
    """たしかめる場所: the oldest first, each with its telephone; one tap says that nothing changed."""
    lines = queries.places_to_confirm(on=timezone.localdate(), most=A_PAGE)
    values = {
        "lines": lines,
        "count": f"{len(lines)}件以上" if len(lines) == A_PAGE else f"{len(lines)}件",
        "news": queries.news_waiting(),
        "photos": queries.photos_waiting(),
    }
    return render(request, "desk/places/confirm.html", values)


@requires(Permission.KEEP_PLACES)
@require_POST
def place_end(request: StaffRequest, pk: int) -> HttpResponse:
    """The place exists no longer; its story stays."""
    queries.place_for(pk)
    form = forms.Form({})
    if done(form, lambda: actions.end_place(pk, by=request.acting, on=timezone.localdate())):
        messages.success(request, "この居場所を きょうで終わりにしました。")
        return redirect("desk:places")
    say_errors(request, form)
    return redirect("desk:place_edit", pk)
