"""年次確認: start it for the year, see who has not answered, key in paper and telephone, print letters."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.municipality import queries as municipality
from otagai.base.ui.paper import qr_svg, render_pdf
from otagai.front.desk.views.replies import again, done, inside, say_errors
from otagai.kernel.numbers import fiscal_year
from otagai.kernel.text import clean
from otagai.kernel.wareki import with_weekday
from otagai.town.places import actions, queries
from otagai.town.places.forms import CheckAnswerForm, RoundForm


@requires(Permission.KEEP_WINDOWS)
@require_http_methods(["GET", "POST"])
def checks(request: StaffRequest) -> HttpResponse:
    """The yearly checks; this year's is started here, once."""
    today = timezone.localdate()
    year, form = fiscal_year(today), RoundForm(request.POST or None)
    begun: list[int] = []

    def start() -> None:
        due = form.cleaned_data["due_on"]
        begun.append(actions.start_round(year, due_on=due, by=request.acting, today=today).pk)

    if request.method == "POST" and done(form, start):
        messages.success(request, f"{year}年度の年次確認を 始めました。")
        return redirect("desk:check_round", begun[0])
    lines = queries.check_rounds()
    values = {"form": form, "lines": lines, "year": year, "may_start": all(line.year != year for line in lines)}
    return again(request, "desk/windows/checks.html", values)


@requires(Permission.KEEP_WINDOWS)
@require_GET
def check_round(request: StaffRequest, pk: int) -> HttpResponse:
    """How far it is: who has not answered, who wants to rest or stop, who goes on."""
    page = queries.round_page(pk)
    values = {"page": page, "line": page.line, "form": CheckAnswerForm(), "is_open": page.line.closed_on is None}
    return again(request, "desk/windows/check_round.html", values)


@requires(Permission.KEEP_WINDOWS)
@require_POST
def check_answer(request: StaffRequest, pk: int, line: int) -> HttpResponse:
    """What came back on paper, by telephone or at a visit."""
    page = queries.round_page(pk)
    inside(line, (*page.missing, *page.wishes, *page.going_on))
    form = CheckAnswerForm(request.POST)

    def answer() -> None:
        typed = form.cleaned_data
        actions.answer_check(
            pk, line, how=typed["how"], wish=typed["wish"], note=clean(typed["note"]), by=request.acting,
            on=timezone.localdate(), at=timezone.now(),
        )  # fmt: skip

    if done(form, answer):
        messages.success(request, "お返事を書きました。")
    else:
        say_errors(request, form)
    return redirect("desk:check_round", pk)


@requires(Permission.KEEP_WINDOWS)
@require_POST
def check_close(request: StaffRequest, pk: int) -> HttpResponse:
    """The round ends; who has not answered stays written as such."""
    queries.round_page(pk)
    if done(forms.Form({}), lambda: actions.close_round(pk, by=request.acting, on=timezone.localdate())):
        messages.success(request, "年次確認を 終えました。")
    return redirect("desk:check_round", pk)


@requires(Permission.KEEP_WINDOWS)
@require_GET
def check_letters(request: StaffRequest, pk: int) -> HttpResponse:
    """A letter with a slip to return for every window that has not answered; names of places and hosts, no addresses."""
    page, town = queries.round_page(pk), municipality.town()
    back = settings.OTAGAI_ORIGIN + reverse("desk:check_round", args=[pk])
    values = {
        "year": page.line.year, "due": with_weekday(page.line.due_on), "on": with_weekday(timezone.localdate()),
        "town": town.name, "desk": town.desk_name, "phone": town.desk_phone, "hours": town.desk_hours, "qr": qr_svg(back),
        "letters": [{"place": line.place, "host": line.host_name} for line in page.missing],
    }  # fmt: skip
    headers = {"Content-Disposition": f'inline; filename="check-{page.line.year}.pdf"'}
    return HttpResponse(render_pdf("places/check", values), content_type="application/pdf", headers=headers)
