"""立ち上げ: the board of proposals, a wish that becomes one, its steps, and how it begins, goes on, rests or stops."""

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
from otagai.base.audit import actions as audit
from otagai.base.audit.words import Purpose
from otagai.base.safekeeping.errors import StaleEdit
from otagai.front.desk.forms.startups import (
    AgreeForm,
    BeginForm,
    JoinForm,
    MoveForm,
    PrepareForm,
    ProposalForm,
    WishForm,
)
from otagai.front.desk.views.pages import both_texts
from otagai.front.desk.views.replies import again, done, made_once, number, say_errors
from otagai.kernel.text import clean
from otagai.together.grants import queries as grants
from otagai.together.startups import actions, queries, rules
from otagai.together.startups.actions import WishFacts
from otagai.together.startups.queries import Looked, ProposalPage
from otagai.together.startups.words import PreparationKind, ProposalState
from otagai.town.activities import queries as activities
from otagai.town.areas import queries as areas
from otagai.town.organizations import queries as organizations
from otagai.welcome.intake import queries as intake

A_PAGE = 50


@requires(Permission.KEEP_STARTUPS)
@require_GET
def startups(request: StaffRequest) -> HttpResponse:
    """The board: what was agreed to be shown, and what we look after; narrowed by a word, a district, a state."""
    asked = request.GET
    state = asked.get("state", "")
    looked = Looked(
        text=clean(asked.get("q", ""))[:60], area_id=number(asked.get("area", "")), mine="mine" in asked, late="late" in asked,
        asked="asked" in asked, state=ProposalState(state) if state in set(ProposalState) else None,
    )  # fmt: skip
    today, after = timezone.localdate(), number(asked.get("after", "")) or 0
    lines = queries.board(request.acting, looked, on=today, after=after, most=A_PAGE + 1)
    following = asked.copy()
    following["after"] = str(lines[A_PAGE - 1].pk) if len(lines) > A_PAGE else ""
    values = {
        "lines": lines[:A_PAGE], "looked": looked, "states": ProposalState.choices(), "areas": queries.areas_of_board(request.acting),
        "following": f"?{following.urlencode()}" if following["after"] else "",
    }  # fmt: skip
    return render(request, "desk/startups/list.html", values)


def proposal_form(
    request: StaffRequest, holder_id: int | None, initial: dict[str, Any], *, typed: bool = True
) -> ProposalForm:
    """The form about a proposal with the areas, organisations and people of today."""
    today = timezone.localdate()
    named: Any = organizations.organization_choices(on=today)
    people = queries.coordinator_choices(holder_id or 0, on=today)
    return ProposalForm(
        (request.POST or None) if typed else None, initial=initial, areas=areas.grouped_choices(today), organizations=named,
        coordinators=people,
    )  # fmt: skip


@requires(Permission.KEEP_STARTUPS)
@require_http_methods(["GET", "POST"])
def startup_new(request: StaffRequest) -> HttpResponse:
    """An idea that somebody brought, or that staff have themselves."""
    form = proposal_form(request, request.acting.organization_id, {"coordinator": request.user.pk})
    wish = WishForm(request.POST or None, prefix="wish")
    made: list[str] = []

    def propose() -> None:
        made.append(_proposed(request, "startup_new", form, wish.facts()))

    if request.method == "POST" and wish.is_valid() and done(form, propose):
        return _to_new(request, made[0])
    return again(request, "desk/startups/edit.html", {"form": form, "wish": wish, "heading": "企画を加える"})


