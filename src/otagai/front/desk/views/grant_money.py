"""助成の支払と実績報告: what was planned and paid, as a list that leaves the house, and the report on paper."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.municipality import queries as municipality
from otagai.front.desk.forms.base import day_field, words_field
from otagai.front.desk.forms.grants import PaymentForm, ReportForm
from otagai.front.desk.views.grants import application_page, shown
from otagai.front.desk.views.replies import again, done, made_once, say_errors
from otagai.kernel.exports import write_csv
from otagai.kernel.text import clean
from otagai.kernel.workbooks import write_workbook
from otagai.together.grants import actions, queries
from otagai.together.grants.words import ApplicationState, MoneyKind, PaymentState

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class NarrowForm(forms.Form):
    """Which payments are listed."""

    kind = words_field(MoneyKind, "種類", required=False, empty="すべて")
    state = words_field(PaymentState, "状態", required=False, empty="すべて")
    first = day_field("支払う日・返還の期限：ここから")
    last = day_field("ここまで")


def listed(request: HttpRequest) -> tuple[NarrowForm, list[queries.PaymentLine]]:
    """The payments that the address asks for; all of them where it cannot be read."""
    form = NarrowForm(request.GET or None)
    typed: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    return form, queries.payments(
        kind=typed.get("kind") or None, state=typed.get("state") or None, first=typed.get("first"), last=typed.get("last")
    )  # fmt: skip


@requires(Permission.KEEP_STARTUPS)
@require_GET
def payments(request: StaffRequest) -> HttpResponse:
    """支払一覧."""
    form, lines = listed(request)
    together: dict[str, int] = {}
    for line in lines:
        label = f"返還 {line.stands}" if line.comes_back else line.stands
        together[label] = together.get(label, 0) + line.amount
    today = timezone.localdate()
    values = {
        "form": form, "lines": lines, "asked": request.GET.urlencode(),
        "sums": list(together.items()), "late": [line.pk for line in lines if line.is_late(today)],
        "yesterday": today - timedelta(days=1),
    }  # fmt: skip
    return render(request, "desk/grants/payments.html", values)


@requires(Permission.KEEP_STARTUPS)
@require_GET
def payments_csv(request: StaffRequest) -> HttpResponse:
    """The same as CSV."""
    return _file(request, "payments.csv", "text/csv; charset=utf-8", write_csv(queries.HEADERS, _cells(request)))


@requires(Permission.KEEP_STARTUPS)
@require_GET
def payments_xlsx(request: StaffRequest) -> HttpResponse:
    """The same for Excel."""
    return _file(request, "payments.xlsx", XLSX, write_workbook(queries.HEADERS, _cells(request), sheet="支払一覧"))


def _cells(request: HttpRequest) -> list[Any]:
    return [line.cells() for line in listed(request)[1]]


def _file(request: StaffRequest, name: str, kind: str, content: bytes) -> HttpResponse:
    audit.record("grants.list_exported", by=request.acting, subject=("grant", None), file=name)
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@requires(Permission.DECIDE_GRANTS)
@require_POST
def payment_new(request: StaffRequest, pk: int) -> HttpResponse:
    """A payment to come."""
    page, form = application_page(request, pk), PaymentForm(request.POST, prefix="pay")

    def plan() -> str:
        typed = form.cleaned_data
        return str(
            actions.plan_payment(
                pk, by=request.acting, amount=typed["amount"], planned_on=typed["planned_on"], note=clean(typed["note"])
            ).pk
        )  # fmt: skip

    if done(form, lambda: made_once(request, "payment", plan)):
        messages.success(request, "支払一覧に のせました。")
        return redirect("desk:grant", pk)
    return again(request, "desk/grants/grant.html", shown(page, payment=form))


@requires(Permission.DECIDE_GRANTS)
@require_POST
def payment_move(request: StaffRequest, pk: int, payment: int) -> HttpResponse:
    """支払った, or 取りやめ."""
    found = queries.payment_of(pk, payment)
    form = forms.Form({})

    def act() -> None:
        if "cancel" in request.POST:
            actions.cancel_payment(found.pk, by=request.acting)
        else:
            actions.pay(found.pk, by=request.acting, on=timezone.localdate())

    if done(form, act):
        messages.success(request, "取りやめました。" if "cancel" in request.POST else "支払ずみにしました。")
    else:
        say_errors(request, form)
    return redirect("desk:grant", pk)


@requires(Permission.KEEP_STARTUPS)
@require_http_methods(["GET", "POST"])
def grant_report(request: StaffRequest, pk: int) -> HttpResponse:
    """実績報告: what every line came to; then 確定 by the one who gives."""
    page = application_page(request, pk)
    form = ReportForm(request.POST or None, lines=page.lines, initial={"note": page.application.report_note})

    def report() -> None:
        if "settle" in request.POST:
            actions.settle(pk, by=request.acting)
            return
        actions.report(
            pk, by=request.acting, on=timezone.localdate(), actuals=form.actuals(), note=clean(form.cleaned_data["note"])
        )  # fmt: skip

    if request.method == "POST" and done(form, report):
        messages.success(request, "確定しました。" if "settle" in request.POST else "実績を報告しました。")
        return redirect("desk:grant", pk)
    values = {"form": form, "page": page, "may_report": page.state is ApplicationState.GRANTED}
    return again(request, "desk/grants/report.html", values)


@requires(Permission.KEEP_STARTUPS)
@require_GET
def grant_paper(request: StaffRequest, pk: int) -> HttpResponse:
    """実績報告 as a PDF."""
    page = application_page(request, pk)
    pdf = queries.report_pdf(page, town=municipality.town().name, on=timezone.localdate())
    headers = {"Content-Disposition": f'inline; filename="report-{pk}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
