"""助成: programmes and their terms, applications from a draft to a decision, and what was done with them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from otagai.base.accounts.doors import StaffRequest, requires
from otagai.base.accounts.words import Permission
from otagai.base.safekeeping.errors import StaleEdit
from otagai.front.desk.forms.grants import (
    FIRST_LINES,
    ApplicationForm,
    DecideForm,
    GatheringTypedForm,
    LineForms,
    PaymentForm,
    ProgrammeForm,
    RepaymentForm,
    StrikeForm,
    SubmitForm,
    TermsForm,
    lines_shown,
    lines_typed,
)
from otagai.front.desk.views.pages import both_texts
from otagai.front.desk.views.replies import again, done, made_once, number, say_errors
from otagai.kernel.text import clean
from otagai.together.grants import actions, queries, rules
from otagai.together.grants.rules.repaying import REPAYABLE
from otagai.together.grants.words import ApplicationState
from otagai.together.startups import queries as startups
from otagai.town.organizations import queries as organizations

A_PAGE = 50


@requires(Permission.KEEP_STARTUPS)
@require_GET
def grants(request: StaffRequest) -> HttpResponse:
    """Applications, newest first, narrowed by the name of the group and a state."""
    text, chosen = clean(request.GET.get("q", ""))[:60], request.GET.get("state", "")
    state = ApplicationState(chosen) if chosen in set(ApplicationState) else None
    after = number(request.GET.get("after", "")) or 0
    lines = queries.applications(state=state, text=text, after=after, most=A_PAGE + 1)
    asked = request.GET.copy()
    asked["after"] = str(lines[A_PAGE - 1].pk) if len(lines) > A_PAGE else ""
    values = {
        "lines": lines[:A_PAGE], "text": text, "state": chosen, "states": ApplicationState.choices(),
        "following": f"?{asked.urlencode()}" if asked["after"] else "",
    }  # fmt: skip
    return render(request, "desk/grants/list.html", values)


@requires(Permission.KEEP_STARTUPS)
@require_http_methods(["GET", "POST"])
def programmes(request: StaffRequest) -> HttpResponse:
    """Programmes with what they ask for; those who decide add one."""
    named: Any = organizations.organization_choices(on=timezone.localdate())
    form = ProgrammeForm(request.POST or None, organizations=named)
    may_add = request.acting.may(Permission.DECIDE_GRANTS)

    def add() -> str:
        typed = form.cleaned_data
        return str(
            actions.add_programme(by=request.acting, name=clean(typed["name"]), giver_id=typed["giver"], what=clean(typed["what"])).pk
        )  # fmt: skip

    made: list[str] = []
    if request.method == "POST" and may_add and done(form, lambda: made.append(made_once(request, "programme", add))):
        messages.success(request, "制度を加えました。つぎに、要件を書いてください。")
        return redirect("desk:grant_terms", int(made[0]))
    values = {"form": form, "may_add": may_add, "lines": queries.programmes(on=timezone.localdate())}
    return again(request, "desk/grants/programmes.html", values)


@requires(Permission.DECIDE_GRANTS)
@require_http_methods(["GET", "POST"])
def programme_terms(request: StaffRequest, pk: int) -> HttpResponse:
    """What a programme asks for from a day on; what held before ends the day before."""
    lines = {line.programme.pk: line for line in queries.programmes(on=timezone.localdate())}
    if pk not in lines:
        raise Http404
    form = TermsForm(request.POST or None)

    def put() -> str:
        return str(actions.set_terms(pk, by=request.acting, **form.typed()).pk)

    if request.method == "POST" and done(form, lambda: made_once(request, "terms", put)):
        messages.success(request, "要件を決めました。")
        return redirect("desk:grant_programmes")
    return again(request, "desk/grants/terms.html", {"form": form, "line": lines[pk]})


def application_form(request: StaffRequest, initial: dict[str, Any]) -> ApplicationForm:
    """The form of an application with the terms and organisations of today."""
    today = timezone.localdate()
    named: Any = organizations.organization_choices(on=today)
    return ApplicationForm(
        request.POST or None, initial=initial, terms=queries.terms_choices(on=today), organizations=named
    )


@requires(Permission.KEEP_STARTUPS)
@require_http_methods(["GET", "POST"])
def grant_new(request: StaffRequest) -> HttpResponse:
    """A new application, of a proposal (`?startup=`) or of a group that goes on already."""
    asked = number(request.GET.get("startup", ""))
    page = startups.proposal_for(request.acting, asked) if asked else None
    proposal = page.proposal if page else None
    initial: dict[str, Any] = {"people": 0}
    if proposal:
        initial |= {
            "group": proposal.group_name or proposal.title, "organization": proposal.organization_id, "plan": proposal.what
        }  # fmt: skip
    form = application_form(request, initial)
    lines = LineForms(request.POST or None, initial=lines_shown(FIRST_LINES), prefix="lines")

    def write() -> str:
        typed = form.fields_typed()
        return str(
            actions.apply_for(
                form.cleaned_data["terms"], by=request.acting, lines=lines_typed(lines), proposal_id=asked, **typed
            ).pk
        )  # fmt: skip

    made: list[str] = []
    if (
        request.method == "POST"
        and lines.is_valid()
        and done(form, lambda: made.append(made_once(request, "grant", write)))
    ):
        messages.success(request, "下書きにしました。よければ「申請する」を押してください。")
        return redirect("desk:grant", int(made[0]))
    values = {"form": form, "lines": lines, "proposal": proposal, "heading": "助成の申請を書く"}
    return again(request, "desk/grants/edit.html", values)


@requires(Permission.KEEP_STARTUPS)
@require_http_methods(["GET", "POST"])
def grant_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """A draft, written anew; the programme stays."""
    page = application_page(request, pk)
    form = application_form(request, ApplicationForm.shown(page.application))
    form.fields["terms"].required = False
    form.fields["terms"].disabled = True
    lines = LineForms(request.POST or None, initial=lines_shown(page.budget), prefix="lines")

    def change() -> None:
        seen = form.cleaned_data["version"] or 0
        actions.change_application(
            pk, by=request.acting, seen_version=seen, lines=lines_typed(lines), **form.fields_typed()
        )  # fmt: skip

    try:
        if request.method == "POST" and lines.is_valid() and done(form, change):
            messages.success(request, "書きなおしました。")
            return redirect("desk:grant", pk)
    except StaleEdit as stale:
        return both_texts(request, stale, again=reverse("desk:grant_edit", args=[pk]))
    values = {"form": form, "lines": lines, "page": page, "heading": page.application.group}
    return again(request, "desk/grants/edit.html", values)


def application_page(request: StaffRequest, pk: int) -> queries.ApplicationPage:
    """The application as it is today."""
    return queries.application_for(request.acting, pk, on=timezone.localdate())


@requires(Permission.KEEP_STARTUPS)
@require_GET
def grant(request: StaffRequest, pk: int) -> HttpResponse:
    """One application: what was asked, decided, done, paid."""
    return again(request, "desk/grants/grant.html", shown(application_page(request, pk)))


def shown(page: queries.ApplicationPage, **forms: Any) -> dict[str, Any]:
    """What the page of an application shows; `forms`: those that a rule refused."""
    left = (page.application.granted or 0) - sum(
        line.amount for line in page.payments if line.state != "cancelled" and not line.comes_back
    )
    usual: dict[str, Any] = {
        "submit": SubmitForm(prefix="submit"), "decide": DecideForm(prefix="decide", initial={"amount": page.application.amount}),
        "gathering": GatheringTypedForm(prefix="met"), "payment": PaymentForm(prefix="pay", initial={"amount": left or None}),
        "strike": StrikeForm(auto_id=False), "repayment": RepaymentForm(prefix="back", initial={"amount": page.left_over or None}),
    }  # fmt: skip
    return {
        **usual,
        **forms,
        "page": page,
        "application": page.application,
        "left": left,
        "may": rules.NEXT[page.state],
        "today": timezone.localdate(),
        "may_ask_back": page.is_giver and page.state in REPAYABLE and page.paid > page.asked_back,
    }


@requires(Permission.KEEP_STARTUPS)
@require_POST
def grant_submit(request: StaffRequest, pk: int) -> HttpResponse:
    """申請する."""
    page, form = application_page(request, pk), SubmitForm(request.POST, prefix="submit")

    def submit() -> None:
        because = clean(form.cleaned_data["twice_because"])
        actions.submit(pk, by=request.acting, on=timezone.localdate(), twice_because=because)

    if done(form, submit):
        messages.success(request, "申請しました。")
        return redirect("desk:grant", pk)
    return again(request, "desk/grants/grant.html", shown(page, submit=form))


@requires(Permission.DECIDE_GRANTS)
@require_POST
def grant_decide(request: StaffRequest, pk: int) -> HttpResponse:
    """決定 or 見送り."""
    page, form = application_page(request, pk), DecideForm(request.POST, prefix="decide")

    def decide() -> None:
        typed = form.cleaned_data
        actions.decide(
            pk, by=request.acting, on=timezone.localdate(), grants=typed["grants"], amount=typed["amount"] or 0,
            reason=clean(typed["reason"]), twice_because=clean(typed["twice_because"]),
        )  # fmt: skip

    if done(form, decide):
        messages.success(request, "書きました。団体に 知らせてください。")
        return redirect("desk:grant", pk)
    return again(request, "desk/grants/grant.html", shown(page, decide=form))


@requires(Permission.KEEP_STARTUPS)
@require_POST
def grant_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Back to a draft, or withdrawn."""
    page, form = application_page(request, pk), SubmitForm(request.POST)
    act = actions.withdraw if "withdraw" in request.POST else actions.reopen
    if done(form, lambda: act(pk, by=request.acting)):
        messages.success(request, "取り下げました。" if "withdraw" in request.POST else "下書きに もどしました。")
        return redirect("desk:grant", pk)
    say_errors(request, form)
    return redirect("desk:grant", page.application.pk)


