"""団体・機関: who is there, what they take on, whether they can; kept true by their own people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.safekeeping.errors import RuleBroken, StaleEdit
from otagai.front.desk.views.pages import both_texts
from otagai.front.desk.views.replies import again, done, made_once
from otagai.kernel.text import clean
from otagai.town.areas import queries as areas
from otagai.town.organizations import actions, queries, rules
from otagai.town.organizations.forms import CapacityForm, DeskForms, OrganizationForm, ServedAreasForm, desks_typed
from otagai.town.organizations.words import Capacity, OrganizationKind
from otagai.welcome.intake.words import Theme
from otagai.welcome.referrals import queries as referrals

KEEPERS = (Permission.KEEP_ORGANIZATIONS,)


@requires(Permission.USE_DESK)
@require_GET
def organizations(request: StaffRequest) -> HttpResponse:
    """Everybody in town by kind; narrowed by a word or a kind."""
    text, kind = clean(request.GET.get("q", ""))[:60], request.GET.get("kind", "")
    chosen = OrganizationKind(kind) if kind in set(OrganizationKind) else None
    found = queries.organizations(on=timezone.localdate(), kind=chosen, text=text)
    order = list(OrganizationKind)
    values = {
        "lines": sorted(found, key=lambda line: order.index(line.kind)), "text": text, "kind": kind,
        "kinds": OrganizationKind.choices(), "may_add": request.acting.may(Permission.KEEP_ORGANIZATIONS),
    }  # fmt: skip
    return render(request, "desk/organizations/list.html", values)


@requires(Permission.USE_DESK)
@require_GET
def organization(request: StaffRequest, pk: int) -> HttpResponse:
    """One organisation: what it takes on, where it can be called, who answers, how much it carries now."""
    page = queries.organization_page(pk, on=timezone.localdate())
    acting = request.acting
    values = {
        "page": page, "organization": page.organization, "kind": OrganizationKind.label_of(page.organization.kind),
        "themes": [Theme.label_of(theme) for theme in page.organization.themes],
        "capacity": Capacity(page.organization.capacity), "capacities": list(Capacity),
        "may_say_capacity": rules.may_say_capacity(acting, pk), "may_keep": rules.may_keep(acting, pk),
        "load": referrals.loads([pk], at=timezone.now()).get(pk) if acting.may(Permission.REFER) else None,
    }  # fmt: skip
    return render(request, "desk/organizations/organization.html", values)


@requires(*KEEPERS)
@require_http_methods(["GET", "POST"])
def organization_new(request: StaffRequest) -> HttpResponse:
    """A new organisation; its desks and areas follow on its own page."""
    form = OrganizationForm(request.POST or None, theme_choices=Theme.choices())
    made: list[str] = []
    if request.method == "POST" and done(form, lambda: made.append(add(request, form))):
        messages.success(request, "団体を加えました。つぎに、窓口の電話と時間を入れてください。")
        return redirect("desk:organization_desks", int(made[0]))
    return again(request, "desk/organizations/edit.html", {"form": form, "heading": "団体・機関を加える"})


def add(request: StaffRequest, form: OrganizationForm) -> str:
    """The number of the organisation; the same one when the button was pressed twice."""
    return made_once(request, "organization_new", lambda: actions.add(by=request.acting, **form.fields_typed()).pk)


@requires(*KEEPERS)
@require_http_methods(["GET", "POST"])
def organization_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Write anew what is said of an organisation; whoever wrote meanwhile is not overwritten."""
    page = kept(request, pk)
    shown = OrganizationForm.shown(page.organization)
    form = OrganizationForm(request.POST or None, initial=shown, theme_choices=Theme.choices())
    try:
        if request.method == "POST" and done(form, lambda: change(request, pk, form)):
            messages.success(request, "書きなおしました。")
            return redirect("desk:organization", pk)
    except StaleEdit as stale:
        return both_texts(request, stale, again=reverse("desk:organization_edit", args=[pk]))
    values = {"form": form, "organization": page.organization, "heading": "団体・機関を書きなおす", "may_end": True}
    return again(request, "desk/organizations/edit.html", values)