@requires(Permission.KEEP_STARTUPS)
@require_http_methods(["GET", "POST"])
def consultation_startup(request: StaffRequest, pk: int) -> HttpResponse:
    """What came of a consultation, and a new proposal from it: nothing of the consultation is shown to others."""
    found = intake.consultation_for(request.acting, pk)
    initial = {"coordinator": request.user.pk, "area": found.area_id}
    joins = "join" in request.POST
    kept, answers = queries.kept_choices(request.acting), rules.number_said(found.headline)
    form = proposal_form(request, request.acting.organization_id, initial, typed=not joins)
    join = JoinForm(request.POST if joins else None, proposals=kept, prefix="join", initial={"proposal": answers})
    made: list[str] = []

    def propose() -> None:
        made.append(_proposed(request, f"startup_of_{pk}", form, WishFacts(consultation=found)))

    def tie() -> None:
        wish = WishFacts(consultation=found)
        actions.add_wish(join.cleaned_data["proposal"], by=request.acting, at=timezone.now(), wish=wish)

    if joins and done(join, tie):
        messages.success(request, "企画と結びました。")
        return redirect("desk:startup", join.cleaned_data["proposal"])
    if request.method == "POST" and not joins and done(form, propose):
        return _to_new(request, made[0])
    known = queries.of_consultation(request.acting, pk, on=timezone.localdate())
    values = {
        "form": form, "consultation": found, "known": known, "heading": "やってみたいことを 企画にする", "join": join,
        "answers": dict(kept).get(answers or 0, "") if answers not in {line.pk for line in known} else "",
    }  # fmt: skip
    return again(request, "desk/startups/edit.html", values)


def _proposed(request: StaffRequest, name: str, form: ProposalForm, wish: WishFacts) -> str:
    typed = form.fields_typed()
    return made_once(
        request, name, lambda: actions.propose(by=request.acting, at=timezone.now(), wish=wish, **typed).pk
    )  # fmt: skip


def _to_new(request: StaffRequest, made: str) -> HttpResponse:
    messages.success(request, "企画にしました。つぎは、6つの準備です。")
    return redirect("desk:startup", int(made))


@requires(Permission.KEEP_STARTUPS)
@require_GET
def startup(request: StaffRequest, pk: int) -> HttpResponse:
    """One proposal: for others what was agreed; for those who look after it the steps, the story, and who wished it."""
    page = queries.proposal_for(request.acting, pk)
    if page.names_somebody:
        audit.read(
            by=request.acting, subject=("proposal", pk), circle_id=page.proposal.circle_id, purpose=Purpose.CASEWORK,
            page="desk.startup",
        )  # fmt: skip
    return render(request, "desk/startups/startup.html", shown(page))


def shown(page: ProposalPage) -> dict[str, Any]:
    """What the page of a proposal shows."""
    proposal, today = page.proposal, timezone.localdate()
    started = proposal.started_on is not None
    may_begin = ProposalState.STARTED in rules.NEXT[page.state]
    readiness = {line.step: line.readiness for line in page.preparations}
    return {
        "page": page, "proposal": proposal, "is_late": bool(proposal.next_date and proposal.next_date < today),
        "move": MoveForm(now=page.state, has_started=started, prefix="move"), "agree": AgreeForm(prefix="agree"),
        "wish": WishForm(prefix="wish"), "may_begin": may_begin,
        "why_not_begin": rules.why_not_start(readiness) if may_begin and page.is_kept else [],
        "grants": grants.of_proposal(proposal.pk) if page.is_kept else (),
        "mentors": queries.mentors() if page.state in rules.BEFORE else (),
    }  # fmt: skip


