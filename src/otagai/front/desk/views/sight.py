"""だれが見られるか: who sees a consultation, 名前をあげた人だけにする, この人には見せない, and how to undo it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.models import User
from otagai.base.accounts.words import Permission
from otagai.base.audit import actions as audit
from otagai.base.audit.words import Purpose
from otagai.base.safekeeping.actions import once
from otagai.base.safekeeping.errors import RuleBroken
from otagai.front.desk.forms.base import KeyedForm
from otagai.front.desk.forms.sight import NamedForm, ShutForm
from otagai.front.desk.views.pages import UNPROCESSABLE
from otagai.kernel.numbers import row_number
from otagai.welcome.intake import queries as intake
from otagai.welcome.intake.models import Consultation
from otagai.welcome.referrals import actions

DONE = {
    "named": "名前をあげた人だけに しました。次の操作から、ほかの人には見えません。",
    "shut": "見せない人に しました。次の操作から、その人には見えません。お知らせも届きません。",
    "open": "団体のみんなが 見られるように もどしました。",
    "unname": "名前を 外しました。",
    "lift": "見せない人を 取り消しました。",
}


@requires(Permission.WORK_ON_CONSULTATION)
@require_http_methods(["GET", "HEAD", "POST"])
def sight(request: StaffRequest, pk: int) -> HttpResponse:
    """The page, and what its forms do; each says in `act` what it is."""
    found = intake.consultation_for(request.acting, pk)
    page = intake.sight_of(found, on=timezone.localdate())
    act = request.POST.get("act", "")
    forms = forms_of(page, act, request.POST if request.method == "POST" else None, own=request.acting.user)
    if request.method == "POST":
        if deed := deed_of(request, found, forms.get(act), act):
            try:
                done(request, deed, forms.get(act), act, pk)
            except RuleBroken as broken:
                refuse(request, forms.get(act), broken)
            else:
                messages.success(request, DONE[act])
                still_there = intake.is_shared_with(request.acting, pk)
                return redirect("desk:consultation_sight", pk) if still_there else redirect("desk:today")
        return shown(request, found, page, forms, status=UNPROCESSABLE)
    audit.read(
        by=request.acting, subject=("consultation", pk), circle_id=found.circle_id, purpose=Purpose.CASEWORK,
        page="desk.consultation_sight",
    )  # fmt: skip
    return shown(request, found, page, forms)


def forms_of(page: intake.Sight, act: str, typed: Any, *, own: User | None) -> dict[str, KeyedForm]:
    """The two forms; the one that was sent holds what was typed, and takes also what was so already (pressed twice)."""
    names = {
        one.user_id: f"{one.name}（{one.organization}）"
        for one in page.colleagues
        if own is None or one.user_id != own.pk
    }
    offered = [(pk, name) for pk, name in names.items() if typed is not None or pk not in page.closing.named]
    shut = {each.user_id for each in page.shut_out}
    staff: dict[str, list[tuple[int, str]]] = {}
    for one in page.staff:
        if typed is not None or one.user_id not in shut:
            staff.setdefault(one.organization, []).append((one.user_id, one.name))
    return {
        "named": NamedForm(typed if act == "named" else None, colleagues=offered),
        "shut": ShutForm(typed if act == "shut" else None, staff=list(staff.items())),
    }


def deed_of(request: StaffRequest, found: Consultation, form: KeyedForm | None, act: str) -> Callable[[], None] | None:
    """What was asked for; None where the form lacks something or nothing known was asked."""
    by, at = request.acting, timezone.now()
    if form is not None:
        if not form.is_valid():
            return None
        typed = form.cleaned_data
        if act == "named":
            return lambda: actions.name_only(found, user_ids=typed["users"], by=by, at=at)
        return lambda: actions.keep_from(found, user_id=typed["user"], reason=typed["reason"], by=by, at=at)
    if act == "open":
        return lambda: actions.open_again(found, by=by, at=at)
    user = row_number(request.POST.get("user", ""))
    undo = {"unname": actions.unname, "lift": actions.show_again}.get(act)
    return (lambda: undo(found, user_id=user, by=by, at=at)) if undo and user else None


def done(request: StaffRequest, deed: Callable[[], None], form: KeyedForm | None, act: str, pk: int) -> None:
    """Do it; a form pressed twice does it once."""

    def create() -> str:
        deed()
        return str(pk)

    if form is None:
        deed()
    else:
        once(form.cleaned_data["key"], form=f"desk.sight.{act}.{pk}", create=create)


def refuse(request: StaffRequest, form: KeyedForm | None, broken: RuleBroken) -> None:
    """Say why not, above the form or above the page."""
    if form is not None:
        form.refuse(broken.reasons)
    else:
        for reason in broken.reasons:
            messages.error(request, reason)


def shown(
    request: StaffRequest, found: Consultation, page: intake.Sight, forms: dict[str, KeyedForm], *, status: int = 200
) -> HttpResponse:
    """The page; whoever may not decide reads who may."""
    may = found.holder_id in request.acting.organizations and (
        actions.is_mine(found, request.acting) or actions.leads(found, request.acting)
    )
    values = {
        "consultation": found,
        "page": page,
        "may_decide": may,
        **{f"{name}_form": form for name, form in forms.items()},
    }
    return render(request, "desk/sight.html", values, status=status)