@requires(Permission.KEEP_STARTUPS)
@require_POST
def grant_gathering(request: StaffRequest, pk: int) -> HttpResponse:
    """One time people met."""
    page, form = application_page(request, pk), GatheringTypedForm(request.POST, prefix="met")

    def record() -> str:
        met, note = form.met(), clean(form.cleaned_data["note"])
        also = {name: form.cleaned_data[name] for name in ("elsewhere", "cost")}
        return str(
            actions.record_gathering(pk, by=request.acting, met=met, note=note, on=timezone.localdate(), **also).pk
        )  # fmt: skip

    if done(form, lambda: made_once(request, "gathering", record)):
        messages.success(request, "記録しました。")
        return redirect("desk:grant", pk)
    return again(request, "desk/grants/grant.html", shown(page, gathering=form))


@requires(Permission.KEEP_STARTUPS)
@require_POST
def grant_strike(request: StaffRequest, pk: int, gathering: int) -> HttpResponse:
    """A record was wrong; it stays, struck out."""
    page, form = application_page(request, pk), StrikeForm(request.POST)
    by_hand = {line.pk for line in page.gatherings if line.session is None}
    if gathering not in by_hand.union(*(line.folded for line in page.gatherings)):
        raise Http404

    def strike() -> None:
        actions.strike_gathering(pk, gathering, by=request.acting, reason=clean(form.cleaned_data["reason"]))

    if done(form, strike):
        messages.success(request, "取り消しました。")
    else:
        say_errors(request, form)
    return redirect("desk:grant", pk)