@requires(Permission.KEEP_STARTUPS)
@require_http_methods(["GET", "POST"])
def startup_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Other words; those that others read are asked for anew."""
    page = queries.kept_proposal(request.acting, pk)
    form = proposal_form(request, page.proposal.holder_id, ProposalForm.shown(page.proposal))

    def change() -> None:
        seen, typed = form.cleaned_data["version"] or 0, form.fields_typed()
        actions.change_proposal(pk, by=request.acting, at=timezone.now(), seen_version=seen, **typed)

    try:
        if request.method == "POST" and done(form, change):
            messages.success(request, "書きなおしました。")
            return redirect("desk:startup", pk)
    except StaleEdit as stale:
        return both_texts(request, stale, again=reverse("desk:startup_edit", args=[pk]))
    values = {"form": form, "proposal": page.proposal, "heading": page.proposal.title}
    return again(request, "desk/startups/edit.html", values)


@requires(Permission.KEEP_STARTUPS)
@require_POST
def startup_agree(request: StaffRequest, pk: int) -> HttpResponse:
    """見せてよい, or no longer."""
    queries.kept_proposal(request.acting, pk)
    form = AgreeForm(request.POST, prefix="agree")
    if "withdraw" in request.POST:
        actions.withdraw_agreement(pk, by=request.acting)
        messages.success(request, "見せるのを やめました。いまから、わたしたちだけが見ます。")
    elif "close" in request.POST:
        actions.close_to_residents(pk, by=request.acting)
        messages.success(request, "住民の掲示板から 下げました。手伝う人たちには 見えています。")
    elif done(form, lambda: actions.agree(pk, by=request.acting, on=timezone.localdate(), **form.cleaned_data)):
        where = (
            "住民の掲示板にも 出しました。"
            if form.cleaned_data["everybody"]
            else "手伝う人たちに 見えるようにしました。"
        )
        messages.success(request, where)
    else:
        say_errors(request, form)
    return redirect("desk:startup", pk)


@requires(Permission.KEEP_STARTUPS)
@require_POST
def startup_move(request: StaffRequest, pk: int) -> HttpResponse:
    """準備する, 続いている, お休み, やめる; the answer to まだ続いていますか."""
    page = queries.kept_proposal(request.acting, pk)
    started = page.proposal.started_on is not None
    form = MoveForm(request.POST, now=page.state, has_started=started, prefix="move")

    def move() -> None:
        typed = {name: value for name, value in form.cleaned_data.items() if name != "to"}
        actions.move(pk, by=request.acting, at=timezone.now(), to=form.cleaned_data["to"], **typed)

    if done(form, move):
        messages.success(request, f"「{form.cleaned_data['to'].label}」にしました。")
        return redirect("desk:startup", pk)
    return again(request, "desk/startups/startup.html", {**shown(page), "move": form})


@requires(Permission.KEEP_STARTUPS)
@require_POST
def startup_wish(request: StaffRequest, pk: int) -> HttpResponse:
    """Somebody else wants the same."""
    queries.kept_proposal(request.acting, pk)
    form = WishForm(request.POST, prefix="wish")

    def add() -> str:
        actions.add_wish(pk, by=request.acting, at=timezone.now(), wish=form.facts())
        return str(pk)

    if done(form, lambda: made_once(request, "startup_wish", add)):
        messages.success(request, "願いを加えました。")
    else:
        say_errors(request, form)
    return redirect("desk:startup", pk)


@requires(Permission.KEEP_STARTUPS)
@require_http_methods(["GET", "POST"])
def startup_prepare(request: StaffRequest, pk: int, step: str) -> HttpResponse:
    """One of the six steps: how far it is, who helps."""
    page = queries.kept_proposal(request.acting, pk)
    line = next((one for one in page.preparations if one.step == step), None)
    if line is None:
        raise Http404
    named: Any = organizations.organization_choices(on=timezone.localdate())
    form = PrepareForm(request.POST or None, initial=PrepareForm.shown(line), helpers=named)

    def prepare() -> None:
        today = timezone.localdate()
        actions.prepare(pk, PreparationKind(step), by=request.acting, on=today, **form.fields_typed())

    if request.method == "POST" and done(form, prepare):
        messages.success(request, f"「{line.step.label}」を 書きました。")
        return redirect("desk:startup", pk)
    values = {"form": form, "proposal": page.proposal, "line": line, "mentors": queries.mentors(step=line.step)}
    return again(request, "desk/startups/prepare.html", values)


@requires(Permission.KEEP_STARTUPS)
@require_http_methods(["GET", "POST"])
def startup_begin(request: StaffRequest, pk: int) -> HttpResponse:
    """It begins, and stands in the town: as a place, as an activity."""
    page = queries.kept_proposal(request.acting, pk)
    hosts: Any = organizations.organization_choices(on=timezone.localdate())
    initial = {
        "next_step": "はじめの回のようすを 聞く",
        "host": page.proposal.organization_id or page.proposal.holder_id,
    }
    form = BeginForm(request.POST or None, initial=initial, places=activities.place_choices(), hosts=hosts)

    def begin() -> None:
        typed = form.cleaned_data
        actions.begin(
            pk, by=request.acting, at=timezone.now(), beginning=form.beginning(), next_step=clean(typed["next_step"]),
            next_date=typed["next_date"],
        )  # fmt: skip

    if request.method == "POST" and done(form, begin):
        messages.success(request, "始まりました。おめでとうございます。")
        return redirect("desk:startup", pk)
    return again(request, "desk/startups/begin.html", {"form": form, "proposal": page.proposal, "page": page})
