"""開催の記録: what groups count, keyed in from paper where needed, and the year of every place."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.front.desk.views.pages import A_PAGE, one_page
from otagai.front.desk.views.replies import again, done, number, sent_key
from otagai.kernel.numbers import fiscal_year
from otagai.together.grants.queries import grants_reading
from otagai.town.places import actions, queries
from otagai.town.places.forms import SessionForm


@requires(Permission.KEEP_PLACES)
@require_http_methods(["GET", "POST"])
def place_sessions(request: StaffRequest, pk: int) -> HttpResponse:
    """The times a place was open; what came on paper or by telephone is keyed in here."""
    place, today = queries.place_for(pk), timezone.localdate()
    form = SessionForm(request.POST or None, initial={"held_on": today})

    def record() -> None:
        actions.record_session(
            pk, submission=sent_key(request), said=form.said(), by=request.acting, at=timezone.now(), today=today
        )

    if request.method == "POST" and done(form, record):
        messages.success(request, "開催の記録を 書きました。")
        return redirect("desk:place_sessions", pk)
    reading = grants_reading(pk) if request.acting.may(Permission.KEEP_STARTUPS) else []
    values = {"place": place, "form": form, "year": fiscal_year(today), "grants": reading, **times_of(request, pk)}
    return again(request, "desk/places/sessions.html", values)


def times_of(request: StaffRequest, pk: int) -> dict[str, Any]:
    """A page of the times the place was open, from the one after `?after=` on."""
    last = number(request.GET.get("after", "")) or 0
    on = queries.session_in_place(pk, last) if last else None
    lines = queries.sessions_of_place(pk, after=(on, last) if on else None, most=A_PAGE + 1)
    return {**one_page(request, lines), "first": request.path if on else ""}


@requires(Permission.KEEP_PLACES)
@require_POST
def session_withdraw(request: StaffRequest, pk: int, session: int) -> HttpResponse:
    """A wrong record counts no longer; it stays readable."""
    if queries.session_in_place(pk, session) is None:
        raise Http404
    actions.withdraw_session(pk, session, by=request.acting, at=timezone.now())
    messages.success(request, "取り消しました。数には 入りません。")
    return redirect("desk:place_sessions", pk)


@requires(Permission.KEEP_PLACES)
@require_GET
def sessions(request: StaffRequest) -> HttpResponse:
    """The year of every place, in numbers, to be printed."""
    now = fiscal_year(timezone.localdate())
    years = queries.years_with_sessions(until=now)
    asked = number(request.GET.get("year", ""))
    year = asked if asked in years else now
    lines = queries.sessions_of_year(year)
    values = {"lines": lines, "total": queries.all_together(lines), "year": year, "years": years}
    return render(request, "desk/places/sessions_year.html", values)
