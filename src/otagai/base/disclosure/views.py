"""情報提供台帳: what left from the own circles, on the page and as a yearly table."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from otagai.base.accounts.acting import Acting
from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.disclosure import queries
from otagai.kernel.exports import write_csv
from otagai.kernel.numbers import fiscal_year, row_number


def as_seen_by(acting: Acting, lines: list[queries.Line]) -> list[queries.Line]:
    """Who works for the whole organisation reads everything; a duty limited to areas reads that and what kind, not the words."""
    return lines if acting.areas is None else [queries.without_words(line) for line in lines]


@requires(Permission.READ_CONSULTATION)
@require_GET
def ledger(request: StaffRequest) -> HttpResponse:
    """The ledger, newest first."""
    page = queries.ledger(before=row_number(request.GET.get("before", "")))
    page = replace(page, lines=as_seen_by(request.acting, page.lines))
    year = fiscal_year(timezone.localdate())
    return render(request, "disclosure/ledger.html", {"page": page, "years": (year, year - 1)})


@requires(Permission.COORDINATE)
@require_GET
def yearly(request: StaffRequest, year: int) -> HttpResponse:
    """The ledger of a fiscal year as CSV; taking it out is a deed of its own."""
    if not 2000 <= year <= 2200:
        raise Http404
    lines = as_seen_by(request.acting, queries.ledger_of_year(year))
    audit.record("disclosure.exported", by=request.acting, subject=("ledger", None), year=year, lines=len(lines))
    table = write_csv(queries.HEADERS, (line.cells() for line in lines))
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ledger-{year}.csv"'
    return response