def change(request: StaffRequest, pk: int, form: OrganizationForm) -> None:
    """Store what was typed, compared with the version that was seen."""
    actions.change(pk, by=request.acting, seen_version=form.cleaned_data["version"] or 0, **form.fields_typed())


@requires(*KEEPERS)
@require_http_methods(["GET", "POST"])
def organization_desks(request: StaffRequest, pk: int) -> HttpResponse:
    """The desks: whom to call, when, where."""
    page = kept(request, pk)
    shown = [{name: getattr(desk, name) for name in DESK_FIELDS} for desk in page.desks]
    forms = DeskForms(request.POST or None, initial=shown, prefix="desks")
    reasons: list[str] = []
    if request.method == "POST" and forms.is_valid():
        try:
            actions.set_desks(pk, by=request.acting, desks=desks_typed(forms), on=timezone.localdate())
            messages.success(request, "窓口を書きなおしました。")
            return redirect("desk:organization", pk)
        except RuleBroken as broken:
            reasons = broken.reasons
    values = {"forms": forms, "organization": page.organization, "reasons": reasons}
    return again(request, "desk/organizations/desks.html", values)


DESK_FIELDS = ("pk", "name", "phone", "hours", "address", "is_public")


@requires(*KEEPERS)
@require_http_methods(["GET", "POST"])
def organization_areas(request: StaffRequest, pk: int) -> HttpResponse:
    """The areas it serves; none ticked is the whole town."""
    page, today = kept(request, pk), timezone.localdate()
    choices: Any = areas.grouped_choices(today)
    form = ServedAreasForm(
        request.POST or None, initial={"areas": [served.pk for served in page.areas]}, area_choices=choices
    )
    if request.method == "POST" and done(form, lambda: serve(request, pk, form)):
        messages.success(request, "受け持つ圏域を書きなおしました。")
        return redirect("desk:organization", pk)
    return again(request, "desk/organizations/areas.html", {"form": form, "organization": page.organization})


def serve(request: StaffRequest, pk: int, form: ServedAreasForm) -> None:
    """Store the ticked areas."""
    actions.serve_areas(pk, by=request.acting, area_ids=form.cleaned_data["areas"], on=timezone.localdate())


@requires(Permission.READ_CONSULTATION, *KEEPERS)
@require_POST
def organization_capacity(request: StaffRequest, pk: int) -> HttpResponse:
    """One tap: whether it can take on more people now."""
    queries.organization_page(pk, on=timezone.localdate())
    form = CapacityForm(request.POST)
    if form.is_valid():
        actions.set_capacity(
            pk, by=request.acting, capacity=Capacity(form.cleaned_data["capacity"]),
            note=clean(form.cleaned_data["note"]), on=timezone.localdate(),
        )  # fmt: skip
        messages.success(request, "受け入れのようすを 今日の日付で書きました。")
    else:
        messages.error(request, "受け入れのようすを 3つのボタンから選んでください。")
    return redirect("desk:organization", pk)


@requires(*KEEPERS)
@require_POST
def organization_end(request: StaffRequest, pk: int) -> HttpResponse:
    """The organisation exists no longer; what it did stays."""
    kept(request, pk)
    actions.end(pk, by=request.acting, on=timezone.localdate())
    messages.success(request, "きょうで終わりにしました。これまでの記録は残ります。")
    return redirect("desk:organizations")


def kept(request: StaffRequest, pk: int) -> queries.OrganizationPage:
    """The organisation, for those who keep it; 403 for those who keep others."""
    page = queries.organization_page(pk, on=timezone.localdate())
    if not rules.may_keep(request.acting, pk):
        raise PermissionDenied
    return page
