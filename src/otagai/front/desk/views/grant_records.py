"""実施記録 of a grant that its place told: which place, and what the grant needs besides."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.safekeeping.errors import StaleEdit
from otagai.front.desk.forms.grants import BesidesForm, RecordsPlaceForm
from otagai.front.desk.views.grants import application_page
from otagai.front.desk.views.pages import both_texts
from otagai.front.desk.views.replies import again, done
from otagai.together.grants import actions, queries


@requires(Permission.KEEP_STARTUPS)
@require_http_methods(["GET", "POST"])
def grant_place(request: StaffRequest, pk: int) -> HttpResponse:
    """Whose 開催の記録 are the 実施記録; or that all is written by hand."""
    page = application_page(request, pk)
    may_see_all = request.acting.may(Permission.KEEP_PLACES)
    choices = queries.place_choices(page.application, may_see_all=may_see_all)
    shown = {"place": page.place.pk if page.place else None, "version": page.application.version}
    form = RecordsPlaceForm(request.POST or None, initial=shown, places=choices)

    def choose() -> None:
        typed = form.cleaned_data
        actions.read_records_of(pk, typed["place"], by=request.acting, seen_version=typed["version"])

    try:
        if request.method == "POST" and done(form, choose):
            messages.success(request, "決めました。")
            return redirect("desk:grant", pk)
    except StaleEdit as stale:
        return both_texts(request, stale, again=reverse("desk:grant_place", args=[pk]))
    return again(request, "desk/grants/place.html", {"form": form, "page": page, "may_see_all": may_see_all})


@requires(Permission.KEEP_STARTUPS)
@require_http_methods(["GET", "POST"])
def grant_session(request: StaffRequest, pk: int, session: int) -> HttpResponse:
    """What the grant needs besides: a word, what it cost; or why this time does not count here."""
    page = application_page(request, pk)
    line = next((one for one in page.gatherings if one.session == session and one.may_add), None)
    if line is None:
        raise Http404
    shown = {"note": line.note, "cost": line.cost, "minutes": line.typed_minutes, "struck_because": line.struck}
    form = BesidesForm(request.POST or None, initial={**shown, "version": line.version})

    def add() -> None:
        seen = form.cleaned_data["version"] or 0
        actions.add_besides(pk, session, by=request.acting, besides=form.besides(), seen_version=seen)

    try:
        if request.method == "POST" and done(form, add):
            messages.success(request, "書きたしました。")
            return redirect("desk:grant", pk)
    except StaleEdit as stale:
        return both_texts(request, stale, again=reverse("desk:grant_session", args=[pk, session]))
    return again(request, "desk/grants/session.html", {"form": form, "page": page, "line": line})
