"""The access log and the deeds, for 個人情報管理者 and 監査."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions, queries
from otagai.base.audit.forms import AskForm
from otagai.base.audit.words import Subject
from otagai.kernel.exports import write_csv
from otagai.kernel.numbers import row_number


def before_of(request: StaffRequest) -> int | None:
    """Where the page begins: the number of the last line of the page before."""
    return row_number(request.GET.get("before", ""))


def address_of_following(request: StaffRequest, following: str) -> str:
    """The address of the next page with the same questions."""
    asked = request.GET.copy()
    asked["before"] = following
    return f"?{asked.urlencode()}" if following else ""


@requires(Permission.READ_ACCESS_LOG)
@require_GET
def readings(request: StaffRequest) -> HttpResponse:
    """Who opened whose page, when, for which purpose."""
    form = AskForm(request.GET)
    page = queries.readings(form.asked(), before=before_of(request))
    values = {"form": form, "page": page, "following": address_of_following(request, page.following)}
    return render(request, "audit/readings.html", values)


@requires(Permission.READ_ACCESS_LOG)
@require_GET
def deeds(request: StaffRequest) -> HttpResponse:
    """What was done by whom."""
    form = AskForm(request.GET)
    page = queries.deeds(form.asked(), before=before_of(request))
    values = {"form": form, "page": page, "following": address_of_following(request, page.following)}
    return render(request, "audit/deeds.html", values)


@requires(Permission.READ_ACCESS_LOG)
@require_GET
def printout(request: StaffRequest, subject: str, number: int) -> HttpResponse:
    """「だれが、いつ、何のために見たか」 for one person or consultation, to be handed to the person."""
    if subject not in set(Subject) or row_number(number) is None:
        raise Http404
    actions.record("audit.printed", by=request.acting, subject=(subject, number), means="print")
    values = {
        "lines": queries.readings_about(subject, number), "label": Subject(subject).label, "number": number,
        "subject": subject, "now": timezone.localtime(),
    }  # fmt: skip
    return render(request, "audit/printout.html", values)


@requires(Permission.READ_ACCESS_LOG)
@require_GET
def table(request: StaffRequest, subject: str, number: int) -> HttpResponse:
    """The same as CSV."""
    if subject not in set(Subject) or row_number(number) is None:
        raise Http404
    actions.record("audit.printed", by=request.acting, subject=(subject, number), means="csv")
    lines = queries.readings_about(subject, number)
    written = write_csv(queries.HEADERS, (line.cells() for line in lines))
    response = HttpResponse(written, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="readings-{subject}-{number}.csv"'
    return response
